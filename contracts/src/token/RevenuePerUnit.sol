// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Revenue for one base unit of the token, in base units of an asset (ether: wei), summed over periods, with 128
/// fractional bits.
type RevenuePerUnitX128 is uint256;

using {plusShared, earned, shared} for RevenuePerUnitX128 global;

/// @dev `total + ceil(revenue * 2^128 / supply)`. Rounded up so that a share that is a whole number of base units pays exactly
/// that. With at most 2^32 periods and a supply below 2^96 all roundings together are worth less than one base unit, so the
/// sum of what is earned never exceeds the sum of what was shared.
function plusShared(RevenuePerUnitX128 total, uint256 revenue, uint256 supply) pure returns (RevenuePerUnitX128) {
    uint256 increment;
    unchecked {
        // All revenue ever is below 2^128 and the supply below 2^96, so neither the shift nor the sum leaves 256 bits.
        increment = ((revenue << 128) + supply - 1) / supply;
    }
    return RevenuePerUnitX128.wrap(RevenuePerUnitX128.unwrap(total) + increment);
}

/// @dev What `amount` base units earn between two totals, rounded down.
function earned(RevenuePerUnitX128 until, RevenuePerUnitX128 since, uint256 amount) pure returns (uint256) {
    unchecked {
        // Totals only rise. The amount is a part of every supply that the difference was divided by, so the product is at most
        // 2^128 times the revenue, and all revenue ever is below 2^128.
        return (amount * (RevenuePerUnitX128.unwrap(until) - RevenuePerUnitX128.unwrap(since))) >> 128;
    }
}

/// @dev The exact revenue of the one period between two totals: the rounding up is worth `supply / 2^128` base units at most.
function shared(RevenuePerUnitX128 until, RevenuePerUnitX128 since, uint256 supply) pure returns (uint256) {
    return earned(until, since, supply);
}
