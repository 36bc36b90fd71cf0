// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IOffering, OfferingState, SaleTerms} from "../../../contracts/src/offering/IOffering.sol";
import {FixedPriceTerms, IFixedPriceOffering, Round} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {LaunchState} from "../../../contracts/src/token/ILaunchVault.sol";
import {LaunchFixture, OfferingTerms} from "./LaunchFixture.sol";

contract FixedPriceOfferingTest is LaunchFixture {
    uint256 internal constant END = LAUNCH_TIME + LENGTH;
    uint256 internal constant CUT_OFF = END - LENGTH / 10;

    function setUp() public {
        deployLaunchpad();
    }

    // initialise

    function expectBadTerms(OfferingTerms memory terms, string memory rule) internal {
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingBadTerms.selector, rule));
        vm.prank(developer);
        launchpad.launch(modelId, tokenTerms(), terms.sale, terms.price, allocationTerms());
    }

    function test_Initialise_RevertsOnBadTerms() public {
        OfferingTerms memory terms = offeringTerms();
        terms.sale.saleSupply = 1e18 - 1;
        expectBadTerms(terms, "saleSupply < 1 token");
        // A base unit for more than a whole commitment: all that is sold would be rounding.
        terms.sale.saleSupply = 1e18;
        terms.price.softCap = 1;
        terms.price.hardCap = 1.3e36;
        expectBadTerms(terms, "fewer than 10^12 base units at the soft cap");
        terms = offeringTerms();
        terms.sale.developerSupply = uint128(2 ** 96) - terms.sale.saleSupply;
        expectBadTerms(terms, "all tokens together >= 2^96");
        terms.sale.developerSupply = type(uint128).max;
        terms.sale.saleSupply = type(uint128).max;
        expectBadTerms(terms, "all tokens together >= 2^96");
        terms = offeringTerms();
        terms.price.softCap = 0;
        expectBadTerms(terms, "softCap is 0");
        terms.price.softCap = terms.price.hardCap + 1;
        expectBadTerms(terms, "softCap > hardCap");
        terms.price.hardCap = terms.price.softCap = 2 ** 120;
        expectBadTerms(terms, "hardCap >= 2^120");
        terms = offeringTerms();
        terms.sale.start = uint40(LAUNCH_TIME - 1);
        expectBadTerms(terms, "start in the past");
        terms.sale.start = uint40(LAUNCH_TIME + 90 days + 1);
        terms.sale.end = terms.sale.start + LENGTH;
        expectBadTerms(terms, "start more than 90 days ahead");
        terms = offeringTerms();
        terms.sale.end = uint40(LAUNCH_TIME + 2 hours - 1);
        expectBadTerms(terms, "shorter than 2 hours");
        terms.sale.end = 0;
        expectBadTerms(terms, "shorter than 2 hours");
        terms.sale.end = uint40(LAUNCH_TIME + 90 days + 1);
        expectBadTerms(terms, "longer than 90 days");
        terms.sale.end = type(uint40).max;
        expectBadTerms(terms, "longer than 90 days");
    }

    function test_Initialise_TakesTermsAtTheirBounds() public {
        OfferingTerms memory terms = OfferingTerms({
            sale: SaleTerms({
                currency: address(0),
                liquidityShareBasisPoints: 2000,
                start: uint40(LAUNCH_TIME + 90 days),
                end: uint40(LAUNCH_TIME + 180 days),
                saleSupply: 1e18,
                developerSupply: uint128(2 ** 96 - 1 - 1e18)
            }),
            price: FixedPriceTerms({
                softCap: type(uint120).max,
                hardCap: type(uint120).max,
                accountCap: type(uint128).max,
                rounds: new Round[](0)
            })
        });
        launch(tokenTerms(), terms);
        assertEq(abi.encode(offering.saleTerms(), offering.fixedPriceTerms()), abi.encode(terms.sale, terms.price));
        assertEq(offering.developer(), developer);
        assertEq(offering.modelId(), modelId);
        assertEq(offering.token(), address(token));
    }

    function test_Initialise_Start0MeansNow() public {
        launch();
        assertEq(offering.saleTerms().start, LAUNCH_TIME);
        assertEq(uint8(offering.state()), uint8(OfferingState.Open));
    }

    // state

    function test_State_HasHalfOpenIntervals() public {
        OfferingTerms memory terms = offeringTerms();
        terms.sale.start = uint40(LAUNCH_TIME + 100);
        launch(tokenTerms(), terms);
        assertEq(uint8(offering.state()), uint8(OfferingState.Scheduled));
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Scheduled));
        commit(alice, 1 ether);
        vm.warp(LAUNCH_TIME + 100);
        commit(alice, SOFT_CAP - 1);
        vm.warp(END - 1);
        commit(bob, 0.5 ether);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Succeeded));
        commit(alice, 1 ether);
        assertEq(uint8(offering.state()), uint8(OfferingState.Succeeded));
    }

    function test_State_FailsOneWeiBelowTheSoftCap() public {
        launch();
        commit(alice, SOFT_CAP - 1);
        assertEq(uint8(offering.launchState()), uint8(LaunchState.Pending));
        warpToEnd();
        assertEq(uint8(offering.state()), uint8(OfferingState.Failed));
        assertEq(uint8(offering.launchState()), uint8(LaunchState.Failed));
    }

    function test_LaunchState_IsPendingUntilFinalised() public {
        launch();
        commit(alice, SOFT_CAP);
        warpToEnd();
        assertEq(uint8(offering.launchState()), uint8(LaunchState.Pending));
        assertEq(offering.unsoldTokens(), 0);
        assertEq(offering.raised(), 0);
        offering.finalise();
        assertEq(uint8(offering.launchState()), uint8(LaunchState.Succeeded));
        assertEq(offering.unsoldTokens(), SALE_SUPPLY * 3 / 5);
        assertEq(offering.raised(), SOFT_CAP);
    }

    // commit

    function test_Commit_AddsUp() public {
        launch();
        vm.expectEmit(address(offering));
        emit IFixedPriceOffering.Committed(alice, 1 ether, 1 ether);
        commit(alice, 1 ether);
        commit(bob, 2 ether);
        commit(alice, 3 ether);
        assertEq(offering.committed(alice), 4 ether);
        assertEq(offering.totalCommitted(), 6 ether);
    }

    function test_Commit_RevertsOnZeroAndAboveTheAccountsCap() public {
        OfferingTerms memory terms = offeringTerms();
        terms.price.accountCap = 5 ether;
        launch(tokenTerms(), terms);
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        commit(alice, 0);
        commit(alice, 5 ether);
        vm.expectRevert(abi.encodeWithSelector(IFixedPriceOffering.OfferingAccountCap.selector, 5 ether + 1, 5 ether));
        commit(alice, 1);
    }

    // withdraw

    function test_Withdraw_PaysBackUntilTheCutOff() public {
        launch();
        assertEq(offering.cutOff(), CUT_OFF);
        commit(alice, 3 ether);
        vm.warp(CUT_OFF - 1);
        uint256 before = alice.balance;
        vm.startPrank(alice);
        vm.expectEmit(address(offering));
        emit IFixedPriceOffering.CommitmentWithdrawn(alice, 1 ether, 2 ether);
        offering.withdraw(1 ether);
        assertEq(alice.balance - before, 1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IFixedPriceOffering.OfferingCommitmentTooSmall.selector, 2 ether, 2 ether + 1)
        );
        offering.withdraw(2 ether + 1);
        vm.expectRevert(IOffering.OfferingZeroAmount.selector);
        offering.withdraw(0);
        vm.warp(CUT_OFF);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingCommitmentsBind.selector, CUT_OFF));
        offering.withdraw(1);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Failed));
        offering.withdraw(1);
    }

    function test_CutOff_IsAnHourBeforeTheEndOfAShortSale() public {
        OfferingTerms memory terms = offeringTerms();
        terms.sale.end = uint40(LAUNCH_TIME + 2 hours);
        launch(tokenTerms(), terms);
        assertEq(offering.cutOff(), LAUNCH_TIME + 1 hours);
    }

    // finalise

    function test_Finalise_RevertsUnlessItSucceededAndOnlyOnce() public {
        launch();
        commit(alice, SOFT_CAP);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Open));
        offering.finalise();
        warpToEnd();
        vm.expectEmit(address(offering));
        emit IOffering.Finalised(SOFT_CAP, SOFT_CAP, SALE_SUPPLY * 2 / 5);
        vm.prank(outsider);
        offering.finalise();
        vm.expectRevert(IOffering.OfferingAlreadyFinalised.selector);
        offering.finalise();
    }

    function test_Finalise_RevertsAfterAFailure() public {
        launch();
        warpToEnd();
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Failed));
        offering.finalise();
    }

    // claim

    function test_Claim_GivesTokensAtThePriceWhenNotOverSubscribed() public {
        launch();
        commit(alice, 30 ether);
        commit(bob, 20 ether);
        warpToEnd();
        offering.finalise();
        vm.prank(outsider);
        (uint256 tokens, uint256 refundWei) = offering.claim(alice);
        assertEq(tokens, 300_000e18);
        assertEq(refundWei, 0);
        assertEq(token.balanceOf(alice), 300_000e18);
        assertTrue(offering.settled(alice));
        assertFalse(offering.settled(bob));
        // The first claim started the token, and that burnt the unsold half.
        assertEq(token.totalSupply(), 500_000e18);
        assertEq(token.periodEnd(), END + PERIOD);
    }

    function test_Claim_SharesProRataWhenOverSubscribed() public {
        launch();
        commit(alice, 300 ether);
        commit(bob, 100 ether);
        (uint256 tokens, uint256 spentWei, uint256 refundWei) = offering.allocation(300 ether, 400 ether);
        assertEq(tokens, 750_000e18);
        assertEq(spentWei, 75 ether);
        assertEq(refundWei, 225 ether);
        warpToEnd();
        offering.finalise();
        uint256 before = alice.balance;
        vm.expectEmit(address(offering));
        emit IOffering.Claimed(alice, 750_000e18, 225 ether);
        offering.claim(alice);
        assertEq(alice.balance - before, 225 ether);
        offering.claim(bob);
        assertEq(token.balanceOf(bob), 250_000e18);
        skip(1 hours);
        assertEq(offering.withdrawRaise(), HARD_CAP * 4 / 5);
        offering.releaseLiquidity();
        assertEq(address(offering).balance, 0);
    }

    function test_Claim_RevertsBeforeFinalisingTwiceAndForStrangers() public {
        launch();
        commit(alice, SOFT_CAP);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Open));
        offering.claim(alice);
        warpToEnd();
        vm.expectRevert(IOffering.OfferingNotFinalised.selector);
        offering.claim(alice);
        offering.finalise();
        offering.claim(alice);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.claim(alice);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNothingCommitted.selector, bob));
        offering.claim(bob);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotFailed.selector, OfferingState.Succeeded));
        offering.refund(alice);
    }

    // refund

    function test_Refund_PaysEverythingBackWithoutAnyPriorCall() public {
        launch();
        commit(alice, 3 ether);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotFailed.selector, OfferingState.Open));
        offering.refund(alice);
        warpToEnd();
        uint256 before = alice.balance;
        vm.prank(outsider);
        vm.expectEmit(address(offering));
        emit IOffering.Refunded(alice, 3 ether);
        assertEq(offering.refund(alice), 3 ether);
        assertEq(alice.balance - before, 3 ether);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.refund(alice);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNothingCommitted.selector, bob));
        offering.refund(bob);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Failed));
        offering.claim(alice);
    }

    // withdrawRaise, claimDeveloperTokens, burnUnsold

    function test_Developer_GetsRaiseAndTokensOnce() public {
        OfferingTerms memory terms = offeringTerms();
        terms.sale.developerSupply = 200_000e18;
        launch(tokenTerms(), terms);
        commit(alice, 50 ether);
        warpToEnd();
        vm.expectRevert(IOffering.OfferingNotFinalised.selector);
        offering.withdrawRaise();
        vm.expectRevert(IOffering.OfferingNotFinalised.selector);
        offering.claimDeveloperTokens();
        vm.expectRevert(IOffering.OfferingNotFinalised.selector);
        offering.burnUnsold();
        offering.finalise();
        uint256 before = developer.balance;
        vm.startPrank(outsider);
        skip(1 hours);
        assertEq(offering.withdrawRaise(), 40 ether);
        assertEq(developer.balance - before, 40 ether);
        assertEq(offering.claimDeveloperTokens(), 200_000e18);
        assertEq(token.balanceOf(developer), 200_000e18);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.withdrawRaise();
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.claimDeveloperTokens();
        // The token was started with the first tokens given out, so nothing unsold is left.
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.burnUnsold();
        offering.claim(alice);
        assertEq(token.totalSupply(), 700_000e18);
    }

    function test_BurnUnsold_StartsTheToken() public {
        launch();
        commit(alice, 50 ether);
        warpToEnd();
        offering.finalise();
        assertEq(offering.burnUnsold(), 500_000e18);
        assertEq(token.totalSupply(), 500_000e18);
        assertEq(token.periodEnd(), END + PERIOD);
    }

    function test_BurnUnsold_RevertsWhenAllWasSold() public {
        launch();
        commit(alice, HARD_CAP);
        warpToEnd();
        offering.finalise();
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.burnUnsold();
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        offering.claimDeveloperTokens();
    }

    function test_DeveloperSteps_RevertAfterAFailure() public {
        launch();
        warpToEnd();
        bytes memory failed = abi.encodeWithSelector(IOffering.OfferingNotSucceeded.selector, OfferingState.Failed);
        vm.expectRevert(failed);
        offering.withdrawRaise();
        vm.expectRevert(failed);
        offering.claimDeveloperTokens();
        vm.expectRevert(failed);
        offering.burnUnsold();
    }
}
