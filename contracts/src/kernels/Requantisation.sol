// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Requantisation
/// @notice From accumulators to activations (docs/tensor-programs.md, section 1).
library Requantisation {
    uint256 private constant MULTIPLIER_MASK = 0x7fffffff;
    int256 private constant INT16_LIMIT = 32_767;

    /// @notice `(accumulator * (multiplier mod 2^31) + 2^(shift - 1)) >> shift`, for an accumulator of at most 64 bits and a
    /// shift from 1 to 62.
    function requantise(int256 accumulator, uint256 multiplier, uint256 shift) internal pure returns (int256) {
        unchecked {
            return (accumulator * int256(multiplier & MULTIPLIER_MASK) + int256(1 << (shift - 1))) >> shift;
        }
    }

    /// @notice `min(high, max(low, value))`.
    function limit(int256 value, int256 low, int256 high) internal pure returns (int256) {
        if (value < low) value = low;
        return value > high ? high : value;
    }

    /// @notice `min(32767, max(-32767, value))`.
    function saturate(int256 value) internal pure returns (int256) {
        return limit(value, -INT16_LIMIT, INT16_LIMIT);
    }

    /// @notice The int32 that is equal to `value` modulo 2^32.
    function toInt32(int256 value) internal pure returns (int256) {
        return int32(value);
    }
}
