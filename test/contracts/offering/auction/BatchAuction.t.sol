// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBatchAuction} from "../../../../contracts/src/offering/IBatchAuction.sol";
import {AuctionTerms} from "../../../../contracts/src/offering/IBatchAuction.sol";
import {IOffering, OfferingState, SaleTerms} from "../../../../contracts/src/offering/IOffering.sol";
import {Clearing} from "../../../../contracts/src/offering/UniformPrice.sol";
import {LaunchState} from "../../../../contracts/src/token/ILaunchVault.sol";
import {AuctionFixture} from "./AuctionFixture.sol";

/// @notice The cases of `BatchAuction.tree`, in its order.
contract BatchAuctionTest is AuctionFixture {
    function setUp() public {
        deployLaunchpad();
        launchAuction();
    }

    // initialise

    function refuse(AuctionTerms memory terms, string memory rule) private {
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingBadTerms.selector, rule));
        this.launchAgain(terms);
    }

    function launchAgain(AuctionTerms memory terms) external {
        modelId = registerModel("other", address(launchpad));
        launchAuction(offeringTerms().sale, terms);
    }

    function test_Initialise_RefusesTermsOutOfBounds() public {
        AuctionTerms memory terms = auctionTerms();
        terms.softCap = 0;
        refuse(terms, "softCap is 0");
        terms.softCap = RESERVE_VALUE + 1;
        refuse(terms, "softCap > reserveValue");
        terms.softCap = 1;
        terms.reserveValue = 1e18 + 1;
        refuse(terms, "fewer than 10^12 base units at the soft cap");

        terms = auctionTerms();
        terms.tickCount = 0;
        refuse(terms, "tickCount is 0");
        terms.tickCount = 513;
        refuse(terms, "tickCount > 512");
        terms.tickCount = 512;
        terms.stepBasisPoints = 783;
        refuse(terms, "all steps together > 400000 basis points");
        terms.stepBasisPoints = type(uint32).max;
        refuse(terms, "all steps together > 400000 basis points");
        terms.stepBasisPoints = 0;
        refuse(terms, "stepBasisPoints < 2 base units of reserveValue");
        terms.reserveValue = 19_999;
        terms.softCap = 1;
        terms.stepBasisPoints = 1;
        refuse(terms, "stepBasisPoints < 2 base units of reserveValue");

        terms = auctionTerms();
        terms.reserveValue = type(uint120).max;
        terms.softCap = terms.reserveValue;
        refuse(terms, "highest value >= 2^120");
        (terms.tickCount, terms.stepBasisPoints) = (1, 0);
        terms.reserveValue = terms.softCap = 2 ** 120;
        refuse(terms, "reserveValue >= 2^120");
    }

    function test_Initialise_TakesTheExtremes() public {
        AuctionTerms memory terms = auctionTerms();
        terms.tickCount = 1;
        terms.stepBasisPoints = 0;
        this.launchAgain(terms);
        assertEq(auction.tickValues().length, 1);
    }

    function test_Initialise_TakesTheLargestReserve() public {
        AuctionTerms memory terms = auctionTerms();
        (terms.tickCount, terms.stepBasisPoints) = (1, 0);
        terms.reserveValue = terms.softCap = type(uint120).max;
        this.launchAgain(terms);
        assertEq(auction.tickValues()[0], type(uint120).max);
    }

    function test_Initialise_TakesTheLongestLadder() public {
        AuctionTerms memory terms = auctionTerms();
        terms.tickCount = 512;
        terms.stepBasisPoints = 782;
        terms.geometric = true;
        refuse(terms, "highest value >= 2^120");
        terms.reserveValue = terms.softCap = 4 ether;
        this.launchAgain(terms);
        uint256[] memory values = auction.tickValues();
        assertEq(values[0], 4 ether);
        assertApproxEqAbs(values[1], uint256(4 ether) * 10_782 / 10_000, 2);
        assertEq(abi.encode(auction.auctionTerms()), abi.encode(terms));
    }

    function test_Initialise_RefusesTermsOfEverySale() public {
        SaleTerms memory sale = offeringTerms().sale;
        sale.end = uint40(block.timestamp) + 1 hours;
        modelId = registerModel("other", address(launchpad));
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingBadTerms.selector, "shorter than 2 hours"));
        launchpad.launchAuction(modelId, tokenTerms(), sale, auctionTerms(), allocationTerms());
    }

    // state

    function test_State_FollowsTimeAndTotal() public {
        assertEq(uint8(auction.state()), uint8(OfferingState.Open));
        bid(alice, 0, SOFT_CAP_OF_AUCTION - 1);
        vm.warp(auction.saleTerms().end - 1);
        assertEq(uint8(auction.state()), uint8(OfferingState.Open));
        vm.warp(auction.saleTerms().end);
        assertEq(uint8(auction.state()), uint8(OfferingState.Failed));
        assertEq(uint8(auction.launchState()), uint8(LaunchState.Failed));
    }

    function test_State_SucceedsAtTheSoftCap() public {
        bid(alice, 0, SOFT_CAP_OF_AUCTION);
        warpToAuctionEnd();
        assertEq(uint8(auction.state()), uint8(OfferingState.Succeeded));
        assertEq(uint8(auction.launchState()), uint8(LaunchState.Pending));
        auction.finalise();
        assertEq(uint8(auction.launchState()), uint8(LaunchState.Succeeded));
    }

    // bid

    function test_Bid_RefusesOutsideTheTime() public {
        SaleTerms memory sale = offeringTerms().sale;
        sale.start = uint40(block.timestamp) + 1 days;
        sale.end = sale.start + LENGTH;
        modelId = registerModel("other", address(launchpad));
        launchAuction(sale, auctionTerms());
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Scheduled));
        bid(alice, 0, 1);
        vm.warp(sale.end);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Failed));
        bid(alice, 0, 1);
    }

    function test_Bid_RefusesAnUnknownTick() public {
        vm.expectRevert(abi.encodeWithSelector(IBatchAuction.AuctionNoSuchTick.selector, TICKS, TICKS));
        bid(alice, TICKS, 1);
    }

    function test_Bid_RefusesNothing() public {
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        bid(alice, 3, 0);
        bid(alice, 3, 1);
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        bid(alice, 3, 0);
    }

    function test_Bid_RefusesEtherThatIsNotTheAmount() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongValue.selector, 1, 2));
        auction.bid{value: 1}(0, 2);
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        auction.bid{value: 1}(0, 0);
        auction.bid{value: 2}(0, 2);
        // Nothing that comes with a mere move is kept.
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        auction.bid{value: 1}(1, 0);
    }

    function test_Bid_AddsAndMovesUpUntilTheEnd() public {
        bid(alice, 3, 5 ether);
        vm.expectEmit();
        emit IBatchAuction.BidPlaced(alice, 3, 1 ether, 6 ether, 6 ether);
        bid(alice, 3, 1 ether);
        bid(bob, 3, 2 ether);
        vm.warp(auction.saleTerms().end - 1);
        vm.expectEmit();
        emit IBatchAuction.BidPlaced(alice, 7, 4 ether, 10 ether, 12 ether);
        bid(alice, 7, 4 ether);
        vm.expectEmit();
        emit IBatchAuction.BidPlaced(alice, 8, 0, 10 ether, 12 ether);
        bid(alice, 8, 0);
        assertEq(auction.bidOf(alice).budget, 10 ether);
        assertEq(auction.bidOf(alice).tick, 8);
        uint256[] memory budgets = auction.tickBudgets();
        assertEq(budgets[3], 2 ether);
        assertEq(budgets[7], 0);
        assertEq(budgets[8], 10 ether);
        assertEq(auction.totalCommitted(), 12 ether);
    }

    function test_Bid_RefusesToMoveDown() public {
        bid(alice, 3, 5 ether);
        vm.expectRevert(abi.encodeWithSelector(IBatchAuction.AuctionTickLowered.selector, 2, 3));
        bid(alice, 2, 5 ether);
    }

    // withdraw

    function test_Withdraw_BindsFromTheCutOff() public {
        bid(alice, 3, 5 ether);
        vm.warp(auction.cutOff() - 1);
        vm.startPrank(alice);
        vm.expectEmit();
        emit IBatchAuction.BidWithdrawn(alice, 3, 1 ether, 4 ether, 4 ether);
        auction.withdraw(1 ether);
        vm.warp(auction.cutOff());
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingCommitmentsBind.selector, auction.cutOff()));
        auction.withdraw(1 ether);
    }

    function test_Withdraw_RefusesWhatIsNotThere() public {
        bid(alice, 3, 5 ether);
        vm.startPrank(alice);
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        auction.withdraw(0);
        vm.expectRevert(abi.encodeWithSelector(IBatchAuction.AuctionBudgetTooSmall.selector, 5 ether, 5 ether + 1));
        auction.withdraw(5 ether + 1);
        vm.warp(auction.saleTerms().end);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Failed));
        auction.withdraw(1);
    }

    function test_Withdraw_OfAllLetsTheAccountBidLower() public {
        bid(alice, 3, 5 ether);
        uint256 before = alice.balance;
        vm.prank(alice);
        auction.withdraw(5 ether);
        assertEq(alice.balance - before, 5 ether);
        bid(alice, 2, 1 ether);
        assertEq(auction.tickBudgets()[3], 0);
        assertEq(auction.tickBudgets()[2], 1 ether);
        assertEq(auction.bidOf(alice).tick, 2);
    }

    // clear, finalise

    function test_Clear_OnlyAfterASuccess() public {
        bid(alice, 3, 5 ether);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Open));
        auction.clear(1);
        warpToAuctionEnd();
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Failed));
        auction.clear(1);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Failed));
        auction.finalise();
    }

    /// @notice A10.
    function test_Clear_InAnyStepsFindsTheSamePrice() public {
        bid(alice, 100, 30 ether);
        bid(bob, 60, 40 ether);
        bid(carol, 40, 40 ether);
        warpToAuctionEnd();
        Clearing memory preview = auction.clearing();
        uint256 snapshot = vm.snapshotState();
        for (uint256 steps = 1; steps <= 102; steps += 7) {
            uint256 calls;
            while (!auction.cleared()) {
                auction.clear(steps);
                calls++;
                assertEq(abi.encode(auction.clearing()), abi.encode(preview));
            }
            // The top tick is the first of the 61 down to tick 40.
            assertEq(calls, (61 + steps - 1) / steps);
            vm.expectRevert(IBatchAuction.AuctionAlreadyCleared.selector);
            auction.clear(1);
            auction.finalise();
            assertEq(auction.raised(), preview.raised);
            vm.revertToState(snapshot);
        }
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        auction.clear(0);
        auction.clear(5);
        vm.expectEmit();
        emit IBatchAuction.Cleared(40, 70 ether, 70 ether);
        vm.expectEmit();
        emit IOffering.Finalised(110 ether, 70 ether, SALE_SUPPLY);
        auction.finalise();
        vm.expectRevert(IOffering.OfferingAlreadyFinalised.selector);
        auction.finalise();
    }

    // clearing price

    function check(uint256 value, uint256 raised, uint256 sold) private {
        finish();
        Clearing memory found = auction.clearing();
        assertEq(found.value, value, "value");
        assertEq(found.raised, raised, "raised");
        assertEq(auction.raised(), raised);
        assertEq(auction.unsoldTokens() + sold, SALE_SUPPLY + auction.liquiditySupply() - liquidityTokens());
    }

    function liquidityTokens() private view returns (uint256 tokens) {
        (tokens,) = auction.liquidity();
    }

    function claimed(address account, uint256 tokens, uint256 refund) private {
        uint256 before = account.balance;
        vm.expectEmit();
        emit IOffering.Claimed(account, tokens, refund);
        vm.prank(outsider);
        auction.claim(account);
        assertEq(account.balance - before, refund);
        assertEq(token.balanceOf(account), tokens);
        assertTrue(auction.bidOf(account).settled);
    }

    function test_Price_IsTheReserveWhereTokensAreLeft() public {
        bid(alice, 100, 10 ether);
        bid(bob, 0, 30 ether);
        check(50 ether, 40 ether, 800_000e18);
        claimed(alice, 200_000e18, 0);
        claimed(bob, 600_000e18, 0);
    }

    function test_Price_LiesBetweenTicks() public {
        bid(alice, 100, 20 ether);
        bid(bob, 50, 40.123 ether);
        bid(carol, 20, 50 ether);
        // 60.123 is above the 60 of tick 20 and below the 75 of tick 50.
        check(60.123 ether, 60.123 ether, SALE_SUPPLY);
        claimed(alice, uint256(20 ether) * SALE_SUPPLY / 60.123 ether, 0);
        claimed(bob, uint256(40.123 ether) * SALE_SUPPLY / 60.123 ether, 0);
        claimed(carol, 0, 50 ether);
    }

    function test_Price_IsATicksWhoseBidsShareWhatIsLeft() public {
        bid(alice, 100, 30 ether);
        bid(bob, 60, 50 ether);
        bid(carol, 60, 30 ether);
        bid(outsider, 59, 1000 ether);
        check(80 ether, 80 ether, SALE_SUPPLY);
        claimed(alice, 375_000e18, 0);
        // 50 of 80 are left, for budgets of 80.
        claimed(bob, 390_625e18, 18.75 ether);
        claimed(carol, 234_375e18, 11.25 ether);
        claimed(outsider, 0, 1000 ether);
    }

    function test_Price_IsATicksWhoseBidsAreFilledExactly() public {
        bid(alice, 100, 30 ether);
        bid(bob, 60, 50 ether);
        check(80 ether, 80 ether, SALE_SUPPLY);
        claimed(alice, 375_000e18, 0);
        claimed(bob, 625_000e18, 0);
    }

    function test_Price_IsTheTopWhereTheTopBuysEverything() public {
        bid(alice, 100, 150 ether);
        bid(bob, 100, 50 ether);
        bid(carol, 99, 50 ether);
        check(100 ether, 100 ether, SALE_SUPPLY);
        claimed(alice, 750_000e18, 75 ether);
        claimed(bob, 250_000e18, 25 ether);
        claimed(carol, 0, 50 ether);
    }

    function test_Price_OfOneTickIsThatOfAFixedPriceSale() public {
        AuctionTerms memory terms = auctionTerms();
        terms.tickCount = 1;
        this.launchAgain(terms);
        bid(alice, 0, 60 ether);
        bid(bob, 0, 40 ether);
        check(50 ether, 50 ether, SALE_SUPPLY);
        claimed(alice, 600_000e18, 30 ether);
        claimed(bob, 400_000e18, 20 ether);
    }

    function test_Price_AtTheReserveSharesPartOfTheLowestTick() public {
        bid(alice, 1, 30 ether);
        bid(bob, 0, 40 ether);
        check(50 ether, 50 ether, SALE_SUPPLY);
        claimed(alice, 600_000e18, 0);
        claimed(bob, 400_000e18, 20 ether);
    }

    function test_Allocation_PreviewsWhatClaimsGive() public {
        bid(alice, 100, 30 ether);
        bid(bob, 60, 80 ether);
        (uint256 tokens, uint256 spent, uint256 refund) = auction.allocation(80 ether, 60);
        assertEq(auction.clearing().value, 80 ether);
        assertEq(spent, 50 ether);
        check(80 ether, 80 ether, SALE_SUPPLY);
        claimed(bob, tokens, refund);
    }

    function test_Allocation_OfATickWhereNobodyBidsIsNothing() public {
        bid(alice, 5, 1 ether);
        (uint256 tokens, uint256 spent, uint256 refund) = auction.allocation(1 ether, 0);
        assertEq(tokens + spent, 0);
        assertEq(refund, 1 ether);
    }

    // claim, refund

    function test_Claim_OnlyOnceAfterAFinalisedSuccess() public {
        bid(alice, 0, 60 ether);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Open));
        auction.claim(alice);
        warpToAuctionEnd();
        auction.clear(1000);
        vm.expectRevert(IOffering.OfferingNotFinalised.selector);
        auction.claim(alice);
        auction.finalise();
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNothingCommitted.selector, bob));
        auction.claim(bob);
        auction.claim(alice);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        auction.claim(alice);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotFailed.selector, OfferingState.Succeeded));
        auction.refund(alice);
    }

    function test_Refund_OfAllAfterAFailureWithoutClearing() public {
        bid(alice, 100, 10 ether);
        bid(bob, 0, SOFT_CAP_OF_AUCTION - 10 ether - 1);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotFailed.selector, OfferingState.Open));
        auction.refund(alice);
        warpToAuctionEnd();
        uint256 before = alice.balance;
        vm.prank(outsider);
        assertEq(auction.refund(alice), 10 ether);
        assertEq(alice.balance - before, 10 ether);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        auction.refund(alice);
        before = carol.balance;
        vm.prank(bob);
        auction.refundTo(carol);
        assertEq(carol.balance - before, SOFT_CAP_OF_AUCTION - 10 ether - 1);
        assertEq(address(auction).balance, 0);
    }
}
