// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Elements} from "../Elements.sol";
import {IStepKernels} from "../IStepKernels.sol";
import {Instruction} from "../Instructions.sol";
import {TensorTypes} from "../TensorTypes.sol";
import {Reader, Witness} from "../Witness.sol";

/// @title ArgMaxKernel
/// @notice The index of a row's largest element, of equal ones the lowest. It is wrong if it is none, or if another index beats
/// it: whoever proves chooses that one.
library ArgMaxKernel {
    function isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        returns (bool)
    {
        unchecked {
            uint256 columns = TensorTypes.columns(instruction.operandTypes[0]);
            if (found < 0 || uint256(found) >= columns) return true;
            uint256 rival = Witness.choice(reader);
            require(rival < columns, IStepKernels.WitnessWrong());
            uint256 first = element * columns;
            (int256 rivalValue, int256 value) =
                Elements.pair(reader, instruction, first + rival, first + uint256(found));
            return rivalValue > value || (rivalValue == value && rival < uint256(found));
        }
    }
}
