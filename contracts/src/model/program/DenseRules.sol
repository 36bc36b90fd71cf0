// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";
import {AttributeRules} from "./AttributeRules.sol";
import {TypeRules} from "./TypeRules.sol";

/// @title DenseRules
/// @notice Dot products and what works element by element. Words of a record: 1 is the output's type, 5 to 7 are the operands'
/// types, 9 is the constant's, 10 and the following ones are the attributes.
library DenseRules {
    using AttributeRules for uint256;
    using TensorTypes for uint256;
    using TypeRules for uint256;

    uint256 private constant LUT_ENTRIES = 513;

    function clamp(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x) = (record[1], record[5]);
        return (x.isOf(TensorTypes.UINT8) || x.isOf(TensorTypes.INT16)) && output.isOf(TensorTypes.INT16)
            && output.shape() == x.shape() && AttributeRules.areLimits(record[10], record[11]);
    }

    function gemm(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 weights) = (record[1], record[5], record[9]);
        if (!_areInt16(x, output) || weights.kind() != TensorTypes.KIND_ROWS) return false;
        (uint256 channels, uint256 columns) = (weights.dimension(0), weights.dimension(1));
        if (!columns.isBetween(1, AttributeRules.MAX_TERMS)) return false;
        uint256 count = x.elements();
        return count % columns == 0 && output.shape() == TypeRules.matrix(count / columns, channels)
            && requantises(record, 10, AttributeRules.MIN_SHIFT);
    }

    function argMax(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x) = (record[1], record[5]);
        return x.isOf(TensorTypes.INT16) && output.isOf(TensorTypes.INT32) && output.shape() == x.perRow();
    }

    function matMul(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 left, uint256 right) = (record[1], record[5], record[6]);
        (uint256 leftRank, uint256 rightRank) = (left.rank(), right.rank());
        if (!_areInt16(left, output) || !right.isOf(TensorTypes.INT16) || leftRank < 2 || rightRank < 2) return false;
        uint256 columns = left.columns();
        uint256 channels = right.dimension(rightRank - 2);
        if (columns > AttributeRules.MAX_TERMS || right.columns() != columns) return false;
        uint256 leftBatches = left.elements() / (left.dimension(leftRank - 2) * columns);
        uint256 rightBatches = right.elements() / (channels * columns);
        return leftBatches % rightBatches == 0 && output.shape() == left.withDimension(leftRank - 1, channels)
            && record[10].isMultiplier() && requantises(record, 11, AttributeRules.MIN_SHIFT);
    }

    function add(uint256[16] calldata record) internal pure returns (bool) {
        return _broadcasts(record) && record[10].isSignedMultiplier() && record[11].isSignedMultiplier()
            && requantises(record, 12, AttributeRules.MIN_SUM_SHIFT);
    }

    function mul(uint256[16] calldata record) internal pure returns (bool) {
        return _broadcasts(record) && record[10].isMultiplier() && requantises(record, 11, AttributeRules.MIN_SHIFT);
    }

    function lut(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 table) = (record[1], record[5], record[9]);
        return isTable(table) && table.elements() == LUT_ENTRIES && x.isOf(TensorTypes.INT16) && output.isLike(x);
    }

    function constant_(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 table) = (record[1], record[9]);
        return
            table.kind() == TensorTypes.KIND_TABLE && output.isOf(table.dtype())
                && output.elements() == table.elements();
    }

    /// @notice Whether the words from `at` on are a shift, a lower and an upper limit.
    function requantises(uint256[16] calldata record, uint256 at, uint256 minShift) internal pure returns (bool) {
        return record[at].isShift(minShift) && AttributeRules.areLimits(record[at + 1], record[at + 2]);
    }

    /// @notice Whether a constant is a table of int16.
    function isTable(uint256 word) internal pure returns (bool) {
        return word.kind() == TensorTypes.KIND_TABLE && word.isOf(TensorTypes.INT16);
    }

    /// @dev The right operand's dimensions, leading ones aside, are the last ones of the left one.
    function _broadcasts(uint256[16] calldata record) private pure returns (bool) {
        (uint256 output, uint256 left, uint256 right) = (record[1], record[5], record[6]);
        if (!left.isOf(TensorTypes.INT16) || !right.isOf(TensorTypes.INT16) || !output.isLike(left)) return false;
        (uint256 rank, uint256 first) = (right.rank(), 0);
        while (first < rank && right.dimension(first) == 1) first++;
        uint256 length = rank - first;
        uint256 leftRank = left.rank();
        // Both shifted so that the dimensions in question come first and nothing follows.
        return length <= leftRank && (right << (32 * first)).shape() == (left << (32 * (leftRank - length))).shape();
    }

    function _areInt16(uint256 a, uint256 b) private pure returns (bool) {
        return a.isOf(TensorTypes.INT16) && b.isOf(TensorTypes.INT16);
    }
}
