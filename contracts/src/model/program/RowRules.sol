// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";
import {AttributeRules} from "./AttributeRules.sol";
import {DenseRules} from "./DenseRules.sol";
import {TypeRules} from "./TypeRules.sol";

/// @title RowRules
/// @notice What works on rows: the last dimension.
library RowRules {
    using AttributeRules for uint256;
    using TensorTypes for uint256;
    using TypeRules for uint256;

    uint256 private constant MAX_EPSILON = 2 ** 52;

    function rowMax(uint256[16] calldata record) internal pure returns (bool) {
        return _isPerRow(record[5], record[1], TensorTypes.INT16);
    }

    function rowSum(uint256[16] calldata record) internal pure returns (bool) {
        return _isPerRow(record[5], record[1], TensorTypes.INT32);
    }

    function rowSumSq(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x) = (record[1], record[5]);
        return _hasShortRows(x) && record[10] <= 1 && _arePairs(x, output);
    }

    function sqrtReciprocal(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x) = (record[1], record[5]);
        return x.isOf(TensorTypes.INT32) && x.columns() == 2 && record[10].isBetween(1, MAX_EPSILON) && output.isLike(x);
    }

    function normApply(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 sums, uint256 weights) = (record[1], record[5], record[7], record[9]);
        return _hasShortRows(x) && _arePairs(x, record[6]) && (sums == 0 || _isPerRow(x, sums, TensorTypes.INT32))
            && weights.kind() == TensorTypes.KIND_ROWS && weights.dimension(1) == 1
            && weights.dimension(0) == x.columns() && output.isLike(x)
            && DenseRules.requantises(record, 10, AttributeRules.MIN_SHIFT);
    }

    function expShift(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x) = (record[1], record[5]);
        return _isPerRow(x, record[6], TensorTypes.INT16) && scales(record, AttributeRules.MIN_NARROW_SHIFT)
            && output.isLike(x);
    }

    function softmaxNormalise(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x) = (record[1], record[5]);
        return _isPerRow(x, record[6], TensorTypes.INT32) && output.isLike(x);
    }

    /// @notice Whether the first attributes are a multiplier and a shift.
    function scales(uint256[16] calldata record, uint256 minShift) internal pure returns (bool) {
        return record[10].isMultiplier() && record[11].isShift(minShift);
    }

    function _hasShortRows(uint256 x) private pure returns (bool) {
        return x.isOf(TensorTypes.INT16) && x.columns() <= AttributeRules.MAX_TERMS;
    }

    /// @dev One element of this type for each row of `x`, which has short rows.
    function _isPerRow(uint256 x, uint256 word, uint256 code) private pure returns (bool) {
        return _hasShortRows(x) && word.isOf(code) && word.shape() == x.perRow();
    }

    /// @dev Two limbs for each row of `x`.
    function _arePairs(uint256 x, uint256 word) private pure returns (bool) {
        return word.isOf(TensorTypes.INT32) && word.shape() == x.pairPerRow();
    }
}
