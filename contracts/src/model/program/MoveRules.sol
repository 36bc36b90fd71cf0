// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";
import {AttributeRules} from "./AttributeRules.sol";
import {TypeRules} from "./TypeRules.sol";

/// @title MoveRules
/// @notice What only moves elements, of any type.
library MoveRules {
    using AttributeRules for uint256;
    using TensorTypes for uint256;
    using TypeRules for uint256;

    uint256 private constant MAX_FACTOR = 2 ** 24;
    uint256 private constant NO_AXIS = type(uint256).max;

    function reshape(uint256[16] calldata record) internal pure returns (bool) {
        return record[1].isOf(record[5].dtype()) && record[1].elements() == record[5].elements();
    }

    function transpose(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x) = (record[1], record[5]);
        uint256 rank = x.rank();
        if (!output.isOf(x.dtype()) || output.rank() != rank) return false;
        uint256 seen = 0;
        for (uint256 d = 0; d < 4; d++) {
            uint256 axis = record[10 + d];
            if (d >= rank) {
                if (axis != NO_AXIS) return false;
                continue;
            }
            if (axis >= rank || output.dimension(d) != x.dimension(axis)) return false;
            seen |= 1 << axis;
        }
        // As many different axes as there are dimensions.
        return seen == (1 << rank) - 1;
    }

    function slice(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 axis, uint256 start, uint256 step) =
            (record[1], record[5], record[10], record[11], record[12]);
        if (axis >= x.rank()) return false;
        uint256 size = x.dimension(axis);
        uint256 count = output.dimension(axis);
        unchecked {
            // A count of 0 is a dimension that the output lacks. None of these numbers exceeds 2^24.
            return count > 0 && start < size && step.isBetween(1, size) && output.isOf(x.dtype())
                && output.shape() == x.withDimension(axis, count) && start + (count - 1) * step < size;
        }
    }

    function concat(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 first, uint256 second, uint256 axis) = (record[1], record[5], record[6], record[10]);
        if (axis >= first.rank() || !second.isOf(first.dtype()) || !output.isOf(first.dtype())) return false;
        uint256 size = second.dimension(axis);
        return size > 0 && second.shape() == first.withDimension(axis, size)
            && output.shape() == first.withDimension(axis, first.dimension(axis) + size);
    }

    function pad(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 axis, uint256 before) = (record[1], record[5], record[10], record[11]);
        if (axis >= x.rank()) return false;
        (uint256 size, uint256 inner) = (output.dimension(axis), x.dimension(axis));
        return size >= inner && before <= size - inner && output.isOf(x.dtype())
            && output.shape() == x.withDimension(axis, size) && _isElement(x.dtype(), int256(record[12]));
    }

    function upsample(uint256[16] calldata record) internal pure returns (bool) {
        (uint256 output, uint256 x, uint256 vertical, uint256 horizontal) =
            (record[1], record[5], record[10], record[11]);
        unchecked {
            return x.rank() == 4 && vertical.isBetween(1, MAX_FACTOR) && horizontal.isBetween(1, MAX_FACTOR)
                && output.isOf(x.dtype()) && output.dimension(0) == x.dimension(0)
                && output.dimension(1) == x.dimension(1) * vertical
                && output.dimension(2) == x.dimension(2) * horizontal && output.dimension(3) == x.dimension(3);
        }
    }

    /// @dev Ranges of signed types are symmetric.
    function _isElement(uint256 dtype, int256 value) private pure returns (bool) {
        unchecked {
            if (dtype == TensorTypes.UINT8) return value >= 0 && value <= 255;
            return AttributeRules.isWithin(value, int256((1 << ((8 << TensorTypes.log2BytesOf(dtype)) - 1)) - 1));
        }
    }
}
