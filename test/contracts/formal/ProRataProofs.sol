// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ProRata, Sale} from "../../../contracts/src/offering/ProRata.sol";

/// @notice Properties of the fixed-price sale's arithmetic for Halmos (`npm run prove`). Widths of the arguments are the bounds.
contract ProRataProofs {
    using ProRata for Sale;

    /// @notice Every width: a sale that missed its soft cap gives all of it back.
    function check_FailureRefundsEverything(
        uint96 saleSupply,
        uint128 softCap,
        uint128 hardCap,
        uint128 total,
        uint128 committed
    ) external pure {
        Sale memory sale = _sale(saleSupply, softCap, hardCap, total);
        if (total >= softCap) return;
        (uint256 tokens, uint256 spent, uint256 refund) = _allocation(sale, committed);
        assert(tokens == 0 && spent == 0 && refund == committed);
    }

    /// @notice Every width: up to the hard cap all of it is spent.
    function check_UpToTheHardCapNothingIsRefunded(uint96 saleSupply, uint128 hardCap, uint128 total, uint128 committed)
        external
        pure
    {
        Sale memory sale = _sale(saleSupply, 1, hardCap, total);
        if (total == 0 || total > hardCap || committed > total) return;
        (, uint256 spent, uint256 refund) = _allocation(sale, committed);
        assert(spent == committed && refund == 0);
    }

    function _allocation(Sale memory sale, uint256 committed)
        private
        pure
        returns (uint256 tokens, uint256 spent, uint256 refund)
    {
        return sale.allocation(committed, 0);
    }

    function _sale(uint256 saleSupply, uint256 softCap, uint256 hardCap, uint256 total)
        private
        pure
        returns (Sale memory sale)
    {
        sale.saleSupply = saleSupply;
        sale.softCap = softCap;
        sale.hardCap = hardCap;
        sale.total = total;
    }
}
