// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice A run of periods at whose boundaries an amount of tokens was the same. It lasts until the next segment begins.
struct Segment {
    /// First period of the run.
    uint32 firstPeriod;
    /// Tokens that shared the revenue of these periods, in base units; a supply stays below 2^96.
    uint96 amount;
    /// What had been earned in all earlier periods, in wei.
    uint128 earnedWei;
}

/// @title BalanceHistory
/// @notice Finds what an amount was at the boundary of a past period. Segments are stored by index, with rising first
/// periods.
library BalanceHistory {
    /// @return amount The amount of the last of `count` segments that begins at or before `period`; 0 if none does.
    function amountAt(mapping(uint256 index => Segment) storage segments, uint256 count, uint256 period)
        internal
        view
        returns (uint256 amount)
    {
        // Invariant: segments below `low` begin at or before `period`, those from `high` on begin after it.
        uint256 low = 0;
        uint256 high = count;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (segments[middle].firstPeriod <= period) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? 0 : segments[low - 1].amount;
    }
}
