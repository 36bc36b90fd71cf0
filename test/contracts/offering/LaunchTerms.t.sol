// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";
import {AuctionTerms} from "../../../contracts/src/offering/IBatchAuction.sol";
import {IBondingCurve} from "../../../contracts/src/offering/IBondingCurve.sol";
import {AllocationTerms} from "../../../contracts/src/offering/ILaunchpad.sol";
import {IOffering} from "../../../contracts/src/offering/IOffering.sol";
import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {CurveFixture} from "./CurveFixture.sol";
import {OfferingTerms} from "./LaunchFixture.sol";

/// @notice A launch's address doesn't depend on its terms, so a payment can say on which terms it is made.
contract LaunchTermsTest is CurveFixture {
    function setUp() public {
        deployLaunchpad();
    }

    function onTerms(bytes32 termsHash, uint256 amount) private returns (bytes memory) {
        bytes memory call_ = abi.encodeCall(offering.commit, (amount));
        vm.prank(alice);
        return offering.onTerms{value: amount}(termsHash, call_);
    }

    function test_OnTerms_RefusesOtherTermsAtTheSameAddress() public {
        uint256 before = vm.snapshotState();
        launch();
        (bytes32 seen, address at) = (offering.termsHash(), address(offering));
        vm.revertToState(before);
        OfferingTerms memory terms = offeringTerms();
        terms.price.hardCap = HARD_CAP * 10;
        launch(tokenTerms(), terms);
        assertEq(address(offering), at, "the address alone tells nothing");
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingOtherTerms.selector, offering.termsHash(), seen));
        onTerms(seen, 1 ether);
        assertEq(offering.totalCommitted(), 0);
        onTerms(offering.termsHash(), 1 ether);
        assertEq(offering.committed(alice), 1 ether);
        assertEq(address(offering).balance, 1 ether);
    }

    function test_OnTerms_TakesTheSameTermsInAnotherBlock() public {
        uint256 before = vm.snapshotState();
        launch();
        bytes32 seen = offering.termsHash();
        OfferingTerms memory terms = offeringTerms();
        vm.revertToState(before);
        vm.warp(block.timestamp + 12);
        launch(tokenTerms(), terms);
        onTerms(seen, 1 ether);
    }

    function test_TermsHash_DependsOnAllTerms() public {
        uint256 before = vm.snapshotState();
        launch();
        bytes32 honest = offering.termsHash();
        (TokenTerms memory ofToken, OfferingTerms memory terms) = (tokenTerms(), offeringTerms());
        assertEq(honest, keccak256(abi.encode(ofToken, terms.sale, terms.price, allocationTerms())));
        vm.revertToState(before);
        ofToken.holderShareBps -= 1;
        assertNotEq(hashOf(before, ofToken, terms), honest);
        (ofToken, terms) = (tokenTerms(), offeringTerms());
        terms.sale.developerSupply = 1;
        assertNotEq(hashOf(before, ofToken, terms), honest);
        AllocationTerms memory allocations = allocationTerms();
        allocations.drop.root = "some list";
        allocations.drop.amount = 1;
        allocations.drop.claimSeconds = 30 days;
        allocations.drop.unclaimedTo = developer;
        vm.prank(developer);
        (, address offering_) =
            launchpad.launch(modelId, tokenTerms(), offeringTerms().sale, offeringTerms().price, allocations);
        assertNotEq(FixedPriceOffering(offering_).termsHash(), honest);
    }

    function hashOf(uint256 before, TokenTerms memory ofToken, OfferingTerms memory terms)
        private
        returns (bytes32 hash)
    {
        launch(ofToken, terms);
        hash = offering.termsHash();
        vm.revertToState(before);
    }

    function test_OnTerms_PassesOnWhatTheCallReturnsAndRevertsWith() public {
        launchCurve();
        assertEq(curve.termsHash(), keccak256(abi.encode(tokenTerms(), saleTerms(), curveTerms(), allocationTerms())));
        (uint256 tokens, uint256 cost) = curve.quoteBuy(1 ether);
        bytes32 hash = curve.termsHash();
        vm.startPrank(alice);
        bytes memory call_ = abi.encodeCall(curve.buy, (1 ether, tokens + 1, block.timestamp));
        vm.expectRevert(abi.encodeWithSelector(IBondingCurve.OfferingSlippage.selector, tokens, tokens + 1));
        curve.onTerms{value: 1 ether}(hash, call_);
        call_ = abi.encodeCall(curve.buy, (1 ether, tokens, block.timestamp));
        assertEq(curve.onTerms{value: 1 ether}(hash, call_), abi.encode(tokens, cost));
        assertEq(tokensOf(alice), tokens);
        // Ether that nothing takes comes back.
        call_ = abi.encodeCall(curve.sell, (tokens, 0, block.timestamp));
        vm.expectRevert();
        curve.onTerms{value: 1}(hash, call_);
        vm.expectRevert();
        curve.onTerms{value: 1}(hash, "");
        assertEq(address(curve).balance, cost);
    }

    function test_Attack_OnTermsPaysOnceHoweverItIsNested() public {
        launch();
        bytes32 hash = offering.termsHash();
        bytes memory call_ = abi.encodeCall(offering.commit, (1 ether));
        call_ = abi.encodeCall(offering.onTerms, (hash, call_));
        vm.prank(alice);
        offering.onTerms{value: 1 ether}(hash, call_);
        assertEq(offering.totalCommitted(), 1 ether);
        assertEq(address(offering).balance, 1 ether);
    }

    function test_Attack_OnTermsGivesNobodyAnothersRights() public {
        launch();
        commit(alice, 1 ether);
        bytes32 hash = offering.termsHash();
        bytes memory call_ = abi.encodeCall(offering.withdraw, (1 ether));
        vm.prank(bob);
        vm.expectRevert();
        offering.onTerms(hash, call_);
        call_ = abi.encodeCall(offering.withdrawRaiseTo, (bob));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotDeveloper.selector, bob));
        offering.onTerms(hash, call_);
        vm.prank(alice);
        offering.onTerms(hash, abi.encodeCall(offering.withdraw, (1 ether)));
        assertEq(alice.balance, 1_000_000 ether);
    }

    function test_TermsHash_OfAnAuction() public {
        AuctionTerms memory terms = AuctionTerms(50 ether, 20 ether, 101, 100, false);
        vm.prank(developer);
        (, address offering_) =
            launchpad.launchAuction(modelId, tokenTerms(), offeringTerms().sale, terms, allocationTerms());
        bytes32 hash = IOffering(offering_).termsHash();
        assertEq(hash, keccak256(abi.encode(tokenTerms(), offeringTerms().sale, terms, allocationTerms())));
        vm.prank(alice);
        IOffering(offering_).onTerms{value: 1 ether}(hash, abi.encodeWithSignature("bid(uint256,uint256)", 3, 1 ether));
        assertEq(IOffering(offering_).totalCommitted(), 1 ether);
    }
}
