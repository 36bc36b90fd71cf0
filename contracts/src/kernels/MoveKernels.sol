// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "./Instructions.sol";
import {StepKernels} from "./StepKernels.sol";
import {Reader} from "./Witness.sol";
import {CacheAppendKernel} from "./instructions/CacheAppendKernel.sol";
import {ConcatKernel} from "./instructions/ConcatKernel.sol";
import {ConstantKernel} from "./instructions/ConstantKernel.sol";
import {PadKernel} from "./instructions/PadKernel.sol";
import {ReshapeKernel} from "./instructions/ReshapeKernel.sol";
import {SliceKernel} from "./instructions/SliceKernel.sol";
import {TransposeKernel} from "./instructions/TransposeKernel.sol";
import {UpsampleKernel} from "./instructions/UpsampleKernel.sol";

/// @title MoveKernels
/// @notice The instructions without arithmetic.
contract MoveKernels is StepKernels {
    uint256 private constant CONSTANT = 12;
    uint256 private constant RESHAPE = 13;
    uint256 private constant TRANSPOSE = 14;
    uint256 private constant SLICE = 15;
    uint256 private constant CONCAT = 16;
    uint256 private constant PAD = 17;
    uint256 private constant UPSAMPLE = 18;
    uint256 private constant CACHE_APPEND = 30;
    uint256 private constant POSITION = 33;

    function _isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        override
        returns (bool)
    {
        uint256 opcode = instruction.opcode;
        if (opcode == CONSTANT) return ConstantKernel.isWrong(reader, instruction, element, found);
        if (opcode == RESHAPE) return ReshapeKernel.isWrong(reader, instruction, element, found);
        if (opcode == TRANSPOSE) return TransposeKernel.isWrong(reader, instruction, element, found);
        if (opcode == SLICE) return SliceKernel.isWrong(reader, instruction, element, found);
        if (opcode == CONCAT) return ConcatKernel.isWrong(reader, instruction, element, found);
        if (opcode == PAD) return PadKernel.isWrong(reader, instruction, element, found);
        if (opcode == UPSAMPLE) return UpsampleKernel.isWrong(reader, instruction, element, found);
        if (opcode == CACHE_APPEND) return CacheAppendKernel.isWrong(reader, instruction, element, found);
        // A program's steps are below 2^12.
        if (opcode == POSITION) return found != int256(reader.step);
        revert OpcodeUnknown(opcode);
    }
}
