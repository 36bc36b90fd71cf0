// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "./Instructions.sol";
import {StepKernels} from "./StepKernels.sol";
import {Reader} from "./Witness.sol";
import {ArgMaxKernel} from "./instructions/ArgMaxKernel.sol";
import {RowMaxKernel} from "./instructions/RowMaxKernel.sol";
import {RowSumKernel} from "./instructions/RowSumKernel.sol";
import {RowSumSqKernel} from "./instructions/RowSumSqKernel.sol";
import {SampleKernel} from "./instructions/SampleKernel.sol";

/// @title RowKernels
/// @notice The instructions whose elements depend on a whole row.
contract RowKernels is StepKernels {
    uint256 private constant ARG_MAX = 3;
    uint256 private constant ROW_MAX = 20;
    uint256 private constant ROW_SUM = 21;
    uint256 private constant ROW_SUM_SQ = 22;
    uint256 private constant SAMPLE = 29;

    function _isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        override
        returns (bool)
    {
        uint256 opcode = instruction.opcode;
        if (opcode == ARG_MAX) return ArgMaxKernel.isWrong(reader, instruction, element, found);
        if (opcode == ROW_MAX) return RowMaxKernel.isWrong(reader, instruction, element, found);
        if (opcode == ROW_SUM) return RowSumKernel.isWrong(reader, instruction, element, found);
        if (opcode == ROW_SUM_SQ) return RowSumSqKernel.isWrong(reader, instruction, element, found);
        // Its only element is element 0.
        if (opcode == SAMPLE) return SampleKernel.isWrong(reader, instruction, found);
        revert OpcodeUnknown(opcode);
    }
}
