// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";
import {AttributeRules} from "./AttributeRules.sol";
import {DenseRules} from "./DenseRules.sol";
import {RowRules} from "./RowRules.sol";
import {TypeRules} from "./TypeRules.sol";

/// @title StepRules
/// @notice Tokens, positions, caches and attention. `stepLimit` is 0 in a program without steps.
library StepRules {
    using AttributeRules for uint256;
    using TensorTypes for uint256;
    using TypeRules for uint256;

    uint256 private constant GUMBEL_ENTRIES = 8192;

    function gather(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 weights) = (record[1], record[5], record[9]);
        return (x.isOf(TensorTypes.INT32) || x.isOf(TensorTypes.UINT8)) && weights.kind() == TensorTypes.KIND_ROWS
            && record[10].isShift(AttributeRules.MIN_SHIFT) && output.isOf(TensorTypes.INT16)
            && output.shape() == TypeRules.matrix(x.elements(), weights.dimension(1)) && weights.dimension(1) > 0;
    }

    function rope(uint256[16] calldata record, uint256 stepLimit) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 table) = (record[1], record[5], record[9]);
        uint256 headSize = table.dimension(1);
        if (!x.isOf(TensorTypes.INT16) || x.rank() != 2 || !DenseRules.isTable(table) || headSize == 0) return false;
        uint256 laterSteps = stepLimit == 0 ? 0 : stepLimit - 1;
        return headSize & 1 == 0 && x.dimension(1) % headSize == 0 && table.dimension(0) >= x.dimension(0) + laterSteps
            && output.isLike(x);
    }

    function sample(uint256[16] calldata record, uint256 stepLimit) internal pure returns (bool) {
        (uint256 x, uint256 table) = (record[5], record[9]);
        return x.isOf(TensorTypes.INT16) && DenseRules.isTable(table)
            && table.shape() == TypeRules.matrix(1, GUMBEL_ENTRIES)
            && RowRules.scales(record, AttributeRules.MIN_NARROW_SHIFT) && position(record, stepLimit);
    }

    function cacheAppend(uint256[16] calldata record, uint256 stepLimit) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 axis) = (record[1], record[5], record[10]);
        if (stepLimit == 0 || axis > 1 || !x.isOf(TensorTypes.INT16) || !output.isOf(TensorTypes.INT16)) return false;
        uint256 count = x.elements();
        return output.shape() == (axis == 0 ? TypeRules.matrix(stepLimit, count) : TypeRules.matrix(count, stepLimit));
    }

    function attentionScores(uint256[16] calldata record, uint256 stepLimit) internal pure returns (bool) {
        (uint256 output, uint256 q, uint256 keys) = (record[1], record[5], record[6]);
        (uint256 heads, uint256 width) = (output.dimension(0), keys.dimension(1));
        return _areAttention(record, stepLimit) && width > 0 && output.shape() == TypeRules.matrix(heads, stepLimit)
            && keys.shape() == TypeRules.matrix(stepLimit, width) && _areHeads(q.elements(), heads, width);
    }

    function attentionMix(uint256[16] calldata record, uint256 stepLimit) internal pure returns (bool) {
        (uint256 output, uint256 p, uint256 v) = (record[1], record[5], record[6]);
        (uint256 heads, uint256 rows, uint256 width) = (p.dimension(0), v.dimension(0), output.dimension(1));
        return _areAttention(record, stepLimit) && width > 0 && p.shape() == TypeRules.matrix(heads, stepLimit)
            && v.shape() == TypeRules.matrix(rows, stepLimit) && output.shape() == TypeRules.matrix(1, width)
            && _areHeads(width, heads, rows);
    }

    /// @notice Whether the output is a number for each step.
    function position(uint256[16] calldata record, uint256 stepLimit) internal pure returns (bool) {
        return stepLimit > 0 && isToken(record[1]);
    }

    /// @notice Whether a type is int32 [1].
    function isToken(uint256 word) internal pure returns (bool) {
        return word.isOf(TensorTypes.INT32) && word.shape() == TypeRules.vector(1);
    }

    function _areAttention(uint256[16] calldata record, uint256 stepLimit) private pure returns (bool) {
        return stepLimit > 0 && record[1].isOf(TensorTypes.INT16) && record[5].isOf(TensorTypes.INT16)
            && record[6].isOf(TensorTypes.INT16) && RowRules.scales(record, AttributeRules.MIN_SHIFT);
    }

    /// @dev `width` is heads of one size, and the cache has a number of them that divides `heads`.
    function _areHeads(uint256 width, uint256 heads, uint256 cacheWidth) private pure returns (bool) {
        if (width % heads != 0) return false;
        uint256 headSize = width / heads;
        return
            headSize <= AttributeRules.MAX_TERMS && cacheWidth % headSize == 0 && heads % (cacheWidth / headSize) == 0;
    }
}
