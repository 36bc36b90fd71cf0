// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IOffering, SaleTerms} from "./IOffering.sol";

/// @title SaleBounds
/// @notice What terms a sale of any kind may have.
library SaleBounds {
    /// One whole token.
    uint256 internal constant MIN_SALE_SUPPLY = 1e18;
    /// Base units that even the smallest successful sale sells. What its rounding leaves in the vault for ever, at most a base unit
    /// a buyer, then shares nothing that counts.
    uint256 internal constant MIN_SOLD_UNITS = 1e12;
    /// All that ever comes in of an asset has to stay below 2^127 for the token to take it. So even the whole of the largest raise can be
    /// released to its holders, with years of revenue beside it.
    uint256 internal constant MAX_RAISE = type(uint120).max;
    uint256 internal constant MIN_LENGTH_SECONDS = 2 hours;
    uint256 internal constant MAX_LENGTH_SECONDS = 90 days;
    uint256 internal constant MAX_DELAY_SECONDS = 90 days;
    uint256 internal constant MIN_BINDING_SECONDS = 1 hours;
    /// Commitments bind in the last tenth of the length.
    uint256 internal constant BINDING_DIVISOR = 10;
    uint256 internal constant BASIS_POINTS = 10_000;
    /// Of the raise, so that those who bought can sell.
    uint256 internal constant MIN_LIQUIDITY_BASIS_POINTS = 2000;

    /// @dev `terms.start` is already resolved.
    /// @param setAside Tokens for liquidity and those that are locked, a sum of a few numbers below 2^129.
    /// @return supply All tokens of the launch.
    function check(SaleTerms memory terms, uint256 setAside) internal view returns (uint256 supply) {
        require_(terms.saleSupply >= MIN_SALE_SUPPLY, "saleSupply < 1 token");
        // No addend exceeds 2^132, so the sum does not overflow.
        supply = uint256(terms.saleSupply) + terms.developerSupply + setAside;
        require_(supply <= type(uint96).max, "all tokens together >= 2^96");
        require_(terms.liquidityShareBasisPoints >= MIN_LIQUIDITY_BASIS_POINTS, "liquidityShareBasisPoints < 2000");
        require_(terms.liquidityShareBasisPoints <= BASIS_POINTS, "liquidityShareBasisPoints > 10000");
        require_(terms.start >= block.timestamp, "start in the past");
        require_(terms.start <= block.timestamp + MAX_DELAY_SECONDS, "start more than 90 days ahead");
        require_(terms.end >= terms.start + MIN_LENGTH_SECONDS, "shorter than 2 hours");
        require_(terms.end <= terms.start + MAX_LENGTH_SECONDS, "longer than 90 days");
    }

    function cutOff(uint256 start, uint256 end) internal pure returns (uint256 timestamp) {
        return end - Math.max(MIN_BINDING_SECONDS, (end - start) / BINDING_DIVISOR);
    }

    function require_(bool holds, string memory rule) internal pure {
        if (!holds) revert IOffering.OfferingBadTerms(rule);
    }
}
