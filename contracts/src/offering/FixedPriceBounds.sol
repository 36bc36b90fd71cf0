// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FixedPriceTerms} from "./IFixedPriceOffering.sol";
import {SaleBounds} from "./SaleBounds.sol";

/// @title FixedPriceBounds
/// @notice What terms a fixed-price offering may have, besides those of `SaleBounds`.
library FixedPriceBounds {
    function check(FixedPriceTerms calldata terms, uint256 saleSupply) internal pure {
        SaleBounds.require_(terms.softCap != 0, "softCap is 0");
        SaleBounds.require_(terms.softCap <= terms.hardCap, "softCap > hardCap");
        // Below 2^96 * 2^128.
        uint256 leastSold = saleSupply * terms.softCap / terms.hardCap;
        SaleBounds.require_(leastSold >= SaleBounds.MIN_SOLD_UNITS, "fewer than 10^12 base units at the soft cap");
    }
}
