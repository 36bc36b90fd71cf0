// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice The numbers that decide an offering. Amounts of wei are below 2^128, the supply below 2^96, so no product below
/// overflows.
struct Sale {
    uint256 saleSupply;
    uint256 softCapWei;
    uint256 hardCapWei;
    uint256 totalWei;
}

/// @title ProRata
/// @notice The arithmetic of a fixed-price sale with pro-rata overflow. Tokens are rounded down and payments up, so the tokens
/// never exceed the supply and refunds and raise together never exceed what was committed. What rounding leaves behind is
/// less than one base unit and one wei for each account.
library ProRata {
    function succeeds(Sale memory sale) internal pure returns (bool) {
        return sale.totalWei >= sale.softCapWei;
    }

    function raisedWei(Sale memory sale) internal pure returns (uint256) {
        return Math.min(sale.totalWei, sale.hardCapWei);
    }

    function soldTokens(Sale memory sale) internal pure returns (uint256) {
        return raisedWei(sale) * sale.saleSupply / sale.hardCapWei;
    }

    /// @dev For `committedWei <= sale.totalWei`.
    function allocation(Sale memory sale, uint256 committedWei)
        internal
        pure
        returns (uint256 tokens, uint256 spentWei, uint256 refundWei)
    {
        if (!succeeds(sale)) return (0, 0, committedWei);
        if (sale.totalWei <= sale.hardCapWei) {
            return (committedWei * sale.saleSupply / sale.hardCapWei, committedWei, 0);
        }
        tokens = committedWei * sale.saleSupply / sale.totalWei;
        // At most committedWei, since hardCapWei < totalWei here.
        spentWei = Math.ceilDiv(committedWei * sale.hardCapWei, sale.totalWei);
        refundWei = committedWei - spentWei;
    }
}
