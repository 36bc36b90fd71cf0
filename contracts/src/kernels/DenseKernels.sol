// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Instruction} from "./Instructions.sol";
import {StepKernels} from "./StepKernels.sol";
import {Reader} from "./Witness.sol";
import {AttentionMixKernel} from "./instructions/AttentionMixKernel.sol";
import {AttentionScoresKernel} from "./instructions/AttentionScoresKernel.sol";
import {Conv2DKernel} from "./instructions/Conv2DKernel.sol";
import {DepthwiseConv2DKernel} from "./instructions/DepthwiseConv2DKernel.sol";
import {GemmKernel} from "./instructions/GemmKernel.sol";
import {MatMulKernel} from "./instructions/MatMulKernel.sol";
import {MaxPoolKernel} from "./instructions/MaxPoolKernel.sol";
import {SumPoolKernel} from "./instructions/SumPoolKernel.sol";

/// @title DenseKernels
/// @notice Dot products and windows.
contract DenseKernels is StepKernels {
    uint256 private constant GEMM = 2;
    uint256 private constant MAT_MUL = 4;
    uint256 private constant CONV_2D = 5;
    uint256 private constant DEPTHWISE_CONV_2D = 6;
    uint256 private constant MAX_POOL = 7;
    uint256 private constant SUM_POOL = 8;
    uint256 private constant ATTENTION_SCORES = 31;
    uint256 private constant ATTENTION_MIX = 32;

    function _isWrong(Reader memory reader, Instruction memory instruction, uint256 element, int256 found)
        internal
        pure
        override
        returns (bool)
    {
        uint256 opcode = instruction.opcode;
        if (opcode == GEMM) return GemmKernel.isWrong(reader, instruction, element, found);
        if (opcode == MAT_MUL) return MatMulKernel.isWrong(reader, instruction, element, found);
        if (opcode == CONV_2D) return Conv2DKernel.isWrong(reader, instruction, element, found);
        if (opcode == DEPTHWISE_CONV_2D) return DepthwiseConv2DKernel.isWrong(reader, instruction, element, found);
        if (opcode == MAX_POOL) return MaxPoolKernel.isWrong(reader, instruction, element, found);
        if (opcode == SUM_POOL) return SumPoolKernel.isWrong(reader, instruction, element, found);
        if (opcode == ATTENTION_SCORES) return AttentionScoresKernel.isWrong(reader, instruction, element, found);
        if (opcode == ATTENTION_MIX) return AttentionMixKernel.isWrong(reader, instruction, element, found);
        revert OpcodeUnknown(opcode);
    }
}
