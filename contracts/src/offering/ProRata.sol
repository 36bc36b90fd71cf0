// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice The numbers that decide an offering. Amounts of the currency are below 2^128, the supply below 2^96, so no product below
/// overflows.
struct Sale {
    uint256 saleSupply;
    uint256 softCap;
    uint256 hardCap;
    uint256 total;
}

/// @title ProRata
/// @notice The arithmetic of a fixed-price sale with pro-rata overflow. Tokens are rounded down and payments up, so the tokens
/// never exceed the supply and refunds and raise together never exceed what was committed. What rounding leaves behind is
/// less than one base unit of each for each account.
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

    /// @dev For `committed <= sale.total`.
    function allocation(Sale memory sale, uint256 committed)
        internal
        pure
        returns (uint256 tokens, uint256 spent, uint256 refund)
    {
        if (!succeeds(sale)) return (0, 0, committed);
        if (sale.total <= sale.hardCap) {
            return (committed * sale.saleSupply / sale.hardCap, committed, 0);
        }
        tokens = committed * sale.saleSupply / sale.total;
        // At most committed, since hardCap < total here.
        spent = Math.ceilDiv(committed * sale.hardCap, sale.total);
        refund = committed - spent;
    }
}
