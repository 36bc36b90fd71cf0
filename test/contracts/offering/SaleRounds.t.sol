// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FixedPriceTerms, IFixedPriceOffering, Round} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {ILaunchpad, SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";
import {IOffering, OfferingState} from "../../../contracts/src/offering/IOffering.sol";
import {LaunchFixture, OfferingTerms} from "./LaunchFixture.sol";
import {SaleTree} from "./SaleTree.sol";

/// @notice Round 0 is for Alice (20 ether) and Bob (10 ether), takes 25 ether, and is open on the second day; round 1 is the same on
/// the third day for 5 ether.
contract SaleRoundsTest is LaunchFixture {
    uint256 internal constant FIRST = LAUNCH_TIME + 1 days;
    uint256 internal constant SECOND = LAUNCH_TIME + 2 days;

    function setUp() public {
        deployLaunchpad();
    }

    function root() internal view returns (bytes32) {
        return SaleTree.root(alice, 20 ether, bob, 10 ether);
    }

    function offeringTerms() internal view override returns (OfferingTerms memory terms) {
        terms = super.offeringTerms();
        terms.price.rounds = new Round[](2);
        terms.price.rounds[0] = Round({root: root(), cap: 25 ether, start: uint40(FIRST), end: uint40(SECOND)});
        terms.price.rounds[1] = Round({root: root(), cap: 5 ether, start: uint40(SECOND), end: uint40(SECOND + 1 days)});
    }

    function inRound(uint256 round, address account, uint256 amount) internal returns (uint256 guaranteed) {
        bytes32[] memory proof =
            account == alice ? SaleTree.proof(1, bob, 10 ether) : SaleTree.proof(0, alice, 20 ether);
        (uint256 index, uint256 maximum) = account == alice ? (0, 20 ether) : (1, 10 ether);
        vm.prank(account);
        return offering.commitInRound{value: amount}(round, amount, 0, index, maximum, proof);
    }

    // terms

    function expectBad(OfferingTerms memory terms, string memory rule) internal {
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingBadTerms.selector, rule));
        vm.prank(developer);
        launchpad.launch(modelId, tokenTerms(), terms.sale, terms.price, allocationTerms());
    }

    function test_Initialise_RevertsOnBadRounds() public {
        OfferingTerms memory terms = offeringTerms();
        Round memory round = terms.price.rounds[1];
        round.root = 0;
        expectBad(terms, "round without root");
        round.root = root();
        round.cap = 0;
        expectBad(terms, "round's cap is 0");
        round.cap = HARD_CAP - 25 ether + 1;
        expectBad(terms, "rounds' caps > hardCap");
        round.cap = 5 ether;
        round.start = uint40(LAUNCH_TIME - 1);
        expectBad(terms, "round before the sale");
        round.start = round.end;
        expectBad(terms, "round without time");
        round.start = uint40(SECOND);
        round.end = uint40(LAUNCH_TIME + LENGTH - LENGTH / 10 + 1);
        expectBad(terms, "round after the cut-off");
        terms.price.rounds = new Round[](9);
        expectBad(terms, "more than 8 rounds");
    }

    /// @notice Later, its list could look at what the public is bound to and take its place.
    function test_Initialise_ARoundMayEndWithTheCutOff() public {
        OfferingTerms memory terms = offeringTerms();
        terms.price.rounds[1].end = uint40(LAUNCH_TIME + LENGTH - LENGTH / 10);
        launch(tokenTerms(), terms);
        assertEq(offering.cutOff(), terms.price.rounds[1].end);
    }

    function test_Initialise_AStartOf0IsTheSales_AndTheTermsAreTold() public {
        OfferingTerms memory terms = offeringTerms();
        terms.price.rounds[0].start = 0;
        (, address predicted) = launchpad.predictLaunch(modelId, SaleKind.FixedPrice);
        FixedPriceTerms memory fixedPrice = offeringTerms().price;
        fixedPrice.rounds[0].start = uint40(LAUNCH_TIME);
        vm.expectEmit(address(launchpad));
        emit ILaunchpad.FixedPriceTermsSet(modelId, predicted, fixedPrice);
        launch(tokenTerms(), terms);
        assertEq(abi.encode(offering.fixedPriceTerms()), abi.encode(fixedPrice));
        inRound(0, alice, 1);
    }

    // commitInRound

    function test_Round_TakesItsListInItsTimeOnly() public {
        launch();
        bytes memory notOpen = abi.encodeWithSelector(IFixedPriceOffering.OfferingRoundNotOpen.selector, FIRST, SECOND);
        vm.warp(FIRST - 1);
        vm.expectRevert(notOpen);
        inRound(0, alice, 1 ether);
        vm.warp(FIRST);
        vm.expectEmit(address(offering));
        emit IFixedPriceOffering.Committed(alice, 2 ether, 2 ether);
        vm.expectEmit(address(offering));
        emit IFixedPriceOffering.Guaranteed(alice, 0, 2 ether);
        assertEq(inRound(0, alice, 2 ether), 2 ether);
        vm.warp(SECOND - 1);
        inRound(0, bob, 10 ether);
        vm.warp(SECOND);
        vm.expectRevert(notOpen);
        inRound(0, alice, 1 ether);
        inRound(1, alice, 1 ether);
        assertEq(offering.guaranteed(alice), 3 ether);
        assertEq(offering.committed(alice), 3 ether);
        assertEq(offering.roundCommitment(0, alice), 2 ether);
        assertEq(offering.roundTotal(0), 12 ether);
        assertEq(offering.roundTotal(1), 1 ether);
        assertEq(offering.totalGuaranteed(), 13 ether);
        assertEq(offering.totalCommitted(), 13 ether);
        vm.expectRevert(abi.encodeWithSelector(IFixedPriceOffering.OfferingRoundUnknown.selector, 2));
        inRound(2, alice, 1);
    }

    function test_Round_RevertsForAnotherLeafAndAboveItsMaximum() public {
        launch();
        vm.warp(FIRST);
        bytes32[] memory proof = SaleTree.proof(1, bob, 10 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IFixedPriceOffering.OfferingBadProof.selector, 0, carol, uint256(20 ether))
        );
        vm.prank(carol);
        offering.commitInRound{value: 1}(0, 1, 0, 0, 20 ether, proof);
        vm.expectPartialRevert(IFixedPriceOffering.OfferingBadProof.selector);
        vm.prank(alice);
        offering.commitInRound{value: 1}(0, 1, 0, 0, 21 ether, proof);
        inRound(0, bob, 9 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IFixedPriceOffering.OfferingRoundMaximum.selector, 10 ether + 1, uint256(10 ether))
        );
        inRound(0, bob, 1 ether + 1);
        inRound(0, bob, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingWrongValue.selector, 1, 2));
        vm.prank(alice);
        offering.commitInRound{value: 1}(0, 2, 0, 0, 20 ether, proof);
    }

    function test_Round_WhatItHasNoRoomForIsPublic_SoNobodyIsFrontRun() public {
        launch();
        vm.warp(FIRST);
        inRound(0, alice, 20 ether);
        assertEq(inRound(0, bob, 8 ether), 5 ether);
        assertEq(offering.guaranteed(bob), 5 ether);
        assertEq(offering.committed(bob), 8 ether);
        // Only what is public can be taken back.
        vm.startPrank(bob);
        vm.expectRevert(
            abi.encodeWithSelector(IFixedPriceOffering.OfferingCommitmentTooSmall.selector, 3 ether, 3 ether + 1)
        );
        offering.withdraw(3 ether + 1);
        offering.withdraw(3 ether);
        vm.expectPartialRevert(IFixedPriceOffering.OfferingCommitmentTooSmall.selector);
        offering.withdraw(1);
    }

    function test_Round_ThatGuaranteesLessThanTheMinimumTakesNothing() public {
        launch();
        vm.warp(FIRST);
        inRound(0, alice, 20 ether);
        bytes32[] memory proof = SaleTree.proof(0, alice, 20 ether);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IFixedPriceOffering.OfferingRoundMinimum.selector, 5 ether, 5 ether + 1));
        offering.commitInRound{value: 8 ether}(0, 8 ether, 5 ether + 1, 1, 10 ether, proof);
        assertEq(offering.committed(bob), 0);
        assertEq(bob.balance, 1_000_000 ether);
        assertEq(offering.commitInRound{value: 8 ether}(0, 8 ether, 5 ether, 1, 10 ether, proof), 5 ether);
    }

    function test_Round_TheAccountsCapIsForThePublicPart() public {
        OfferingTerms memory terms = offeringTerms();
        terms.price.accountCap = 2 ether;
        launch(tokenTerms(), terms);
        vm.warp(FIRST);
        inRound(0, alice, 20 ether);
        commit(alice, 2 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IFixedPriceOffering.OfferingAccountCap.selector, 2 ether + 1, uint256(2 ether))
        );
        commit(alice, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IFixedPriceOffering.OfferingAccountCap.selector, 3 ether, uint256(2 ether))
        );
        inRound(0, bob, 8 ether);
    }

    // settlement

    function test_Settlement_GuaranteedPlacesAreInFull_AndThePublicSharesTheRest() public {
        launch();
        commit(carol, 150 ether);
        vm.warp(FIRST);
        inRound(0, alice, 20 ether);
        inRound(0, bob, 5 ether);
        commit(bob, 150 ether);
        warpToEnd();
        offering.finalise();
        // 100 ether for a million tokens: 25 of them guaranteed, 75 shared among 300.
        (uint256 tokens, uint256 spent, uint256 refund) = offering.allocationOf(bob);
        assertEq(tokens, 50_000e18 + 375_000e18);
        assertEq(spent, 5 ether + 37.5 ether);
        assertEq(refund, 112.5 ether);
        (tokens, refund) = offering.claim(alice);
        assertEq(tokens, 200_000e18);
        assertEq(refund, 0);
        (tokens, refund) = offering.claim(carol);
        assertEq(tokens, 375_000e18);
        assertEq(refund, 112.5 ether);
        offering.claim(bob);
        assertEq(offering.raised(), HARD_CAP);
        skip(1 hours);
        offering.withdrawRaise();
        offering.releaseLiquidity();
        assertEq(address(offering).balance, 0);
        assertEq(token.balanceOf(address(offering)), 0);
    }

    function test_Settlement_RoundsMayTakeAll_AndThenThePublicIsRefunded() public {
        OfferingTerms memory terms = offeringTerms();
        terms.price.hardCap = 30 ether;
        terms.price.softCap = 30 ether;
        launch(tokenTerms(), terms);
        commit(carol, 1 ether);
        vm.warp(FIRST);
        inRound(0, alice, 20 ether);
        inRound(0, bob, 5 ether);
        vm.warp(SECOND);
        inRound(1, bob, 5 ether);
        warpToEnd();
        offering.finalise();
        (uint256 tokens, uint256 refund) = offering.claim(carol);
        assertEq(tokens, 0);
        assertEq(refund, 1 ether);
        (tokens,) = offering.claim(bob);
        assertEq(tokens, uint256(SALE_SUPPLY) / 3);
    }

    function test_Settlement_AFailedSaleRefundsRoundsToo() public {
        launch();
        vm.warp(FIRST);
        inRound(0, alice, 20 ether);
        commit(alice, 1 ether);
        warpToEnd();
        assertEq(uint8(offering.state()), uint8(OfferingState.Failed));
        assertEq(offering.refund(alice), 21 ether);
        assertEq(address(offering).balance, 0);
    }
}
