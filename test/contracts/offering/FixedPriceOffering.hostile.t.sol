// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";
import {IOffering, OfferingState} from "../../../contracts/src/offering/IOffering.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";
import {IFixedPriceOffering} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {LockedAllocation} from "../../../contracts/src/token/ILaunchVault.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {ForcedEther} from "../token/hostile/ForcedEther.sol";
import {DearReceiver} from "../token/hostile/DearReceiver.sol";
import {RefusingHolder} from "../token/hostile/RefusingHolder.sol";
import {LaunchFixture} from "./LaunchFixture.sol";
import {ReentrantBuyer} from "./hostile/ReentrantBuyer.sol";

/// @notice Each test is named after the attack that it repels.
contract FixedPriceOfferingHostileTest is LaunchFixture {
    function setUp() public {
        deployLaunchpad();
        launch();
    }

    function test_Attack_ReentrantWithdrawIsPaidOnce() public {
        ReentrantBuyer buyer = new ReentrantBuyer(offering);
        commit(alice, 50 ether);
        buyer.commit{value: 10 ether}();
        buyer.withdraw(10 ether);
        assertGt(buyer.entries(), 0);
        assertEq(buyer.successes(), 0);
        assertEq(address(buyer).balance, 10 ether);
        assertEq(address(offering).balance, 50 ether);
        assertEq(offering.totalCommitted(), 50 ether);
    }

    function test_Attack_ReentrantClaimIsPaidOnce() public {
        ReentrantBuyer buyer = new ReentrantBuyer(offering);
        commit(alice, 150 ether);
        buyer.commit{value: 50 ether}();
        warpToEnd();
        offering.finalise();
        offering.claim(address(buyer));
        assertGt(buyer.entries(), 0);
        assertEq(buyer.successes(), 0);
        assertEq(address(buyer).balance, 25 ether);
        assertEq(token.balanceOf(address(buyer)), 250_000e18);
    }

    function test_Attack_ReentrantRefundIsPaidOnce() public {
        ReentrantBuyer buyer = new ReentrantBuyer(offering);
        commit(alice, 10 ether);
        buyer.commit{value: 10 ether}();
        warpToEnd();
        offering.refund(address(buyer));
        assertGt(buyer.entries(), 0);
        assertEq(buyer.successes(), 0);
        assertEq(address(buyer).balance, 10 ether);
        assertEq(address(offering).balance, 10 ether);
    }

    function test_Attack_RefusingBuyerBlocksOnlyItself() public {
        RefusingHolder buyer = new RefusingHolder();
        vm.deal(address(buyer), 100 ether);
        buyer.act(address(offering), 100 ether, abi.encodeCall(offering.commit, (100 ether)));
        commit(alice, 100 ether);
        warpToEnd();
        offering.finalise();
        offering.claim(address(buyer));
        assertTrue(offering.settled(address(buyer)));
        assertEq(offering.refundOwed(address(buyer)), 50 ether);
        assertEq(token.balanceOf(address(buyer)), token.totalSupply() / 2);
        offering.claim(alice);
        skip(1 hours);
        offering.withdrawRaise();
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingPaymentFailed.selector, address(buyer), 50 ether));
        offering.refund(address(buyer));
        buyer.accept();
        offering.refund(address(buyer));
        offering.releaseLiquidity();
        assertEq(address(offering).balance, 0);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotFailed.selector, OfferingState.Succeeded));
        offering.refund(address(buyer));
    }

    function test_Attack_AStrangersGasLeavesNoRefundBehind() public {
        DearReceiver buyer = new DearReceiver(200_000);
        vm.deal(address(buyer), 100 ether);
        buyer.act(address(offering), 100 ether, abi.encodeCall(offering.commit, (100 ether)));
        commit(alice, 100 ether);
        warpToEnd();
        offering.finalise();
        uint256 successes = 0;
        for (uint256 gas = 100_000; gas < 900_000; gas += 1999) {
            uint256 state = vm.snapshotState();
            vm.prank(outsider);
            (bool ok,) = address(offering).call{gas: gas}(abi.encodeCall(offering.claim, (address(buyer))));
            assertEq(offering.settled(address(buyer)), ok);
            assertEq(offering.refundOwed(address(buyer)), 0);
            assertEq(address(buyer).balance, ok ? 50 ether : 0);
            if (ok) successes++;
            vm.revertToState(state);
        }
        assertGt(successes, 100);
    }

    function test_Attack_AFailedSaleLocksNoBuyerThatRefusesEther() public {
        RefusingHolder buyer = new RefusingHolder();
        vm.deal(address(buyer), 1 ether);
        buyer.act(address(offering), 1 ether, abi.encodeCall(offering.commit, (1 ether)));
        warpToEnd();
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingPaymentFailed.selector, address(buyer), 1 ether));
        offering.refund(address(buyer));
        uint256 before = bob.balance;
        buyer.act(address(offering), 0, abi.encodeCall(offering.refundTo, (bob)));
        assertEq(bob.balance - before, 1 ether);
        assertEq(address(offering).balance, 0);
    }

    function test_Attack_RefusingDeveloperBlocksOnlyItself() public {
        commit(alice, 50 ether);
        warpToEnd();
        offering.finalise();
        vm.etch(developer, type(RefusingHolder).runtimeCode);
        skip(1 hours);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingPaymentFailed.selector, developer, 40 ether));
        offering.withdrawRaise();
        offering.claim(alice);
        RefusingHolder(payable(developer)).accept();
        skip(1 hours);
        offering.withdrawRaise();
    }

    function test_Attack_ForcedEtherReachesNoCap() public {
        commit(alice, SOFT_CAP - 1);
        new ForcedEther{value: 100 ether}(payable(address(offering)));
        assertEq(offering.totalCommitted(), SOFT_CAP - 1);
        warpToEnd();
        assertEq(uint8(offering.state()), uint8(OfferingState.Failed));
        offering.refund(alice);
    }

    function test_Attack_PlainEtherIsRefused() public {
        vm.prank(alice);
        (bool ok,) = address(offering).call{value: 1 ether}("");
        assertFalse(ok);
    }

    function test_Attack_CommitAfterTheEndOrWithdrawAfterTheCutOff() public {
        commit(alice, SOFT_CAP);
        vm.warp(offering.cutOff());
        vm.expectPartialRevert(IOffering.OfferingCommitmentsBind.selector);
        vm.prank(alice);
        offering.withdraw(SOFT_CAP);
        warpToEnd();
        vm.expectPartialRevert(IOffering.OfferingNotOpen.selector);
        commit(bob, 1);
    }

    function test_Attack_InitialiseTheImplementationOrTheCloneAgain() public {
        FixedPriceOffering implementation = FixedPriceOffering(launchpad.offeringImplementation(SaleKind.FixedPrice));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        implementation.initialise(token, offeringTerms().sale, offeringTerms().price, new LockedAllocation[](0), 0);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        offering.initialise(token, offeringTerms().sale, offeringTerms().price, new LockedAllocation[](0), 0);
        vm.expectRevert();
        implementation.commit{value: 1}(1);
    }

    function test_Attack_OwnCloneOfOurCodeIsNoneOfOurs() public {
        // Anybody can clone our code with arguments of its own; the launchpad knows nothing of it.
        address clone =
            Clones.cloneWithImmutableArgs(launchpad.tokenImplementation(), abi.encode(address(this), address(this)));
        RevenueShareToken(payable(clone)).initialise(tokenTerms(), 1e18, new address[](0));
        assertEq(launchpad.modelIdOfToken(clone), 0);
        assertEq(launchpad.modelIdOfToken(address(token)), modelId);
    }

    function test_Attack_StartingTheTokenFirstBlocksNobody() public {
        commit(alice, 50 ether);
        commit(bob, 25 ether);
        warpToEnd();
        offering.finalise();
        vm.prank(outsider);
        token.start();
        offering.claim(alice);
        offering.claim(bob);
        assertEq(token.totalSupply(), token.balanceOf(alice) + token.balanceOf(bob));
    }

    function test_Attack_RefundByAnOutsiderWithoutAnyPriorCall() public {
        commit(alice, 10 ether);
        vm.warp(offering.saleTerms().end + 3650 days);
        uint256 before = alice.balance;
        vm.prank(outsider);
        offering.refund(alice);
        assertEq(alice.balance - before, 10 ether);
    }
}
