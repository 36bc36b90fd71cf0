// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {CurveTerms} from "../../../contracts/src/offering/IBondingCurve.sol";
import {IOffering, SaleTerms} from "../../../contracts/src/offering/IOffering.sol";
import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {CallingAsset} from "../token/assets/CallingAsset.sol";
import {FeeAsset} from "../token/assets/FeeAsset.sol";
import {FickleAsset} from "../token/assets/FickleAsset.sol";
import {PlainAsset} from "../token/assets/PlainAsset.sol";
import {RebasingAsset} from "../token/assets/RebasingAsset.sol";
import {CurveFixture} from "./CurveFixture.sol";
import {CurveWatcher} from "./hostile/CurveWatcher.sol";

/// @notice A curve that sells for an ERC-20: as ether does, and against what such tokens can do.
contract BondingCurveCurrencyTest is CurveFixture {
    uint128 private constant DOLLAR = 1e6;

    PlainAsset private currency;

    function setUp() public {
        deployLaunchpad();
    }

    function tokenTerms() internal view override returns (TokenTerms memory terms) {
        terms = super.tokenTerms();
        terms.revenueAssets = new address[](1);
        terms.revenueAssets[0] = address(currency);
    }

    function saleTerms() internal view override returns (SaleTerms memory terms) {
        terms = super.saleTerms();
        terms.currency = address(currency);
    }

    /// @dev 100,000 dollars of six decimals, in the proportions of the curve in ether.
    function curveTerms() internal pure override returns (CurveTerms memory) {
        return CurveTerms({goal: 100_000 * DOLLAR, virtualReserve: 50_000 * DOLLAR});
    }

    function launchIn(PlainAsset asset) internal {
        currency = asset;
        launchCurve();
        for (uint256 i = 0; i < 3; i++) {
            address account = [alice, bob, carol][i];
            asset.mint(account, 1_000_000 * DOLLAR);
            vm.prank(account);
            asset.approve(address(curve), type(uint256).max);
        }
    }

    function pay(address account, uint256 amount) internal returns (uint256 tokens) {
        vm.prank(account);
        (tokens,) = curve.buy(amount, 0, END);
    }

    function test_Currency_LaunchBuySellFillAndClaim() public {
        launchIn(new PlainAsset());
        assertEq(pay(alice, 25_000 * DOLLAR), 500_000e18);
        pay(bob, 25_000 * DOLLAR);
        (uint256 paid, uint256 gain) = sell(alice, 500_000e18);
        assertEq(paid, 25_000 * DOLLAR);
        assertEq(gain, 15_000 * DOLLAR);
        pay(carol, 1_000_000 * DOLLAR);
        assertEq(currency.balanceOf(carol), 910_000 * DOLLAR, "pays the last tokens only");
        assertEq(currency.balanceOf(address(curve)), 115_000 * DOLLAR);
        curve.claim(alice);
        curve.claim(bob);
        curve.claim(carol);
        skip(1 hours);
        curve.withdrawRaise();
        assertEq(currency.balanceOf(alice), 1_015_000 * DOLLAR);
        assertEq(currency.balanceOf(developer), 80_000 * DOLLAR);
        curve.releaseLiquidity();
        assertEq(currency.balanceOf(address(curve)), 0);
        assertEq(token.balanceOf(carol), 750_000e18);
    }

    function test_Currency_RefundsWhatWasPaid() public {
        launchIn(new PlainAsset());
        pay(alice, 25_000 * DOLLAR);
        pay(bob, 25_000 * DOLLAR);
        sell(alice, 500_000e18);
        vm.warp(END);
        curve.refund(bob);
        assertEq(currency.balanceOf(bob), 1_000_000 * DOLLAR);
        assertEq(currency.balanceOf(address(curve)), 0);
    }

    function test_Currency_EtherBesidesIsRefused() public {
        launchIn(new PlainAsset());
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongValue.selector, 1, 0));
        vm.prank(alice);
        curve.buy{value: 1}(DOLLAR, 0, END);
    }

    function test_Attack_AFeeOnTransferIsRefused() public {
        launchIn(new FeeAsset());
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongReceipt.selector, 99 * DOLLAR, 100 * DOLLAR));
        pay(alice, 100 * DOLLAR);
    }

    /// @notice What a shrinking currency loses is missing for whom it can't pay any more, who stays credited; growth buys nothing.
    function test_Attack_ARebasingCurrencyMovesNoPrice() public {
        RebasingAsset asset = new RebasingAsset();
        launchIn(asset);
        pay(alice, 10_000 * DOLLAR);
        pay(bob, 10_000 * DOLLAR);
        uint256 price = curve.price();
        asset.rebase(300);
        assertEq(curve.price(), price);
        assertEq(curve.totalCommitted(), 20_000 * DOLLAR);
        asset.rebase(50);
        assertEq(curve.price(), price);
        vm.warp(END);
        curve.refund(alice);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingPaymentFailed.selector, bob, 10_000 * DOLLAR));
        curve.refund(bob);
        vm.prank(carol);
        asset.transfer(address(curve), 10_000 * DOLLAR);
        curve.refund(bob);
        assertEq(curve.positionOf(bob).settled, true);
    }

    function test_Attack_ABlacklistedGainerBlocksOnlyItself() public {
        FickleAsset asset = new FickleAsset();
        launchIn(asset);
        pay(alice, 25_000 * DOLLAR);
        pay(bob, 25_000 * DOLLAR);
        sell(alice, 400_000e18);
        asset.refuse(alice);
        pay(carol, 1_000_000 * DOLLAR);
        uint256 gain = curve.gainOf(alice);
        assertGt(gain, 0);
        curve.claim(alice);
        assertEq(token.balanceOf(alice), 100_000e18);
        assertEq(curve.refundOwed(alice), gain);
        curve.claim(carol);
        skip(1 hours);
        curve.withdrawRaise();
        asset.forgive(alice);
        curve.refund(alice);
        assertEq(curve.refundOwed(alice), 0);
    }

    function watched() internal returns (CurveWatcher watcher) {
        CallingAsset asset = new CallingAsset();
        launchIn(asset);
        watcher = new CurveWatcher(curve, IERC20(address(asset)));
        asset.mint(address(watcher), 100_000 * DOLLAR);
        asset.watch(address(watcher));
        pay(alice, 10_000 * DOLLAR);
        assertTrue(watcher.act(abi.encodeCall(curve.buy, (10_000 * DOLLAR, 0, END))));
    }

    function assertBooks(CurveWatcher watcher) internal view {
        assertEq(curve.totalCommitted(), paidOf(alice) + paidOf(address(watcher)));
        assertEq(curve.totalCommitted(), curve.reserve() + curve.gainOf(alice) + curve.gainOf(address(watcher)));
        assertEq(currency.balanceOf(address(curve)), curve.totalCommitted());
    }

    /// @notice While its payment is on the way, a buyer sells: what arrives then is not what was said.
    function test_Attack_SellingInsideAPurchaseIsRefused() public {
        CurveWatcher watcher = watched();
        watcher.plan(abi.encodeCall(curve.sell, (tokensOf(address(watcher)), 0, END)));
        assertFalse(watcher.act(abi.encodeCall(curve.buy, (10_000 * DOLLAR, 0, END))));
        assertBooks(watcher);
    }

    function test_Attack_BuyingInsideAPurchaseIsRefused() public {
        CurveWatcher watcher = watched();
        watcher.plan(abi.encodeCall(curve.buy, (10_000 * DOLLAR, 0, END)));
        assertTrue(watcher.act(abi.encodeCall(curve.buy, (10_000 * DOLLAR, 0, END))));
        assertEq(watcher.entries(), 1);
        assertEq(watcher.successes(), 0);
        assertBooks(watcher);
    }

    /// @notice Inside the payment of a sale everything is booked already: trading there is trading after it.
    function test_Attack_TradingInsideASaleGainsNothing() public {
        CurveWatcher watcher = watched();
        uint256 tokens = tokensOf(address(watcher));
        watcher.plan(abi.encodeCall(curve.sell, (tokens / 2, 0, END)));
        assertTrue(watcher.act(abi.encodeCall(curve.sell, (tokens - tokens / 2, 0, END))));
        assertEq(watcher.successes(), 1);
        assertEq(currency.balanceOf(address(watcher)), 100_000 * DOLLAR);
        assertBooks(watcher);
        watcher.act(abi.encodeCall(curve.buy, (10_000 * DOLLAR, 0, END)));
        watcher.plan(abi.encodeCall(curve.buy, (5000 * DOLLAR, 0, END)));
        assertTrue(watcher.act(abi.encodeCall(curve.sell, (tokens / 2, 0, END))));
        assertEq(watcher.successes(), 2);
        assertBooks(watcher);
    }
}
