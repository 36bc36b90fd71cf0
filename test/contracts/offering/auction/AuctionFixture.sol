// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BatchAuction} from "../../../../contracts/src/offering/BatchAuction.sol";
import {AuctionTerms} from "../../../../contracts/src/offering/IBatchAuction.sol";
import {SaleTerms} from "../../../../contracts/src/offering/IOffering.sol";
import {RevenueShareToken} from "../../../../contracts/src/token/RevenueShareToken.sol";
import {LaunchFixture} from "../LaunchFixture.sol";

/// @notice An auction of a million tokens from 50 to 100 ether in steps of half an ether: the value of tick `k` is `50 + k/2`.
abstract contract AuctionFixture is LaunchFixture {
    uint128 internal constant RESERVE_VALUE = 50 ether;
    uint128 internal constant SOFT_CAP_OF_AUCTION = 20 ether;
    uint16 internal constant TICKS = 101;

    BatchAuction internal auction;

    function auctionTerms() internal view virtual returns (AuctionTerms memory) {
        return AuctionTerms({
            reserveValue: RESERVE_VALUE,
            softCap: SOFT_CAP_OF_AUCTION,
            tickCount: TICKS,
            stepBasisPoints: 100,
            geometric: false
        });
    }

    function launchAuction() internal {
        launchAuction(offeringTerms().sale, auctionTerms());
    }

    function launchAuction(SaleTerms memory saleTerms_, AuctionTerms memory terms) internal {
        vm.prank(developer);
        (address token_, address offering_) =
            launchpad.launchAuction(modelId, tokenTerms(), saleTerms_, terms, allocationTerms());
        token = RevenueShareToken(payable(token_));
        auction = BatchAuction(offering_);
    }

    function bid(address account, uint256 tick, uint256 amount) internal {
        vm.prank(account);
        auction.bid{value: amount}(tick, amount);
    }

    function valueOf(uint256 tick) internal pure returns (uint256) {
        return 50 ether + tick * 0.5 ether;
    }

    function warpToAuctionEnd() internal {
        vm.warp(auction.saleTerms().end);
    }

    function finish() internal {
        warpToAuctionEnd();
        auction.finalise();
    }
}
