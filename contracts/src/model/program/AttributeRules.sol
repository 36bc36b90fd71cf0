// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title AttributeRules
/// @notice Ranges of the attributes that several instructions have.
library AttributeRules {
    /// @notice Longest dot product, and longest row that an instruction reads as a whole.
    uint256 internal constant MAX_TERMS = 4096;
    /// @notice From 32 on, the shifted product of an accumulator and a multiplier fits in 32 bits.
    uint256 internal constant MIN_SHIFT = 32;
    /// @notice Of sums of at most 64 int16, which have 22 bits.
    uint256 internal constant MIN_SUM_SHIFT = 24;
    /// @notice Of numbers of 17 bits.
    uint256 internal constant MIN_NARROW_SHIFT = 16;
    uint256 internal constant MAX_SHIFT = 62;
    uint256 internal constant MAX_MULTIPLIER = 2 ** 31 - 1;
    int256 private constant MAX_INT16 = 32_767;

    /// @notice `min` to `max`; a negative word is none, since it's larger than any `max`.
    function isBetween(uint256 word, uint256 min, uint256 max) internal pure returns (bool) {
        return word >= min && word <= max;
    }

    function isShift(uint256 word, uint256 min) internal pure returns (bool) {
        return isBetween(word, min, MAX_SHIFT);
    }

    function isMultiplier(uint256 word) internal pure returns (bool) {
        return word <= MAX_MULTIPLIER;
    }

    /// @notice Whether a word is a multiplier that may be negative.
    function isSignedMultiplier(uint256 word) internal pure returns (bool) {
        return isWithin(int256(word), int256(MAX_MULTIPLIER));
    }

    /// @notice Whether a number is at least `-max` and at most `max`.
    function isWithin(int256 value, int256 max) internal pure returns (bool) {
        unchecked {
            return value >= -max && value <= max;
        }
    }

    /// @notice Whether two words are the limits of a clamp.
    function areLimits(uint256 low, uint256 high) internal pure returns (bool) {
        return isWithin(int256(low), MAX_INT16) && isWithin(int256(high), MAX_INT16) && int256(low) <= int256(high);
    }
}
