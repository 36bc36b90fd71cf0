// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IFixedPriceOffering, OfferingTerms} from "./IFixedPriceOffering.sol";

/// @title OfferingBounds
/// @notice What terms an offering may have.
library OfferingBounds {
    /// One whole token.
    uint256 internal constant MIN_SALE_SUPPLY = 1e18;
    /// Base units that even the smallest successful sale sells. What its rounding leaves in the vault for ever, at most a base unit
    /// a buyer, then shares nothing that counts.
    uint256 internal constant MIN_SOLD_UNITS = 1e12;
    uint256 internal constant MIN_LENGTH_SECONDS = 2 hours;
    uint256 internal constant MAX_LENGTH_SECONDS = 90 days;
    uint256 internal constant MAX_DELAY_SECONDS = 90 days;
    uint256 internal constant MIN_BINDING_SECONDS = 1 hours;
    /// Commitments bind in the last tenth of the length.
    uint256 internal constant BINDING_DIVISOR = 10;

    /// @dev `terms.start` is already resolved.
    /// @param lockedSupply Tokens that are set aside, a sum of a few numbers below 2^96.
    /// @return supply All tokens of the launch.
    function check(OfferingTerms memory terms, uint256 lockedSupply) internal view returns (uint256 supply) {
        _require(terms.saleSupply >= MIN_SALE_SUPPLY, "saleSupply < 1 token");
        // No addend exceeds 2^128, so the sum does not overflow.
        supply = uint256(terms.saleSupply) + terms.developerSupply + lockedSupply;
        _require(supply <= type(uint96).max, "all tokens together >= 2^96");
        _require(terms.softCapWei != 0, "softCapWei is 0");
        _require(terms.softCapWei <= terms.hardCapWei, "softCapWei > hardCapWei");
        // Below 2^96 * 2^128.
        uint256 leastSold = uint256(terms.saleSupply) * terms.softCapWei / terms.hardCapWei;
        _require(leastSold >= MIN_SOLD_UNITS, "fewer than 10^12 base units at the soft cap");
        _require(terms.start >= block.timestamp, "start in the past");
        _require(terms.start <= block.timestamp + MAX_DELAY_SECONDS, "start more than 90 days ahead");
        _require(terms.end >= terms.start + MIN_LENGTH_SECONDS, "shorter than 2 hours");
        _require(terms.end <= terms.start + MAX_LENGTH_SECONDS, "longer than 90 days");
    }

    function cutOff(uint256 start, uint256 end) internal pure returns (uint256 timestamp) {
        return end - Math.max(MIN_BINDING_SECONDS, (end - start) / BINDING_DIVISOR);
    }

    function _require(bool holds, string memory rule) private pure {
        if (!holds) revert IFixedPriceOffering.OfferingBadTerms(rule);
    }
}
