// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @dev Most prices of a ladder, and so the most that a clearing reads: two a word, about 0.5 million gas.
uint256 constant MAX_TICKS = 512;

/// @notice The prices that an auction's bids may name. A price is told by its value: what the whole supply for sale costs at it, in base
/// units of the currency, so that no price needs a fraction. A whole token then costs `value * 1e18 / saleSupply`.
struct PriceLadder {
    /// The value of tick 0, the reserve price; below 2^128.
    uint256 reserveValue;
    /// From 1 to `MAX_TICKS`.
    uint256 tickCount;
    /// By how much each tick is dearer: than the one below it where `geometric`, else in parts of the reserve price.
    uint256 stepBasisPoints;
    bool geometric;
}

/// @title TickPrices
/// @notice The values of a ladder's ticks, each from its number alone.
library TickPrices {
    /// All steps together. A geometric ladder then ends below e^40 < 2^58 times its reserve price, which keeps every product below
    /// inside of its word.
    uint256 internal constant MAX_RISE_BASIS_POINTS = 400_000;
    uint256 private constant BASIS_POINTS = 10_000;
    uint256 private constant ONE_Q64 = 1 << 64;

    /// @dev A geometric value is off by less than one part in 2^50 and one base unit. What counts is that all see the same number
    /// and that it rises from tick to tick.
    function valueAt(PriceLadder memory ladder, uint256 tick) internal pure returns (uint256) {
        if (!ladder.geometric) {
            return ladder.reserveValue * (BASIS_POINTS + tick * ladder.stepBasisPoints) / BASIS_POINTS;
        }
        // Powers stay below 2^122, and so do squares but the last one, which is multiplied by nothing; the value below 2^128.
        unchecked {
            uint256 square = ONE_Q64 + ONE_Q64 * ladder.stepBasisPoints / BASIS_POINTS;
            uint256 power = ONE_Q64;
            for (uint256 bits = tick; bits != 0; bits >>= 1) {
                if (bits & 1 == 1) power = power * square >> 64;
                square = square * square >> 64;
            }
            return ladder.reserveValue * power >> 64;
        }
    }

    /// @notice The highest price. Where everybody bids it, the auction is a fixed-price sale with this hard cap.
    function topValue(PriceLadder memory ladder) internal pure returns (uint256) {
        return valueAt(ladder, ladder.tickCount - 1);
    }
}
