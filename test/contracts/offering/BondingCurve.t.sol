// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RevenueRoute} from "../../../contracts/src/model/IRevenueRouter.sol";
import {CurvePosition, CurveTerms, IBondingCurve} from "../../../contracts/src/offering/IBondingCurve.sol";
import {SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";
import {IOffering, OfferingState, SaleTerms} from "../../../contracts/src/offering/IOffering.sol";
import {LaunchState} from "../../../contracts/src/token/ILaunchVault.sol";
import {CurveFixture} from "./CurveFixture.sol";

contract BondingCurveTest is CurveFixture {
    function setUp() public {
        deployLaunchpad();
        launchCurve();
    }

    // initialise

    function expectBadTerms(CurveTerms memory terms, string memory rule) internal {
        uint256 other = registerModel("other", address(launchpad));
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingBadTerms.selector, rule));
        vm.prank(developer);
        launchpad.launchCurve(other, tokenTerms(), saleTerms(), terms, allocationTerms());
    }

    function test_Initialise_RevertsBelowTheLeastGoal() public {
        expectBadTerms(CurveTerms({goal: 9999, virtualReserve: 9999}), "goal < 10000");
    }

    function test_Initialise_RevertsAboveTheLargestGoal() public {
        expectBadTerms(CurveTerms({goal: 2 ** 120, virtualReserve: 2 ** 120}), "goal >= 2^120");
    }

    function test_Initialise_RevertsWherePriceGrowsMoreThanHundredfold() public {
        expectBadTerms(CurveTerms({goal: 9 ether + 1, virtualReserve: 1 ether}), "virtualReserve < goal / 9");
    }

    function test_Initialise_RevertsWherePriceHardlyGrows() public {
        expectBadTerms(CurveTerms({goal: 1 ether, virtualReserve: 100 ether + 1}), "virtualReserve > goal * 100");
    }

    function test_Initialise_RevertsOnCommonTermsOutOfTheirBounds() public {
        SaleTerms memory sale = saleTerms();
        sale.liquidityShareBasisPoints = 1999;
        uint256 other = registerModel("other", address(launchpad));
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingBadTerms.selector, "liquidityShareBasisPoints < 2000"));
        vm.prank(developer);
        launchpad.launchCurve(other, tokenTerms(), sale, curveTerms(), allocationTerms());
    }

    function test_Initialise_TakesTheLargestTermsToTheirEnd() public {
        modelId = registerModel("large", address(launchpad));
        SaleTerms memory sale = saleTerms();
        sale.saleSupply = uint128(type(uint96).max);
        CurveTerms memory terms =
            CurveTerms({goal: type(uint120).max, virtualReserve: 100 * uint128(type(uint120).max)});
        launchCurve(sale, terms);
        vm.deal(alice, type(uint128).max);
        buy(alice, type(uint120).max / 3);
        sell(alice, tokensOf(alice) / 2);
        buy(alice, type(uint120).max);
        assertEq(uint8(curve.state()), uint8(OfferingState.Succeeded));
        assertEq(tokensOf(alice), type(uint96).max);
        assertEq(paidOf(alice), type(uint120).max);
    }

    function test_Launch_TellsKindAndTerms() public {
        modelId = registerModel("other", address(launchpad));
        (address token_, address offering_) = launchpad.predictLaunch(modelId, SaleKind.Curve);
        launchCurve();
        assertEq(address(token), token_);
        assertEq(address(curve), offering_);
        assertEq(uint8(launchpad.launchOf(modelId).kind), uint8(SaleKind.Curve));
        assertEq(abi.encode(curve.curveTerms()), abi.encode(curveTerms()));
        assertEq(curve.saleTerms().start, LAUNCH_TIME);
        assertEq(curve.modelId(), modelId);
        assertEq(token.totalSupply(), SALE_SUPPLY, "no locker, no tokens for it");
    }

    // state

    function test_State_HasHalfOpenIntervals() public {
        modelId = registerModel("other", address(launchpad));
        SaleTerms memory sale = saleTerms();
        sale.start = uint40(LAUNCH_TIME + 100);
        launchCurve(sale, curveTerms());
        assertEq(uint8(curve.state()), uint8(OfferingState.Scheduled));
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Scheduled));
        buy(alice, 1 ether);
        vm.warp(LAUNCH_TIME + 100);
        buy(alice, 1 ether);
        vm.warp(END - 1);
        buy(alice, 1 ether);
        assertEq(uint8(curve.launchState()), uint8(LaunchState.Pending));
        vm.warp(END);
        assertEq(uint8(curve.state()), uint8(OfferingState.Failed));
        assertEq(uint8(curve.launchState()), uint8(LaunchState.Failed));
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Failed));
        buy(alice, 1 ether);
    }

    function test_State_SucceedsWithTheLastTokenAndStaysSo() public {
        buy(alice, GOAL - 1);
        assertEq(uint8(curve.state()), uint8(OfferingState.Open));
        buy(bob, 1);
        assertEq(uint8(curve.state()), uint8(OfferingState.Succeeded));
        assertEq(uint8(curve.launchState()), uint8(LaunchState.Succeeded));
        assertEq(curve.finalisedAt(), LAUNCH_TIME);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Succeeded));
        buy(carol, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Succeeded));
        sell(alice, 1);
        vm.warp(END + 1);
        assertEq(uint8(curve.state()), uint8(OfferingState.Succeeded));
    }

    // buy

    function test_Buy_FollowsTheCurve() public {
        assertEq(curve.price(), 50 ether * 1e18 / uint256(1_500_000e18));
        vm.expectEmit(address(curve));
        emit IBondingCurve.Bought(alice, 500_000e18, 25 ether, 500_000e18);
        buy(alice, 25 ether);
        (uint256 tokens, uint256 cost) = curve.quoteBuy(25 ether);
        assertEq(tokens, 250_000e18);
        assertEq(cost, 25 ether);
        buy(bob, 25 ether);
        assertEq(tokensOf(alice), 500_000e18);
        assertEq(tokensOf(bob), 250_000e18);
        assertEq(paidOf(bob), 25 ether);
        assertEq(curve.totalSold(), 750_000e18);
        assertEq(curve.reserve(), 50 ether);
        assertEq(curve.totalCommitted(), 50 ether);
        assertEq(address(curve).balance, 50 ether);
        assertEq(curve.price(), 100 ether * 1e18 / uint256(750_000e18));
    }

    function test_Buy_RevertsWithoutMoneyOrWithAnotherValue() public {
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        buy(alice, 0);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongValue.selector, 1 ether, 2 ether));
        vm.prank(alice);
        curve.buy{value: 1 ether}(2 ether, 0, END);
    }

    function test_Buy_RevertsAfterItsDeadlineAndBelowItsMinimum() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IBondingCurve.OfferingDeadlinePassed.selector, LAUNCH_TIME - 1));
        curve.buy{value: 1 ether}(1 ether, 0, LAUNCH_TIME - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IBondingCurve.OfferingSlippage.selector, 500_000e18, uint256(500_000e18) + 1)
        );
        curve.buy{value: 25 ether}(25 ether, 500_000e18 + 1, LAUNCH_TIME);
        curve.buy{value: 25 ether}(25 ether, 500_000e18, LAUNCH_TIME);
    }

    function test_Buy_CutsTheLastPurchaseAndHandsTheRestBack() public {
        buy(alice, 75 ether);
        uint256 before = bob.balance;
        vm.expectEmit(address(curve));
        emit IBondingCurve.Bought(bob, 100_000e18, 25 ether, SALE_SUPPLY);
        vm.expectEmit(address(curve));
        emit IOffering.Finalised(GOAL, GOAL, SALE_SUPPLY);
        buy(bob, 1000 ether);
        assertEq(before - bob.balance, 25 ether);
        assertEq(address(curve).balance, GOAL);
        assertEq(curve.raised(), GOAL);
    }

    function test_Buy_AsksTheLastPurchaseForTokensInProportionToItsCost() public {
        buy(alice, 75 ether);
        vm.startPrank(bob);
        // 100,000 tokens cost 25 ether. A hundred ether for 400,000 is the same price.
        vm.expectRevert(
            abi.encodeWithSelector(IBondingCurve.OfferingSlippage.selector, 100_000e18, uint256(100_000e18) + 1)
        );
        curve.buy{value: 100 ether}(100 ether, 400_000e18 + 1, LAUNCH_TIME);
        curve.buy{value: 100 ether}(100 ether, 400_000e18, LAUNCH_TIME);
    }

    function test_Buy_HandsBackWhatBuysNoBaseUnit() public {
        modelId = registerModel("dear", address(launchpad));
        SaleTerms memory sale = saleTerms();
        sale.saleSupply = 1e18;
        // A base unit costs about half a million wei at first.
        launchCurve(sale, CurveTerms({goal: 1_000_000 ether, virtualReserve: 1_000_000 ether}));
        uint256 before = alice.balance;
        (uint256 tokens, uint256 cost) = buy(alice, 700_000);
        assertEq(tokens, 1);
        assertApproxEqAbs(cost, 500_000, 1);
        assertEq(before - alice.balance, cost);
        assertEq(address(curve).balance, cost);
        vm.expectRevert(abi.encodeWithSelector(IBondingCurve.OfferingSlippage.selector, 0, 0));
        buy(alice, 100_000);
    }

    // sell

    function test_Sell_PaysAtOnceWhatTheSellerPaid() public {
        buy(alice, 25 ether);
        uint256 before = alice.balance;
        assertEq(curve.quoteSell(500_000e18), 25 ether);
        vm.expectEmit(address(curve));
        emit IBondingCurve.Sold(alice, 500_000e18, 25 ether, 0, 0);
        sell(alice, 500_000e18);
        assertEq(alice.balance - before, 25 ether);
        assertEq(address(curve).balance, 0);
    }

    function test_Sell_CreditsTheGain() public {
        buy(alice, 25 ether);
        buy(bob, 25 ether);
        uint256 before = alice.balance;
        vm.expectEmit(address(curve));
        emit IBondingCurve.Sold(alice, 500_000e18, 25 ether, 15 ether, 250_000e18);
        (uint256 paid, uint256 gain) = sell(alice, 500_000e18);
        assertEq(paid, 25 ether);
        assertEq(gain, 15 ether);
        assertEq(alice.balance - before, 25 ether);
        assertEq(curve.gainOf(alice), 15 ether);
        assertEq(paidOf(alice), 0);
        assertEq(curve.reserve(), 10 ether);
        assertEq(curve.totalCommitted(), 25 ether, "reserve and gains");
    }

    function test_Sell_AtALossLeavesTheLossInWhatWasPaid() public {
        buy(alice, 25 ether);
        buy(bob, 25 ether);
        sell(alice, 500_000e18);
        (uint256 paid,) = sell(bob, 250_000e18);
        assertEq(paid, 10 ether);
        assertEq(paidOf(bob), 15 ether);
        assertEq(tokensOf(bob), 0);
        assertEq(curve.totalCommitted(), 15 ether);
    }

    function test_Sell_Reverts() public {
        buy(alice, 25 ether);
        vm.startPrank(alice);
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        curve.sell(0, 0, END);
        vm.expectRevert(
            abi.encodeWithSelector(IBondingCurve.OfferingTooFewTokens.selector, 500_000e18, uint256(500_000e18) + 1)
        );
        curve.sell(500_000e18 + 1, 0, END);
        vm.expectRevert(abi.encodeWithSelector(IBondingCurve.OfferingDeadlinePassed.selector, LAUNCH_TIME - 1));
        curve.sell(1e18, 0, LAUNCH_TIME - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IBondingCurve.OfferingSlippage.selector, 25 ether, uint256(25 ether) + 1)
        );
        curve.sell(500_000e18, 25 ether + 1, LAUNCH_TIME);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Failed));
        curve.sell(1e18, 0, END);
        vm.expectRevert(
            abi.encodeWithSelector(IBondingCurve.OfferingTooFewTokens.selector, 500_000e18, uint256(500_000e18) + 1)
        );
        curve.quoteSell(500_000e18 + 1);
    }

    // success

    function graduateWithAGain() internal {
        buy(alice, 25 ether);
        buy(bob, 25 ether);
        sell(alice, 300_000e18);
        buy(carol, 1000 ether);
    }

    function test_Claim_GivesTokensAndGainsOnce() public {
        graduateWithAGain();
        uint256 gain = curve.gainOf(alice);
        // 450,000 tokens are left sold, for 21.4 ether; the 28.6 ether for 300,000 exceed the 25 that Alice paid.
        assertEq(gain, uint256(50 ether) * 4 / 7 - 25 ether);
        assertEq(address(curve).balance, GOAL + gain);
        uint256 before = alice.balance;
        vm.expectEmit(address(curve));
        emit IOffering.Claimed(alice, 200_000e18, gain);
        vm.prank(outsider);
        curve.claim(alice);
        assertEq(alice.balance - before, gain);
        assertEq(token.balanceOf(alice), 200_000e18);
        assertTrue(curve.positionOf(alice).settled);
        curve.claim(bob);
        curve.claim(carol);
        assertEq(token.balanceOf(carol), 550_000e18);
        assertEq(token.balanceOf(address(curve)), 0);
        assertEq(token.totalSupply(), SALE_SUPPLY);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        curve.claim(alice);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNothingCommitted.selector, outsider));
        curve.claim(outsider);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotFailed.selector, OfferingState.Succeeded));
        curve.refund(bob);
    }

    function test_Claim_RevertsBeforeTheLastTokenIsSold() public {
        buy(alice, 25 ether);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Open));
        curve.claim(alice);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Failed));
        curve.claim(alice);
    }

    function test_Success_PaysRaiseAndLiquidityAndLeavesNothing() public {
        graduateWithAGain();
        (uint256 liquidityTokens, uint256 liquidityAmount) = curve.liquidity();
        assertEq(liquidityTokens, 0, "no locker");
        assertEq(liquidityAmount, 20 ether);
        uint256 before = developer.balance;
        skip(1 hours);
        curve.withdrawRaise();
        assertEq(developer.balance - before, 80 ether);
        curve.releaseLiquidity();
        curve.claim(alice);
        curve.claim(bob);
        curve.claim(carol);
        assertEq(address(curve).balance, 0);
        assertEq(token.redeemPoolWei(), 20 ether);
    }

    function test_Success_LeavesFinaliseAndBurnNothingToDo() public {
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Open));
        curve.finalise();
        buy(alice, GOAL);
        vm.expectRevert(IOffering.OfferingAlreadyFinalised.selector);
        curve.finalise();
        assertEq(curve.unsoldTokens(), 0);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        curve.burnUnsold();
    }

    function test_Revenue_WaitsForTheLastTokenAndIsThenSharedByPositions() public {
        buy(alice, 75 ether);
        (RevenueRoute route,) = launchpad.revenueRoute(modelId);
        assertEq(uint8(route), uint8(RevenueRoute.Wait));
        depositRevenue(10 ether);
        vm.expectRevert();
        token.start();
        buy(bob, 25 ether);
        (route,) = launchpad.revenueRoute(modelId);
        assertEq(uint8(route), uint8(RevenueRoute.Token));
        token.start();
        warpPeriods(1);
        token.snapshot();
        // Bob takes his tokens out after the period and has earned with them all the same.
        curve.claim(bob);
        curve.claim(alice);
        assertEq(token.claimableRevenue(bob, 1), 0.9 ether);
        assertEq(token.claimableRevenue(alice, 1), 8.1 ether);
    }

    // failure

    function test_Refund_PaysEverybodyWhatItPaidInAnyOrder() public {
        buy(alice, 25 ether);
        buy(bob, 25 ether);
        sell(alice, 400_000e18);
        buy(carol, 10 ether);
        sell(bob, 250_000e18);
        uint256 alicePaid = paidOf(alice);
        uint256 bobPaid = paidOf(bob);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotFailed.selector, OfferingState.Open));
        curve.refund(carol);
        vm.warp(END);
        assertEq(alicePaid + bobPaid + 10 ether, address(curve).balance);
        uint256 before = carol.balance;
        vm.prank(outsider);
        curve.refund(carol);
        assertEq(carol.balance - before, 10 ether);
        curve.refund(bob);
        if (alicePaid != 0) curve.refund(alice);
        assertEq(address(curve).balance, 0);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        curve.refund(carol);
        // All are where they were before the sale.
        assertEq(alice.balance, 1_000_000 ether);
        assertEq(bob.balance, 1_000_000 ether);
        assertEq(carol.balance, 1_000_000 ether);
    }

    function test_Refund_GivesNothingForAGain() public {
        buy(alice, 25 ether);
        buy(bob, 25 ether);
        sell(alice, 500_000e18);
        assertEq(abi.encode(curve.positionOf(alice)), abi.encode(CurvePosition({tokens: 0, paid: 0, settled: false})));
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNothingCommitted.selector, alice));
        curve.refund(alice);
        curve.refund(bob);
        assertEq(address(curve).balance, 0);
    }

    function test_Failure_LetsTheDeveloperLaunchAgain() public {
        buy(alice, 25 ether);
        vm.expectRevert();
        launchCurve();
        vm.warp(END);
        launchCurve();
        assertEq(uint8(curve.state()), uint8(OfferingState.Open));
    }
}
