// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {BatchAuction} from "../../../../contracts/src/offering/BatchAuction.sol";
import {AuctionTerms} from "../../../../contracts/src/offering/IBatchAuction.sol";
import {SaleKind} from "../../../../contracts/src/offering/ILaunchpad.sol";
import {IOffering, OfferingState} from "../../../../contracts/src/offering/IOffering.sol";
import {LockedAllocation} from "../../../../contracts/src/token/ILaunchVault.sol";
import {ForcedEther} from "../../token/hostile/ForcedEther.sol";
import {RefusingHolder} from "../../token/hostile/RefusingHolder.sol";
import {AuctionFixture} from "./AuctionFixture.sol";
import {EtherLender, FlashBidder} from "./hostile/FlashBidder.sol";
import {ReentrantBidder} from "./hostile/ReentrantBidder.sol";

/// @notice Each test is named after the attack that it repels.
contract BatchAuctionHostileTest is AuctionFixture {
    function setUp() public {
        deployLaunchpad();
        launchAuction();
    }

    function test_Attack_ReentrantWithdrawIsPaidOnce() public {
        ReentrantBidder bidder = new ReentrantBidder(auction);
        bid(alice, 10, 50 ether);
        bidder.bid{value: 10 ether}(5);
        bidder.withdraw(10 ether);
        assertGt(bidder.entries(), 0);
        assertEq(bidder.successes(), 0);
        assertEq(address(bidder).balance, 10 ether);
        assertEq(address(auction).balance, 50 ether);
        assertEq(auction.totalCommitted(), 50 ether);
        assertEq(auction.tickBudgets()[5], 0);
    }

    function test_Attack_ReentrantClaimIsPaidOnce() public {
        ReentrantBidder bidder = new ReentrantBidder(auction);
        bid(alice, 100, 150 ether);
        bidder.bid{value: 50 ether}(100);
        finish();
        auction.claim(address(bidder));
        assertGt(bidder.entries(), 0);
        assertEq(bidder.successes(), 0);
        assertEq(address(bidder).balance, 25 ether);
        assertEq(token.balanceOf(address(bidder)), 250_000e18);
    }

    function test_Attack_ReentrantRefundIsPaidOnce() public {
        ReentrantBidder bidder = new ReentrantBidder(auction);
        bid(alice, 0, 9 ether);
        bidder.bid{value: 10 ether}(0);
        warpToAuctionEnd();
        auction.refund(address(bidder));
        assertGt(bidder.entries(), 0);
        assertEq(bidder.successes(), 0);
        assertEq(address(bidder).balance, 10 ether);
        assertEq(address(auction).balance, 9 ether);
    }

    function test_Attack_RefusingBidderBlocksOnlyItself() public {
        RefusingHolder bidder = new RefusingHolder();
        vm.deal(address(bidder), 100 ether);
        bidder.act(address(auction), 100 ether, abi.encodeCall(auction.bid, (100, 100 ether)));
        bid(alice, 100, 100 ether);
        finish();
        auction.claim(address(bidder));
        assertEq(auction.refundOwed(address(bidder)), 50 ether);
        assertEq(token.balanceOf(address(bidder)), 500_000e18);
        auction.claim(alice);
        skip(1 hours);
        auction.withdrawRaise();
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingPaymentFailed.selector, address(bidder), 50 ether));
        auction.refund(address(bidder));
        uint256 before = bob.balance;
        bidder.act(address(auction), 0, abi.encodeCall(auction.refundTo, (bob)));
        assertEq(bob.balance - before, 50 ether);
    }

    function test_Attack_ForcedEtherReachesNoCapAndMovesNoPrice() public {
        bid(alice, 10, SOFT_CAP_OF_AUCTION - 1);
        new ForcedEther{value: 100 ether}(payable(address(auction)));
        assertEq(auction.totalCommitted(), SOFT_CAP_OF_AUCTION - 1);
        assertEq(auction.clearing().value, RESERVE_VALUE);
        warpToAuctionEnd();
        assertEq(uint8(auction.state()), uint8(OfferingState.Failed));
        auction.refund(alice);
    }

    function test_Attack_PlainEtherIsRefused() public {
        vm.prank(alice);
        (bool ok,) = address(auction).call{value: 1 ether}("");
        assertFalse(ok);
    }

    function test_Attack_FlashLoanTakesNothingAndMovesNothing() public {
        bid(alice, 10, 60 ether);
        bytes32 before = keccak256(abi.encode(auction.clearing(), auction.tickBudgets(), auction.totalCommitted()));
        EtherLender lender = new EtherLender();
        vm.deal(address(lender), 10_000 ether);
        FlashBidder borrower = new FlashBidder(auction, 100);
        lender.lend(borrower, 10_000 ether);
        assertEq(keccak256(abi.encode(auction.clearing(), auction.tickBudgets(), auction.totalCommitted())), before);
        // When it would count, it can't be paid back.
        vm.warp(auction.cutOff());
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingCommitmentsBind.selector, auction.cutOff()));
        lender.lend(borrower, 10_000 ether);
        vm.warp(auction.saleTerms().end);
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Succeeded));
        lender.lend(borrower, 10_000 ether);
        auction.finalise();
        auction.claim(alice);
        assertEq(token.balanceOf(alice), SALE_SUPPLY);
        assertEq(token.balanceOf(address(borrower)), 0);
    }

    function test_Attack_BidHighAndLeaveBeforeTheCutOff() public {
        // Alice wants tokens at 60 at most, and lets herself be moved to 80 by a bid that then leaves.
        bid(alice, 20, 60 ether);
        bid(outsider, 60, 200 ether);
        assertEq(auction.clearing().value, 80 ether);
        bid(alice, 61, 0);
        vm.warp(auction.cutOff() - 1);
        vm.prank(outsider);
        auction.withdraw(200 ether);
        finish();
        auction.claim(alice);
        // It pays what the others' demand is worth, not what it could be made to say.
        assertEq(auction.clearing().value, 60 ether);
        assertEq(token.balanceOf(alice), SALE_SUPPLY);
    }

    function test_Attack_LastSecondBidTakesNothingFromWhoIsAboveThePrice() public {
        bid(alice, 100, 20 ether);
        bid(bob, 40, 60 ether);
        vm.warp(auction.saleTerms().end - 1);
        // It can pay for what bob would have had; alice is filled at the price that it has to pay as well.
        bid(outsider, 50, 1000 ether);
        finish();
        assertEq(auction.clearing().value, 75 ether);
        (uint256 tokens, uint256 refund) = auction.claim(alice);
        assertEq(tokens, uint256(20 ether) * SALE_SUPPLY / 75 ether);
        assertEq(refund, 0);
        (tokens, refund) = auction.claim(bob);
        assertEq(tokens, 0);
        assertEq(refund, 60 ether);
        (, refund) = auction.claim(outsider);
        assertEq(refund, 945 ether);
    }

    function test_Attack_FrontRunBidGainsNothingByItsPlace() public {
        bid(outsider, 30, 40 ether);
        bid(alice, 30, 40 ether);
        bid(bob, 30, 40 ether);
        finish();
        (uint256 first,) = auction.claim(bob);
        (uint256 second,) = auction.claim(alice);
        (uint256 third,) = auction.claim(outsider);
        assertEq(first, second);
        assertEq(second, third);
    }

    function test_Attack_DustAtEveryTickBlocksNothing() public {
        for (uint256 tick = 1; tick < TICKS; tick++) {
            address bidder = address(uint160(0xd057 << 64 | tick));
            vm.deal(bidder, 1);
            bid(bidder, tick, 1);
        }
        bid(alice, 0, 60 ether);
        warpToAuctionEnd();
        uint256 gasBefore = gasleft();
        auction.finalise();
        assertLt(gasBefore - gasleft(), 1_000_000);
        assertEq(auction.raised(), 50 ether);
        (uint256 tokens, uint256 refund) = auction.claim(alice);
        // The dust above is filled: 100 wei of 50 ether.
        assertEq(refund, 10 ether + TICKS - 1);
        assertEq(tokens, uint256(50 ether - (TICKS - 1)) * SALE_SUPPLY / 50 ether);
        auction.claim(address(uint160(0xd057 << 64 | 1)));
        skip(1 hours);
        auction.withdrawRaise();
    }

    function test_Attack_StrangerClearsInPiecesBetweenOthers() public {
        bid(alice, 100, 30 ether);
        bid(bob, 20, 40 ether);
        warpToAuctionEnd();
        for (uint256 i = 0; i < 50; i++) {
            vm.prank(outsider);
            assertFalse(auction.clear(1));
        }
        auction.finalise();
        assertEq(auction.clearing().value, 60 ether);
        assertEq(auction.raised(), 60 ether);
    }

    function test_Attack_RoundingSellsNoTokenTwice() public {
        // Prices at which division by a price, rounded down, would have sold more than there is.
        AuctionTerms memory terms = auctionTerms();
        terms.reserveValue = 3e18 + 1;
        terms.softCap = 1;
        modelId = registerModel("other", address(launchpad));
        terms.softCap = 3_000_001;
        launchAuction(offeringTerms().sale, terms);
        for (uint256 i = 1; i <= 40; i++) {
            address bidder = address(uint160(0xb1d << 64 | i));
            vm.deal(bidder, 1 ether);
            bid(bidder, 7, 0.142_857_142_857_142_857 ether + i);
        }
        finish();
        uint256 tokens;
        for (uint256 i = 1; i <= 40; i++) {
            (uint256 given,) = auction.claim(address(uint160(0xb1d << 64 | i)));
            tokens += given;
        }
        assertLe(tokens, SALE_SUPPLY);
        assertLt(SALE_SUPPLY - tokens, 40);
        skip(1 hours);
        auction.withdrawRaise();
        (, uint256 liquidityAmount) = auction.liquidity();
        assertLt(address(auction).balance - liquidityAmount, 40);
    }

    function test_Attack_InitialiseTheImplementationOrTheCloneAgain() public {
        BatchAuction implementation = BatchAuction(launchpad.offeringImplementation(SaleKind.Auction));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        implementation.initialise(token, offeringTerms().sale, auctionTerms(), new LockedAllocation[](0), 0);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        auction.initialise(token, offeringTerms().sale, auctionTerms(), new LockedAllocation[](0), 0);
        vm.expectRevert();
        implementation.bid{value: 1}(0, 1);
    }
}
