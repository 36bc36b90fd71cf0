// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IStepKernels, StepContext} from "./IStepKernels.sol";
import {Instruction, Instructions} from "./Instructions.sol";
import {Reader, Witness} from "./Witness.sol";

/// @title StepKernels
/// @notice What the families of kernels share: the witness is read from its beginning to its end.
abstract contract StepKernels is IStepKernels {
    /// @inheritdoc IStepKernels
    function isWrong(
        StepContext calldata context,
        uint256[16] calldata record,
        uint256 element,
        int256 found,
        bytes calldata witness
    ) external pure returns (bool wrong) {
        Reader memory reader = Witness.start(context, witness);
        wrong = _isWrong(reader, Instructions.parse(record), element, found);
        Witness.finish(reader);
    }

    /// @dev Reverts with `OpcodeUnknown` for an instruction of another family.
    function _isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        virtual
        returns (bool);
}
