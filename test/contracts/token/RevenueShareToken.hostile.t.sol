// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueShareToken} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {LaunchFixture} from "../offering/LaunchFixture.sol";
import {FlashBorrower, FlashLender} from "./hostile/FlashLoan.sol";
import {ForcedEther} from "./hostile/ForcedEther.sol";
import {ReentrantHolder} from "./hostile/ReentrantHolder.sol";
import {RefusingHolder} from "./hostile/RefusingHolder.sol";

/// @notice Each test is named after the attack that it repels. Alice holds 90%, Bob 10%.
contract RevenueShareTokenHostileTest is LaunchFixture {
    function setUp() public {
        deployLaunchpad();
        launch();
        sellEverythingTo(alice);
        give(alice, bob, 100_000e18);
        closePeriodWith(10 ether);
    }

    function test_Attack_FlashLoanTakesNothing() public {
        FlashLender lender = new FlashLender(token);
        give(alice, address(lender), 900_000e18);
        depositRevenue(60 ether);
        FlashBorrower borrower = new FlashBorrower(token);
        // Before the boundary, in the very second of it, and long after it.
        uint256 end = token.periodEnd();
        uint256[4] memory times = [end - 1, end, end, end + 3 * PERIOD];
        for (uint256 i = 0; i < times.length; i++) {
            vm.warp(times[i]);
            lender.lend(borrower, 900_000e18);
            assertEq(address(borrower).balance, 0);
            assertEq(token.claimable(address(borrower)), 0);
            depositRevenue(1 ether);
        }
        // The deposit before the boundary counts for the period too.
        assertEq(token.claimableRevenue(address(lender), 2), 0.9 * 0.9 * 61 ether);
    }

    function test_Attack_ReentrantReceiverSees0AndIsPaidOnce() public {
        ReentrantHolder holder = new ReentrantHolder(token);
        give(alice, address(holder), 450_000e18);
        closePeriodWith(10 ether);
        closePeriodWith(10 ether);
        uint256 owed = token.claimable(address(holder));
        holder.claimAll();
        assertEq(address(holder).balance, owed);
        assertGt(holder.entries(), 0);
        assertEq(holder.mostSeenWei(), 0);
        assertEq(holder.successes(), 0);

        closePeriodWith(10 ether);
        owed = token.claimableRevenue(address(holder), 4);
        holder.claim(4);
        assertEq(address(holder).balance, owed + 2 * 4.05 ether);
        assertEq(holder.successes(), 0);
    }

    function test_Attack_ReentrantBurnIsPaidByTheSameRate() public {
        ReentrantHolder holder = new ReentrantHolder(token);
        give(alice, address(holder), 500_000e18);
        closePeriodWith(10 ether);
        uint256 value = token.redeemableOnBurn(500_000e18);
        holder.burnTwice(250_000e18);
        assertEq(address(holder).balance, value);
        assertEq(token.redeemPoolWei(), 2 ether - value);
        assertEq(token.sync(), 0);
    }

    function test_Attack_RefusingPayeeBlocksOnlyItself() public {
        RefusingHolder holder = new RefusingHolder();
        give(alice, address(holder), 100_000e18);
        closePeriodWith(10 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueShareToken.RevenueSharePaymentFailed.selector, address(holder), 0.9 ether)
        );
        token.claimFor(address(holder));
        assertEq(token.claimable(address(holder)), 0.9 ether);
        assertEq(token.claimFor(bob), 1.8 ether);
        holder.accept();
        assertEq(token.claimFor(address(holder)), 0.9 ether);
    }

    function test_Attack_ForcedEtherMovesNoNumber() public {
        uint256 pending = token.pendingWei();
        uint256 claimPool = token.claimPoolWei();
        uint256 redeemPool = token.redeemPoolWei();
        new ForcedEther{value: 5 ether}(payable(address(token)));
        assertEq(token.pendingWei(), pending);
        assertEq(token.claimPoolWei(), claimPool);
        assertEq(token.redeemPoolWei(), redeemPool);
        vm.prank(alice);
        token.burn(900_000e18);
        assertEq(token.redeemPoolWei(), 0.1 ether);
        assertEq(token.sync(), 5 ether);
    }

    function test_Attack_DustTransfersLowerNoPeriodsShareAndCostTheHolderNoGas() public {
        uint256 gasBefore = claimGas();
        for (uint256 i = 0; i < 100; i++) {
            depositRevenue(1 ether);
            give(alice, bob, 1);
            vm.prank(outsider);
            token.transferFrom(bob, alice, 0);
            warpPeriods(1);
            token.snapshot();
        }
        uint256 sum;
        for (uint256 id = 2; id <= 101; id++) {
            // 100,000 tokens and id - 1 base units of 1,000,000.
            assertEq(token.claimableRevenue(bob, id), (100_000e18 + id - 1) * 0.9 ether / 1_000_000e18);
            sum += token.claimableRevenue(bob, id);
        }
        assertGe(token.claimable(bob), sum);
        assertLe(token.claimable(bob), sum + 100);
        assertLt(claimGas(), gasBefore + 10_000);
    }

    function claimGas() internal returns (uint256 used) {
        vm.prank(bob);
        token.claimAll();
        return vm.lastCallGas().gasTotalUsed;
    }

    function test_Attack_BuyingAfterTheBoundaryButBeforeTheCloseEarnsNothing() public {
        depositRevenue(10 ether);
        warpPeriods(1);
        give(alice, outsider, 900_000e18);
        assertEq(token.claimable(outsider), 0);
        assertEq(token.claimableRevenue(alice, 2), 8.1 ether);
    }

    function test_Attack_MovingTokensDoesNotEarnTwice() public {
        depositRevenue(10 ether);
        give(alice, carol, 900_000e18);
        warpPeriods(1);
        vm.prank(carol);
        token.claim(2);
        give(carol, alice, 900_000e18);
        assertEq(token.claimableRevenue(alice, 2), 0);
        assertEq(token.claimableRevenue(carol, 2), 0);
        assertEq(token.claimPoolWei(), 9 ether + 0.9 ether);
    }

    function test_Attack_DoubleClaimInEveryOrder() public {
        closePeriodWith(10 ether);
        uint256 owed = token.claimable(bob);
        for (uint256 order = 0; order < 27; order++) {
            uint256 state = vm.snapshotState();
            uint256 before = bob.balance;
            uint256 rest = order;
            for (uint256 step = 0; step < 3; step++) {
                vm.prank(bob);
                if (rest % 3 == 0) {
                    try token.claim(1) {} catch {}
                } else if (rest % 3 == 1) {
                    try token.claim(2) {} catch {}
                } else {
                    try token.claimAll() {} catch {}
                }
                rest /= 3;
            }
            assertEq(bob.balance - before + token.claimable(bob), owed);
            vm.revertToState(state);
        }
    }

    function test_Attack_TheFirstToClaimItsTokensTakesNoMoreThanItsShare() public {
        // A second launch, over-subscribed by two; revenue waited during the sale.
        modelId = registerModel("second", address(launchpad));
        launch();
        commit(outsider, 1 ether);
        commit(alice, 99 ether);
        depositRevenue(100 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(outsider);
        // Boundary after boundary while alice is away.
        for (uint256 i = 0; i < 24; i++) {
            warpPeriods(1);
            token.snapshot();
        }
        assertEq(token.claimFor(outsider), 0.9 ether);
        offering.claim(alice);
        assertEq(token.claimFor(alice), 89.1 ether);
        assertEq(token.claimPoolWei(), 0);
    }

    function test_Attack_OverSubscribingFreezesNoBuyerThatRefusesEther() public {
        modelId = registerModel("over-subscribed", address(launchpad));
        launch();
        RefusingHolder buyer = new RefusingHolder();
        vm.deal(address(buyer), 80 ether);
        buyer.act(address(offering), 80 ether, abi.encodeCall(offering.commit, (80 ether)));
        // In the last second, so that the buyer is owed a wei which it won't take.
        vm.warp(offering.saleTerms().end - 1);
        commit(outsider, 20 ether + 2);
        warpToEnd();
        offering.finalise();
        (uint256 tokens, uint256 refundWei) = offering.claim(address(buyer));
        assertEq(token.balanceOf(address(buyer)), tokens);
        assertEq(offering.refundOwed(address(buyer)), refundWei);
        uint256 before = bob.balance;
        buyer.act(address(offering), 0, abi.encodeCall(offering.refundTo, (bob)));
        assertEq(bob.balance - before, refundWei);
        assertEq(offering.refundOwed(address(buyer)), 0);
    }

    function test_Attack_InitialiseTheImplementationOrOwnClone() public {
        RevenueShareToken implementation = RevenueShareToken(payable(launchpad.tokenImplementation()));
        vm.expectRevert();
        implementation.initialise(tokenTerms(), 1e18, new address[](0));
        vm.expectRevert();
        implementation.start();
        vm.expectRevert();
        implementation.returnDeposits();
        assertEq(launchpad.modelIdOfToken(address(implementation)), 0);
    }

    function test_Attack_UnsoldTokensDiluteNoRedemption() public {
        modelId = registerModel("half sold", address(launchpad));
        launch();
        commit(alice, 50 ether);
        depositRevenue(10 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(alice);
        warpPeriods(1);
        assertEq(token.redeemableOnBurn(token.balanceOf(alice)), 1 ether);
    }
}
