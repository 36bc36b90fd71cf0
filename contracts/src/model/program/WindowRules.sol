// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";
import {AttributeRules} from "./AttributeRules.sol";
import {DenseRules} from "./DenseRules.sol";
import {TypeRules} from "./TypeRules.sol";

/// @title WindowRules
/// @notice What moves a window over [batch, height, width, channels].
library WindowRules {
    using AttributeRules for uint256;
    using TensorTypes for uint256;
    using TypeRules for uint256;

    uint256 private constant MAX_SIDE = 255;
    /// @dev Separate places of the operand that one element depends on.
    uint256 private constant MAX_RUNS = 64;

    function conv2D(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 weights) = (record[1], record[5], record[9]);
        if (weights.kind() != TensorTypes.KIND_ROWS || !_isWindow(record, 13)) return false;
        uint256 terms = positionsOf(record[13]) * x.dimension(3);
        return terms.isBetween(1, AttributeRules.MAX_TERMS) && weights.dimension(1) == terms
            && runsOf(record[13], record[14]) <= MAX_RUNS && output.dimension(3) == weights.dimension(0)
            && DenseRules.requantises(record, 10, AttributeRules.MIN_SHIFT);
    }

    function depthwiseConv2D(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 weights) = (record[1], record[5], record[9]);
        if (weights.kind() != TensorTypes.KIND_ROWS || !_isWindow(record, 13)) return false;
        uint256 terms = positionsOf(record[13]);
        uint256 channels = x.dimension(3);
        return terms <= MAX_RUNS && weights.dimension(1) == terms && weights.dimension(0) == channels
            && output.dimension(3) == channels && DenseRules.requantises(record, 10, AttributeRules.MIN_SHIFT);
    }

    function maxPool(uint256[16] calldata record) internal pure returns (bool) {
        return _isPool(record, 10);
    }

    function sumPool(uint256[16] calldata record) internal pure returns (bool) {
        return _isPool(record, 12) && record[10].isMultiplier() && record[11].isShift(AttributeRules.MIN_SUM_SHIFT);
    }

    /// @notice Positions of a window.
    /// @param kernel First word of a window.
    function positionsOf(uint256 kernel) internal pure returns (uint256) {
        unchecked {
            return (kernel >> 24) * uint8(kernel >> 16);
        }
    }

    /// @notice Contiguous runs of the operand that a window over all channels consists of.
    /// @param dilation Second word of a window.
    function runsOf(uint256 kernel, uint256 dilation) internal pure returns (uint256) {
        return uint8(dilation >> 16) == 1 ? kernel >> 24 : positionsOf(kernel);
    }

    function _isPool(uint256[16] calldata record, uint256 at) private pure returns (bool) {
        return _isWindow(record, at) && positionsOf(record[at]) <= MAX_RUNS
            && record[1].dimension(3) == record[5].dimension(3);
    }

    /// @dev Every window covers a part of the operand: it ends at or after its first position and begins at or before its last.
    function _isWindow(uint256[16] calldata record, uint256 at) private pure returns (bool) {
        (uint256 output, uint256 x, uint256 kernel, uint256 dilation) =
            (record[1], record[5], record[at], record[at + 1]);
        return x.isOf(TensorTypes.INT16) && output.isOf(TensorTypes.INT16) && x.rank() == 4 && output.rank() == 4
            && output.dimension(0) == x.dimension(0)
            && _isSide(
            kernel >> 24, uint8(kernel >> 8), dilation >> 24, uint8(dilation >> 8), x.dimension(1), output.dimension(1)
        )
            && _isSide(
            uint8(kernel >> 16),
            uint8(kernel),
            uint8(dilation >> 16),
            uint8(dilation),
            x.dimension(2),
            output.dimension(2)
        );
    }

    /// @dev One direction: `count` windows over `size` positions.
    function _isSide(uint256 kernel, uint256 stride, uint256 dilation, uint256 pad, uint256 size, uint256 count)
        private
        pure
        returns (bool)
    {
        unchecked {
            return kernel.isBetween(1, MAX_SIDE) && stride > 0 && dilation.isBetween(1, MAX_SIDE)
                && pad <= (kernel - 1) * dilation && (count - 1) * stride < size + pad;
        }
    }
}
