// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FixedPriceTerms, Round} from "./IFixedPriceOffering.sol";
import {SaleTerms} from "./IOffering.sol";
import {SaleBounds} from "./SaleBounds.sol";

/// @title FixedPriceBounds
/// @notice What terms a fixed-price offering may have, besides those of `SaleBounds`.
library FixedPriceBounds {
    uint256 internal constant MAX_ROUNDS = 8;

    /// @dev The starts of `sale` and of the rounds are already resolved.
    function check(FixedPriceTerms memory terms, SaleTerms memory sale) internal pure {
        SaleBounds.require_(terms.softCap != 0, "softCap is 0");
        SaleBounds.require_(terms.softCap <= terms.hardCap, "softCap > hardCap");
        SaleBounds.require_(terms.hardCap <= SaleBounds.MAX_RAISE, "hardCap >= 2^120");
        // Below 2^96 * 2^120.
        uint256 leastSold = uint256(sale.saleSupply) * terms.softCap / terms.hardCap;
        SaleBounds.require_(leastSold >= SaleBounds.MIN_SOLD_UNITS, "fewer than 10^12 base units at the soft cap");

        SaleBounds.require_(terms.rounds.length <= MAX_ROUNDS, "more than 8 rounds");
        uint256 caps;
        for (uint256 i = 0; i < terms.rounds.length; i++) {
            Round memory round = terms.rounds[i];
            SaleBounds.require_(round.root != 0, "round without root");
            SaleBounds.require_(round.cap != 0, "round's cap is 0");
            SaleBounds.require_(round.start >= sale.start, "round before the sale");
            // A round that is open when public commitments bind would be a last look at them.
            SaleBounds.require_(round.end <= SaleBounds.cutOff(sale.start, sale.end), "round after the cut-off");
            SaleBounds.require_(round.start < round.end, "round without time");
            caps += round.cap;
        }
        SaleBounds.require_(caps <= terms.hardCap, "rounds' caps > hardCap");
    }
}
