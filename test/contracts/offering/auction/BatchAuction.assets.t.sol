// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {AuctionTerms} from "../../../../contracts/src/offering/IBatchAuction.sol";
import {IOffering, SaleTerms} from "../../../../contracts/src/offering/IOffering.sol";
import {TokenTerms} from "../../../../contracts/src/token/IRevenueShareToken.sol";
import {CallingAsset} from "../../token/assets/CallingAsset.sol";
import {FeeAsset} from "../../token/assets/FeeAsset.sol";
import {FickleAsset, Mood} from "../../token/assets/FickleAsset.sol";
import {PlainAsset} from "../../token/assets/PlainAsset.sol";
import {RebasingAsset} from "../../token/assets/RebasingAsset.sol";
import {AuctionFixture} from "./AuctionFixture.sol";
import {AssetReentrant} from "./hostile/AssetReentrant.sol";

/// @notice Auctions in an ERC-20 of 6 decimals, well behaved or not. Each attack's test is named after it.
contract BatchAuctionAssetsTest is AuctionFixture {
    uint256 private constant UNIT = 1e6;

    PlainAsset private _currency;

    function auctionTerms() internal view virtual override returns (AuctionTerms memory) {
        return AuctionTerms(uint128(50_000 * UNIT), uint128(20_000 * UNIT), 101, 100, false);
    }

    function tokenTerms() internal view override returns (TokenTerms memory terms) {
        terms = super.tokenTerms();
        terms.revenueAssets = new address[](1);
        terms.revenueAssets[0] = address(_currency);
    }

    function launchIn(PlainAsset currency) private {
        deployLaunchpad();
        _currency = currency;
        SaleTerms memory sale = offeringTerms().sale;
        sale.currency = address(currency);
        launchAuction(sale, auctionTerms());
        for (uint256 i = 0; i < 3; i++) {
            address account = [alice, bob, carol][i];
            currency.mint(account, type(uint128).max);
            vm.prank(account);
            currency.approve(address(auction), type(uint256).max);
        }
    }

    function bidAsset(address account, uint256 tick, uint256 amount) private {
        vm.prank(account);
        auction.bid(tick, amount);
    }

    function test_Asset_WholeLife() public {
        launchIn(new PlainAsset());
        bidAsset(alice, 100, 30_000 * UNIT);
        bidAsset(bob, 60, 40_000 * UNIT);
        bidAsset(carol, 60, 60_000 * UNIT);
        vm.prank(carol);
        auction.withdraw(20_000 * UNIT);
        finish();
        assertEq(auction.raised(), 80_000 * UNIT);
        (uint256 tokens, uint256 refund) = auction.claim(bob);
        assertEq(tokens, 312_500e18);
        assertEq(refund, 15_000 * UNIT);
        assertEq(_currency.balanceOf(bob), type(uint128).max - 25_000 * UNIT);
        auction.claim(carol);
        auction.claim(alice);
        skip(1 hours);
        auction.withdrawRaise();
        (, uint256 liquidityAmount) = auction.liquidity();
        assertEq(_currency.balanceOf(developer), 80_000 * UNIT - liquidityAmount);
        assertEq(_currency.balanceOf(address(auction)), liquidityAmount);
    }

    function test_Attack_EtherBesideAnAssetIsRefused() public {
        launchIn(new PlainAsset());
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongValue.selector, 1, 0));
        auction.bid{value: 1}(0, 5);
    }

    function test_Attack_FeeOnTransferIsRefused() public {
        launchIn(new FeeAsset());
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongReceipt.selector, 99 * UNIT, 100 * UNIT));
        bidAsset(alice, 0, 100 * UNIT);
    }

    function test_Attack_ShrinkingAssetHarmsNoBooks() public {
        RebasingAsset currency = new RebasingAsset();
        launchIn(currency);
        bidAsset(alice, 100, 60_000 * UNIT);
        bidAsset(bob, 100, 60_000 * UNIT);
        currency.rebase(50);
        vm.expectRevert();
        bidAsset(alice, 100, type(uint128).max);
        finish();
        assertEq(auction.raised(), 100_000 * UNIT);
        auction.claim(alice);
        auction.claim(bob);
        assertEq(token.balanceOf(alice), token.balanceOf(bob));
        assertEq(_currency.balanceOf(address(auction)), 40_000 * UNIT);
    }

    function test_Attack_BudgetsBeyondTheWordAreRefused() public {
        launchIn(new PlainAsset());
        bidAsset(alice, 0, type(uint128).max);
        vm.expectRevert(
            abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 128, uint256(1) << 128)
        );
        bidAsset(bob, 0, 1);
        finish();
        (uint256 tokens, uint256 refund) = auction.claim(alice);
        assertEq(tokens, SALE_SUPPLY);
        assertEq(refund, type(uint128).max - 50_000 * UNIT);
    }

    function test_Attack_AnAssetThatCallsBackFindsNothingHalfDone() public {
        CallingAsset currency = new CallingAsset();
        launchIn(currency);
        AssetReentrant bidder = new AssetReentrant(auction, currency);
        currency.mint(address(bidder), 1000 * UNIT);
        currency.watch(address(bidder));
        bidder.bid(3, 100 * UNIT);
        // What it withdraws meanwhile is missing from what arrives; another bid finds the guard.
        vm.expectRevert();
        bidder.bidAnd(3, 100 * UNIT, abi.encodeCall(auction.withdraw, (50 * UNIT)));
        vm.expectRevert();
        bidder.bidAnd(3, 100 * UNIT, abi.encodeCall(auction.bid, (3, 50 * UNIT)));
        // A move counts, and the payment comes after it.
        bidder.bidAnd(8, 100 * UNIT, abi.encodeCall(auction.bid, (5, 0)));
        assertEq(auction.bidOf(address(bidder)).tick, 8);
        assertEq(auction.tickBudgets()[8], 200 * UNIT);
        assertEq(auction.tickBudgets()[5] + auction.tickBudgets()[3], 0);
        assertEq(auction.totalCommitted(), 200 * UNIT);
        assertEq(currency.balanceOf(address(auction)), 200 * UNIT);
    }

    function test_Attack_AStoppedAssetLosesNoRefundAndNoToken() public {
        FickleAsset currency = new FickleAsset();
        launchIn(currency);
        bidAsset(alice, 100, 150_000 * UNIT);
        bidAsset(bob, 100, 50_000 * UNIT);
        finish();
        for (uint256 mood = 1; mood <= uint256(type(Mood).max); mood++) {
            if (Mood(mood) == Mood.ReturnsNothing || Mood(mood) == Mood.NeedsMuchGas) continue;
            uint256 snapshot = vm.snapshotState();
            currency.setMood(Mood(mood));
            auction.claim(alice);
            assertEq(token.balanceOf(alice), 750_000e18);
            assertEq(auction.refundOwed(alice), 75_000 * UNIT);
            currency.setMood(Mood.Well);
            auction.claim(bob);
            auction.refund(alice);
            assertEq(currency.balanceOf(alice), type(uint128).max - 75_000 * UNIT);
            vm.revertToState(snapshot);
        }
    }
}
