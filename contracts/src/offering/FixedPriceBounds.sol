// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FixedPriceTerms} from "./IFixedPriceOffering.sol";
import {SaleBounds} from "./SaleBounds.sol";

/// @title FixedPriceBounds
/// @notice What terms a fixed-price offering may have, besides those of `SaleBounds`.
library FixedPriceBounds {
    /// Base units that even the smallest successful sale sells. What its rounding leaves in the vault for ever, at most a base unit
    /// a buyer, then shares nothing that counts.
    uint256 internal constant MIN_SOLD_UNITS = 1e12;

    function check(FixedPriceTerms calldata terms, uint256 saleSupply) internal pure {
        SaleBounds.require_(terms.softCap != 0, "softCap is 0");
        SaleBounds.require_(terms.softCap <= terms.hardCap, "softCap > hardCap");
        // Below 2^96 * 2^128.
        uint256 leastSold = saleSupply * terms.softCap / terms.hardCap;
        SaleBounds.require_(leastSold >= MIN_SOLD_UNITS, "fewer than 10^12 base units at the soft cap");
    }
}
