// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice The numbers that decide an offering. Amounts of the currency are below 2^128, the supply below 2^96, so no product below
/// overflows.
struct Sale {
    uint256 saleSupply;
    uint256 softCap;
    uint256 hardCap;
    /// What was committed in all.
    uint256 total;
    /// What of it is guaranteed, at most the hard cap.
    uint256 guaranteed;
}

/// @title ProRata
/// @notice The arithmetic of a fixed-price sale with guaranteed places and pro-rata overflow. Tokens are rounded down and payments
/// up, so the tokens never exceed the supply and refunds and raise together never exceed what was committed. What rounding leaves
/// behind is less than two base units of the token and one of the currency for each account.
library ProRata {
    function succeeds(Sale memory sale) internal pure returns (bool) {
        return sale.total >= sale.softCap;
    }

    function raised(Sale memory sale) internal pure returns (uint256) {
        return Math.min(sale.total, sale.hardCap);
    }

    function soldTokens(Sale memory sale) internal pure returns (uint256) {
        return raised(sale) * sale.saleSupply / sale.hardCap;
    }

    /// @dev For parts of what is committed in public and of what is guaranteed.
    function allocation(Sale memory sale, uint256 inPublic, uint256 guaranteed)
        internal
        pure
        returns (uint256 tokens, uint256 spent, uint256 refund)
    {
        if (!succeeds(sale)) return (0, 0, inPublic + guaranteed);
        if (sale.total <= sale.hardCap) {
            spent = inPublic + guaranteed;
            return (spent * sale.saleSupply / sale.hardCap, spent, 0);
        }
        // At least 1, since what is guaranteed is at most the hard cap.
        uint256 allPublic = sale.total - sale.guaranteed;
        uint256 left = sale.saleSupply - sale.guaranteed * sale.saleSupply / sale.hardCap;
        tokens = guaranteed * sale.saleSupply / sale.hardCap + inPublic * left / allPublic;
        // At most inPublic, since less is left of the hard cap than was committed in public.
        uint256 publicSpent = Math.ceilDiv(inPublic * (sale.hardCap - sale.guaranteed), allPublic);
        return (tokens, guaranteed + publicSpent, inPublic - publicSpent);
    }
}
