// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueShareToken} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {AssetFixture} from "./assets/AssetFixture.sol";
import {CallingAsset} from "./assets/CallingAsset.sol";
import {FeeAsset} from "./assets/FeeAsset.sol";
import {FickleAsset, Mood} from "./assets/FickleAsset.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";
import {RebasingAsset} from "./assets/RebasingAsset.sol";
import {AssetThief} from "./hostile/AssetThief.sol";
import {RefusingHolder} from "./hostile/RefusingHolder.sol";

/// @notice Borrows the token, closes what is due, claims every asset and redeems nothing, then repays: the attack on the
/// reference of ERC-7641 and on those that followed it.
contract AssetFlashBorrower {
    function use(RevenueShareToken token, address lender, uint256 amount) external {
        token.transferFrom(lender, address(this), amount);
        uint256 id = token.snapshot();
        for (uint256 i = 0; i <= id + 1; i++) {
            try token.claim(i) {} catch {}
        }
        try token.claimAll() {} catch {}
        token.transfer(lender, amount);
    }
}

/// @notice Each test is named after the attack that it repels. Four assets, each with its own way of being bad.
contract RevenueAssetsHostileTest is AssetFixture {
    FeeAsset private fee = new FeeAsset();
    RebasingAsset private rebasing = new RebasingAsset();
    CallingAsset private calling = new CallingAsset();
    FickleAsset private fickle = new FickleAsset();

    function setUp() public {
        assets.push(fee);
        assets.push(rebasing);
        assets.push(calling);
        assets.push(fickle);
        deployLaunchpad();
        circulate();
    }

    function depositEverything() internal {
        depositRevenue(1 ether);
        for (uint256 i = 0; i < 4; i++) {
            depositAsset(assets[i], 10_000);
        }
        warpPeriods(1);
    }

    function test_Attack_FlashLoanOfTheTokenTakesNoAsset() public {
        AssetFlashBorrower borrower = new AssetFlashBorrower();
        vm.prank(alice);
        token.approve(address(borrower), type(uint256).max);
        for (uint256 i = 0; i < 3; i++) {
            depositAsset(fickle, 60_000);
            vm.warp(token.periodEnd() - (i == 0 ? 1 : 0));
            borrower.use(token, alice, 900_000e18);
            assertEq(fickle.balanceOf(address(borrower)), 0);
            assertEq(claimableOf(address(borrower), fickle), 0);
        }
        assertBooks(fickle);
    }

    function test_Attack_FeeOnTransferIsCreditedWithWhatArrived() public {
        depositAsset(fee, 10_000);
        (uint256 pending,,) = token.assetPools(address(fee));
        assertEq(pending, 9900);
        warpPeriods(1);
        token.claimFor(alice);
        token.claimFor(bob);
        // 9900 * 90% * 90%, less the asset's own hundredth on the way out.
        assertEq(fee.balanceOf(alice), 8019 - 80);
        assertBooks(fee);
    }

    function test_Attack_RebasingUpIsSharedOnlyBySync() public {
        depositAsset(rebasing, 10_000);
        warpPeriods(1);
        rebasing.rebase(200);
        assertEq(claimableOf(alice, rebasing), 8100);
        assertEq(token.redeemableERC20OnBurn(1_000_000e18, address(rebasing)), 1000);
        assertEq(token.sync(address(rebasing)), 10_000);
        assertBooks(rebasing);
        token.claimFor(alice);
        assertEq(rebasing.balanceOf(alice), 8100);
    }

    function test_Attack_RebasingDownHarmsOnlyThatAsset() public {
        depositEverything();
        rebasing.rebase(50);
        assertEq(token.sync(address(rebasing)), 0);
        // Alice is owed 8,100 of 5,000 that are left: it stays hers, and she gets everything else.
        vm.expectEmit(address(token));
        emit IRevenueShareToken.AssetCredited(alice, address(rebasing), 8100);
        assertEq(token.claimFor(alice), 0.81 ether);
        assertEq(rebasing.balanceOf(alice), 0);
        assertEq(fickle.balanceOf(alice), 8100);
        assertEq(claimableOf(alice, rebasing), 8100);
        token.claimFor(bob);
        assertEq(rebasing.balanceOf(bob), 900);
        rebasing.rebase(100);
        assertEq(token.claimFor(alice), 0);
        assertEq(rebasing.balanceOf(alice), 8100);
    }

    function test_Attack_DepositIntoAShortfallIsSharedAllTheSame() public {
        depositAsset(rebasing, 10_000);
        rebasing.mint(outsider, 2000);
        rebasing.rebase(50);
        vm.startPrank(outsider);
        rebasing.approve(address(token), 1000);
        token.deposit(address(rebasing), 500);
        vm.stopPrank();
        (uint256 pending,,) = token.assetPools(address(rebasing));
        assertEq(pending, 10_000 + 500);
    }

    function test_Attack_RefusalsOfAnAssetAreCreditedAndHoldUpNothing() public {
        Mood[5] memory bad = [Mood.Reverts, Mood.ReturnsFalse, Mood.ReturnsGarbage, Mood.BurnsAllGas, Mood.ReturnsMuch];
        for (uint256 i = 0; i < bad.length; i++) {
            uint256 state = vm.snapshotState();
            depositEverything();
            fickle.setMood(bad[i]);
            vm.prank(bob);
            token.claim(1);
            assertEq(fickle.balanceOf(bob), 0);
            assertEq(claimableOf(bob, fickle), 900);
            assertEq(calling.balanceOf(bob), 900);
            assertEq(token.claimFor(alice), 0.81 ether);
            assertEq(claimableOf(alice, fickle), 8100);
            // Claiming again pays nothing else, and takes nothing.
            assertEq(token.claimFor(alice), 0);
            assertEq(claimableOf(alice, fickle), 8100);
            assertBooks(fickle);
            fickle.setMood(Mood.Well);
            token.claimFor(alice);
            token.claimFor(bob);
            assertEq(fickle.balanceOf(alice), 8100);
            assertEq(fickle.balanceOf(bob), 900);
            assertEq(claimableOf(alice, fickle), 0);
            assertBooks(fickle);
            vm.revertToState(state);
        }
    }

    function test_Attack_AnAssetThatReturnsNothingIsPaid() public {
        depositAsset(fickle, 10_000);
        warpPeriods(1);
        fickle.setMood(Mood.ReturnsNothing);
        token.claimFor(alice);
        assertEq(fickle.balanceOf(alice), 8100);
        assertEq(claimableOf(alice, fickle), 0);
    }

    function test_Attack_ABlacklistedAccountKeepsItsShareAndBlocksOnlyItself() public {
        depositEverything();
        fickle.refuse(bob);
        assertEq(token.claimFor(bob), 0.09 ether);
        token.claimFor(alice);
        assertEq(fickle.balanceOf(alice), 8100);
        assertEq(claimableOf(bob, fickle), 900);
        vm.prank(bob);
        token.claimTo(carol);
        assertEq(fickle.balanceOf(carol), 900);
        assertEq(claimableOf(bob, fickle), 0);
        assertBooks(fickle);
    }

    function test_Attack_ARefusedRedemptionIsCredited() public {
        depositEverything();
        fickle.setMood(Mood.ReturnsFalse);
        vm.expectEmit(address(token));
        emit IRevenueShareToken.AssetCredited(bob, address(fickle), 100);
        vm.prank(bob);
        token.burn(100_000e18);
        assertEq(calling.balanceOf(bob), 100);
        assertEq(claimableOf(bob, fickle), 900 + 100);
        assertBooks(fickle);
        fickle.setMood(Mood.Well);
        token.claimFor(bob);
        assertEq(fickle.balanceOf(bob), 1000);
        assertEq(token.redeemableERC20OnBurn(900_000e18, address(fickle)), 900);
    }

    function test_Attack_ReentrantHolderSees0AndIsPaidOnce() public {
        AssetThief thief = new AssetThief(token, calling);
        give(alice, address(thief), 400_000e18);
        calling.watch(address(thief));
        depositEverything();
        assertTrue(thief.act(abi.encodeCall(token.claimAll, ())));
        assertGe(thief.entries(), 2);
        assertEq(thief.mostSeen(), 0);
        assertEq(thief.successes(), 0);
        assertEq(calling.balanceOf(address(thief)), 3600);
        assertEq(address(thief).balance, 0.36 ether);
        assertSolvent();

        depositEverything();
        assertTrue(thief.act(abi.encodeCall(token.claim, (2))));
        assertTrue(thief.act(abi.encodeCall(token.burn, (400_000e18))));
        assertEq(thief.successes(), 0);
        assertEq(calling.balanceOf(address(thief)), 7200 + 800);
        assertSolvent();
    }

    /// @dev The ether of a claim is off the books before it leaves. An asset of the same claim that calls back in between must
    /// not have it counted as found.
    function test_Attack_SyncInsideAnAssetsTransferFindsNothing() public {
        AssetThief thief = new AssetThief(token, calling);
        give(alice, address(thief), 400_000e18);
        calling.watch(address(thief));
        depositEverything();
        thief.act(abi.encodeCall(token.claimAll, ()));
        assertEq(token.pendingWei(), 0);
        assertEq(token.pendingWei() + token.claimPoolWei() + token.redeemPoolWei(), address(token).balance);
        assertEq(token.sync(), 0);
    }

    function test_Attack_DepositInsideADepositCountsOnce() public {
        AssetThief thief = new AssetThief(token, calling);
        calling.mint(address(thief), 1000);
        thief.approve(1000);
        calling.watch(address(thief));
        assertTrue(thief.act(abi.encodeWithSignature("deposit(address,uint256)", address(calling), 500)));
        assertGe(thief.entries(), 1);
        assertEq(thief.successes(), 0);
        assertEq(stored(calling), 500);
        assertBooks(calling);
    }

    function test_Attack_AHolderThatRefusesEtherCanStillDirectItsAssets() public {
        RefusingHolder holder = new RefusingHolder();
        give(alice, address(holder), 100_000e18);
        depositEverything();
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueShareToken.RevenueSharePaymentFailed.selector, address(holder), 0.09 ether)
        );
        token.claimFor(address(holder));
        assertEq(claimableOf(address(holder), fickle), 900);
        uint256 before = carol.balance;
        holder.act(address(token), 0, abi.encodeCall(token.claimTo, (carol)));
        assertEq(carol.balance - before, 0.09 ether);
        assertEq(fickle.balanceOf(carol), 900);
    }

    function test_Attack_ALittleGasForfeitsNothing() public {
        depositEverything();
        // Enough for the books, too little for the transfers: a stranger's gas can't make a refusal of what would be sent.
        uint256 successes = 0;
        for (uint256 gas = 100_000; gas < 900_000; gas += 1999) {
            uint256 state = vm.snapshotState();
            (bool ok,) = address(token).call{gas: gas}(abi.encodeCall(token.claimFor, (alice)));
            assertEq(calling.balanceOf(alice), ok ? 8100 : 0);
            assertEq(fickle.balanceOf(alice), ok ? 8100 : 0);
            if (ok) successes++;
            vm.revertToState(state);
        }
        assertGt(successes, 50);
    }

    function test_Attack_DustDepositsAndDustTransfersLowerNoShare() public {
        fickle.mint(outsider, 1000);
        vm.prank(outsider);
        fickle.approve(address(token), 1000);
        uint256 naive;
        for (uint256 i = 0; i < 60; i++) {
            depositAsset(calling, 1_000_000);
            vm.prank(outsider);
            token.deposit(address(fickle), 1);
            give(alice, bob, 1);
            warpPeriods(1);
            // One base unit has no part for the holders to round away.
            assertEq(token.claimableERC20(bob, i + 1, address(fickle)), 0);
            naive += uint256(900_000) * (100_000e18 + i + 1) / 1_000_000e18;
        }
        assertGe(claimableOf(bob, calling), naive);
        assertLe(claimableOf(bob, calling), naive + 60);
        (, uint256 claimPool, uint256 redeemPool) = token.assetPools(address(fickle));
        assertEq(claimPool + redeemPool, 60);
    }

    function test_Attack_ExcludedAccountsEarnNoAsset() public {
        vm.prank(bob);
        token.excludeSelf();
        depositEverything();
        assertEq(claimableOf(bob, fickle), 0);
        assertEq(claimableOf(address(offering), fickle), 0);
        assertEq(claimableOf(alice, fickle), 9000);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareNothingToClaim.selector, bob));
        token.claimFor(bob);
    }

    function assertSolvent() internal {
        for (uint256 i = 1; i < 4; i++) {
            assertBooks(assets[i]);
        }
        assertEq(token.sync(), 0);
        assertEq(token.pendingWei() + token.claimPoolWei() + token.redeemPoolWei(), address(token).balance);
    }
}
