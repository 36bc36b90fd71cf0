// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";
import {DenseRules} from "./DenseRules.sol";
import {Footprint} from "./Footprint.sol";
import {MoveRules} from "./MoveRules.sol";
import {RowRules} from "./RowRules.sol";
import {StepRules} from "./StepRules.sol";
import {WindowRules} from "./WindowRules.sol";

/// @title InstructionRules
/// @notice What a record of an instruction has to be, apart from what it refers to (docs/tensor-programs.md, section 3).
library InstructionRules {
    using TensorTypes for uint256;

    /// @dev Four hexadecimal digits an opcode: the fewest operands, the most, whether there is a constant, how many attributes.
    /// 0 is no instruction.
    uint256 private constant LAYOUTS_0 = // from opcode 0
         (0x1102 << 16) // Clamp
        | (0x1113 << 32) // Gemm
        | (0x1100 << 48) // ArgMax
        | (0x2204 << 64) // MatMul
        | (0x1115 << 80) // Conv2D
        | (0x1115 << 96) // DepthwiseConv2D
        | (0x1102 << 112) // MaxPool
        | (0x1104 << 128) // SumPool
        | (0x2205 << 144) // Add
        | (0x2204 << 160) // Mul
        | (0x1110 << 176) // Lut
        | (0x0010 << 192) // Constant
        | (0x1100 << 208) // Reshape
        | (0x1104 << 224) // Transpose
        | (0x1103 << 240); // Slice
    uint256 private constant LAYOUTS_16 = // from opcode 16
         (0x2201 << 0) // Concat
        | (0x1103 << 16) // Pad
        | (0x1102 << 32) // Upsample
        | (0x1100 << 64) // RowMax
        | (0x1100 << 80) // RowSum
        | (0x1101 << 96) // RowSumSq
        | (0x1101 << 112) // SqrtReciprocal
        | (0x2313 << 128) // NormApply
        | (0x2202 << 144) // ExpShift
        | (0x2200 << 160) // SoftmaxNormalise
        | (0x1111 << 176) // Gather
        | (0x1110 << 192) // Rope
        | (0x1112 << 208) // Sample
        | (0x1101 << 224) // CacheAppend
        | (0x2202 << 240); // AttentionScores
    uint256 private constant LAYOUTS_32 = 0x2202; // AttentionMix
    /// @dev Has nothing of it, so that its layout is 0 too.
    uint256 private constant POSITION = 33;
    uint256 internal constant UNKNOWN = type(uint256).max;

    /// @notice The layout of an opcode: four hexadecimal digits, or `UNKNOWN`.
    function layoutOf(uint256 opcode) internal pure returns (uint256 layout) {
        unchecked {
            if (opcode > POSITION) return UNKNOWN;
            uint256 layouts = opcode < 16 ? LAYOUTS_0 : opcode < 32 ? LAYOUTS_16 : LAYOUTS_32;
            layout = uint16(layouts >> (16 * (opcode & 15)));
            if (layout == 0 && opcode != POSITION) return UNKNOWN;
        }
    }

    /// @notice Whether types, shapes and attributes agree. What the instruction refers to was compared before.
    /// @param stepLimit 0 in a program without steps.
    function check(uint256[16] calldata record, uint256 stepLimit) internal pure returns (bool) {
        uint256 opcode = record[0];
        if (opcode < 13) return _dense(opcode, record);
        if (opcode < 20) return _move(opcode, record);
        if (opcode < 27) return _row(opcode, record);
        return _step(opcode, record, stepLimit);
    }

    /// @notice What `Footprint` counts of a record that keeps its rules.
    function footprintOf(uint256[16] calldata record) internal pure returns (uint256) {
        (uint256 opcode, uint256 x) = (record[0], record[5]);
        if (opcode < 5 || opcode > 8) return 0;
        if (opcode == 5) {
            uint256 runs = WindowRules.runsOf(record[13], record[14]);
            return Footprint.ofRuns(x, runs, WindowRules.positionsOf(record[13]) * x.dimension(3) / runs);
        }
        uint256 kernel = opcode == 6 ? record[13] : opcode == 7 ? record[10] : record[12];
        return Footprint.ofRuns(x, WindowRules.positionsOf(kernel), 1);
    }

    function _dense(uint256 opcode, uint256[16] calldata record) private pure returns (bool) {
        if (opcode == 1) return DenseRules.clamp(record);
        if (opcode == 2) return DenseRules.gemm(record);
        if (opcode == 3) return DenseRules.argMax(record);
        if (opcode == 4) return DenseRules.matMul(record);
        if (opcode == 5) return WindowRules.conv2D(record);
        if (opcode == 6) return WindowRules.depthwiseConv2D(record);
        if (opcode == 7) return WindowRules.maxPool(record);
        if (opcode == 8) return WindowRules.sumPool(record);
        if (opcode == 9) return DenseRules.add(record);
        if (opcode == 10) return DenseRules.mul(record);
        if (opcode == 11) return DenseRules.lut(record);
        return opcode == 12 && DenseRules.constant_(record);
    }

    function _move(uint256 opcode, uint256[16] calldata record) private pure returns (bool) {
        if (opcode == 13) return MoveRules.reshape(record);
        if (opcode == 14) return MoveRules.transpose(record);
        if (opcode == 15) return MoveRules.slice(record);
        if (opcode == 16) return MoveRules.concat(record);
        if (opcode == 17) return MoveRules.pad(record);
        return opcode == 18 && MoveRules.upsample(record);
    }

    function _row(uint256 opcode, uint256[16] calldata record) private pure returns (bool) {
        if (opcode == 20) return RowRules.rowMax(record);
        if (opcode == 21) return RowRules.rowSum(record);
        if (opcode == 22) return RowRules.rowSumSq(record);
        if (opcode == 23) return RowRules.sqrtReciprocal(record);
        if (opcode == 24) return RowRules.normApply(record);
        if (opcode == 25) return RowRules.expShift(record);
        return opcode == 26 && RowRules.softmaxNormalise(record);
    }

    function _step(uint256 opcode, uint256[16] calldata record, uint256 stepLimit) private pure returns (bool) {
        if (opcode == 27) return StepRules.gather(record);
        if (opcode == 28) return StepRules.rope(record, stepLimit);
        if (opcode == 29) return StepRules.sample(record, stepLimit);
        if (opcode == 30) return StepRules.cacheAppend(record, stepLimit);
        if (opcode == 31) return StepRules.attentionScores(record, stepLimit);
        if (opcode == 32) return StepRules.attentionMix(record, stepLimit);
        return opcode == POSITION && StepRules.position(record, stepLimit);
    }
}
