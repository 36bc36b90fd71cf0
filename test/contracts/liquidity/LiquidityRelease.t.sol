// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ILiquidityLocker} from "../../../contracts/src/liquidity/ILiquidityLocker.sol";
import {IOffering} from "../../../contracts/src/offering/IOffering.sol";
import {PlainAsset} from "../token/assets/PlainAsset.sol";
import {LiquidityFixture} from "./LiquidityFixture.sol";
import {Trader} from "./Trader.sol";

/// @notice A launch from commitments to locked liquidity, or to what happens when somebody keeps the pool off its price for a week.
abstract contract LiquidityReleaseTest is LiquidityFixture {
    Trader private _blocker;

    function setUp() public virtual {
        deployLaunchpad();
        sell();
    }

    /// @notice Bids above the launch's price that take more than a tenth of the tokens.
    function block_() internal {
        openPoolAt(pricePercent(200));
        _blocker = createTrader();
        (int24 lower, int24 upper) = rangeAround(-DOUBLE - 400, -200);
        _blocker.provide(lower, upper, LIQUIDITY);
    }

    function expectPending() internal {
        vm.expectRevert(
            abi.encodeWithSelector(IOffering.OfferingLiquidityPending.selector, offering.finalisedAt() + 7 days)
        );
    }

    function redeemPool() internal view returns (uint256 amount) {
        if (currency() == address(0)) return token.redeemPoolWei();
        (,, amount) = token.assetPools(currency());
    }

    function balanceOf(address account) internal view returns (uint256) {
        return currency() == address(0) ? account.balance : IERC20(currency()).balanceOf(account);
    }

    function test_AfterAWeekOfBlockedSeeding_TheMoneyIsForThoseWhoRedeem() public {
        block_();
        vm.warp(block.timestamp + 7 days - 1);
        expectPending();
        offering.releaseLiquidity();
        vm.warp(block.timestamp + 1);
        vm.expectPartialRevert(ILiquidityLocker.LiquidityLockerPriceOff.selector);
        offering.seedLiquidity();

        uint256 supply = token.totalSupply();
        vm.prank(outsider);
        offering.releaseLiquidity();
        assertEq(redeemPool(), AMOUNT);
        assertEq(supply - token.totalSupply(), TOKENS);
        assertEq(token.totalSupply(), SALE_SUPPLY);
        assertEq(balanceOf(address(offering)), HARD_CAP - AMOUNT);

        // A tenth of all tokens gets a tenth of it.
        uint256 before = balanceOf(alice);
        vm.prank(alice);
        token.burn(100_000e18);
        assertEq(balanceOf(alice) - before, AMOUNT / 10);
    }

    function test_WhoBlocks_PaysWhoeverSellsToIt() public {
        block_();
        Trader seller = createTrader();
        uint256 before = IERC20(asset()).balanceOf(address(seller));
        uint256 tokens = token.balanceOf(address(seller));
        seller.trade(type(uint96).max, pricePercent(102));
        uint256 got = IERC20(asset()).balanceOf(address(seller)) - before;
        tokens -= token.balanceOf(address(seller));
        // On average well above the launch's price, with the fee.
        assertGt(got, tokens * AMOUNT / TOKENS * 139 / 100);
        offering.seedLiquidity();
        assertTrue(offering.liquiditySettled());
    }

    function test_SeedAndRelease_ExcludeEachOther() public {
        uint256 snapshot = vm.snapshotState();
        offering.seedLiquidity();
        vm.warp(block.timestamp + 8 days);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.releaseLiquidity();
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.seedLiquidity();
        vm.revertToState(snapshot);

        vm.warp(block.timestamp + 8 days);
        offering.releaseLiquidity();
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.seedLiquidity();
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.releaseLiquidity();
    }

    function test_TheDeveloperGetsTheRestOfTheRaise_InAnyOrder() public {
        skip(1 hours);
        offering.withdrawRaise();
        offering.seedLiquidity();
        assertEq(balanceOf(address(offering)), 0);
        assertEq(token.balanceOf(address(offering)), SALE_SUPPLY);
        offering.claim(alice);
        assertEq(token.balanceOf(address(offering)), 0);
    }

    function test_SeedingInALaterPeriod_TakesNoRevenueAway() public {
        offering.claim(alice);
        closePeriodWith(1 ether);
        assertEq(token.claimable(alice), 0.9 ether);
        assertEq(token.claimable(address(locker)), 0);
        warpPeriods(3);
        offering.seedLiquidity();
        assertEq(token.claimable(alice), 0.9 ether);
        assertEq(token.claimable(address(locker)), 0);
        assertEq(token.claimable(address(pool)), 0);
    }
}

contract LiquidityReleaseEtherTest is LiquidityReleaseTest {}

contract LiquidityReleaseAssetTest is LiquidityReleaseTest {
    PlainAsset private _asset;

    function setUp() public override {
        _asset = new PlainAsset();
        super.setUp();
    }

    function currency() internal view override returns (address) {
        return address(_asset);
    }

    function giveCurrency(address account, uint256 amount) internal override {
        _asset.mint(account, amount);
    }
}
