// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AuctionTerms} from "./IBatchAuction.sol";
import {SaleBounds} from "./SaleBounds.sol";
import {MAX_TICKS, PriceLadder, TickPrices} from "./TickPrices.sol";

/// @title AuctionBounds
/// @notice What terms an auction may have, besides those of `SaleBounds`.
library AuctionBounds {
    using TickPrices for PriceLadder;

    /// Basis points of the reserve value that are two base units: then each tick's value is above the last one's after rounding.
    uint256 private constant MIN_STEP = 2 * SaleBounds.BASIS_POINTS;

    function check(AuctionTerms calldata terms, uint256 saleSupply) internal pure {
        SaleBounds.require_(terms.softCap != 0, "softCap is 0");
        SaleBounds.require_(terms.softCap <= terms.reserveValue, "softCap > reserveValue");
        uint256 leastSold = saleSupply * terms.softCap / terms.reserveValue;
        SaleBounds.require_(leastSold >= SaleBounds.MIN_SOLD_UNITS, "fewer than 10^12 base units at the soft cap");
        SaleBounds.require_(terms.tickCount != 0, "tickCount is 0");
        SaleBounds.require_(terms.tickCount <= MAX_TICKS, "tickCount > 512");
        SaleBounds.require_(terms.reserveValue <= SaleBounds.MAX_RAISE, "reserveValue >= 2^120");
        if (terms.tickCount == 1) return;
        uint256 rise = uint256(terms.tickCount - 1) * terms.stepBasisPoints;
        SaleBounds.require_(rise <= TickPrices.MAX_RISE_BASIS_POINTS, "all steps together > 400000 basis points");
        uint256 step = uint256(terms.reserveValue) * terms.stepBasisPoints;
        SaleBounds.require_(step >= MIN_STEP, "stepBasisPoints < 2 base units of reserveValue");
        SaleBounds.require_(_ladderOf(terms).topValue() <= SaleBounds.MAX_RAISE, "highest value >= 2^120");
    }

    function _ladderOf(AuctionTerms calldata terms) private pure returns (PriceLadder memory) {
        return PriceLadder({
            reserveValue: terms.reserveValue,
            tickCount: terms.tickCount,
            stepBasisPoints: terms.stepBasisPoints,
            geometric: terms.geometric
        });
    }
}
