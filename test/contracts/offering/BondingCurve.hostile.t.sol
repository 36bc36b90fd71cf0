// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {BondingCurve} from "../../../contracts/src/offering/BondingCurve.sol";
import {IBondingCurve} from "../../../contracts/src/offering/IBondingCurve.sol";
import {SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";
import {IOffering, OfferingState} from "../../../contracts/src/offering/IOffering.sol";
import {LockedAllocation} from "../../../contracts/src/token/ILaunchVault.sol";
import {ForcedEther} from "../token/hostile/ForcedEther.sol";
import {RefusingHolder} from "../token/hostile/RefusingHolder.sol";
import {CurveFixture} from "./CurveFixture.sol";
import {CurveTrader} from "./hostile/CurveTrader.sol";

/// @notice Each test is named after the attack that it repels.
contract BondingCurveHostileTest is CurveFixture {
    address private attacker = makeAddr("attacker");
    address private accomplice = makeAddr("accomplice");
    CurveTrader private trader;

    function setUp() public {
        deployLaunchpad();
        launchCurve();
        vm.deal(attacker, 1000 ether);
        vm.deal(accomplice, 1000 ether);
        trader = new CurveTrader(curve);
    }

    receive() external payable {}

    function gainOrLoss(address account) internal view returns (int256) {
        return int256(account.balance) - 1000 ether;
    }

    function test_Attack_AFlashLoanTakesNothing() public {
        buy(alice, 13 ether);
        uint256 committed = curve.totalCommitted();
        vm.deal(address(this), 80 ether);
        assertEq(trader.useLoan{value: 80 ether}(1), 80 ether);
        assertEq(trader.useLoan{value: 80 ether}(7), 80 ether);
        assertEq(curve.totalCommitted(), committed);
        assertEq(curve.reserve(), 13 ether);
        assertEq(curve.gainOf(address(trader)), 0);
    }

    /// @notice The usual sandwich: buy before the victim, sell after it. Nothing of the victim's money leaves before the success; then the
    /// victim has lost what its own limit allowed at most.
    function test_Attack_ASandwichGainsNothingNowAndTheSlippageLimitAtMost() public {
        (uint256 fairTokens,) = curve.quoteBuy(10 ether);
        uint256 minimum = fairTokens * 95 / 100;
        // The largest purchase that leaves the victim its 5%: found by bisection.
        uint256 low;
        uint256 high = 10 ether;
        while (high - low > 1) {
            uint256 state = vm.snapshotState();
            uint256 middle = (low + high) / 2;
            buy(attacker, middle);
            (uint256 tokens,) = curve.quoteBuy(10 ether);
            if (tokens >= minimum) low = middle;
            else high = middle;
            vm.revertToState(state);
        }
        buy(attacker, low + 1);
        vm.expectPartialRevert(IBondingCurve.OfferingSlippage.selector);
        vm.prank(bob);
        curve.buy{value: 10 ether}(10 ether, minimum, END);

        sell(attacker, tokensOf(attacker));
        buy(attacker, low);
        vm.prank(bob);
        curve.buy{value: 10 ether}(10 ether, minimum, END);
        sell(attacker, tokensOf(attacker));
        assertEq(gainOrLoss(attacker), 0, "took money out of an undecided sale");
        uint256 gain = curve.gainOf(attacker);
        assertGt(gain, 0);
        // 5% of the tokens cost less than 6% of the money, in the victim's part of the curve.
        assertLt(gain, 0.6 ether);

        uint256 failing = vm.snapshotState();
        vm.warp(END);
        curve.refund(bob);
        assertEq(bob.balance, 1_000_000 ether);
        assertEq(address(curve).balance, 0);
        vm.revertToState(failing);
        buy(carol, GOAL);
        curve.claim(attacker);
        assertEq(gainOrLoss(attacker), int256(gain));
    }

    /// @notice What breaks refunds pro rata to the reserve: an accomplice buys before the end, the attacker sells at the top, and refunds
    /// make the accomplice's loss good with the victim's money.
    function test_Attack_APumpBeforeTheEndTakesNothingFromAFailedSale() public {
        buy(attacker, 25 ether);
        buy(alice, 25 ether);
        vm.warp(END - 1);
        buy(accomplice, 40 ether);
        sell(attacker, tokensOf(attacker));
        assertGt(curve.gainOf(attacker), 30 ether);
        vm.warp(END);
        curve.refund(accomplice);
        curve.refund(alice);
        assertEq(gainOrLoss(attacker), 0);
        assertEq(gainOrLoss(accomplice), 0);
        assertEq(alice.balance, 1_000_000 ether);
        assertEq(address(curve).balance, 0);
    }

    /// @notice Nobody has to sell before the others where a sale seems lost.
    function test_Attack_ARunBeforeTheEndLeavesTheLastNoLess() public {
        buy(attacker, 25 ether);
        buy(alice, 30 ether);
        buy(bob, 20 ether);
        vm.warp(END - 1);
        sell(attacker, tokensOf(attacker));
        sell(bob, tokensOf(bob));
        vm.warp(END);
        if (paidOf(bob) != 0) curve.refund(bob);
        curve.refund(alice);
        assertEq(alice.balance, 1_000_000 ether);
        assertEq(bob.balance, 1_000_000 ether);
        assertEq(gainOrLoss(attacker), 0);
    }

    function test_Attack_SellingInDustGainsNothing() public {
        buy(alice, 7 ether);
        buy(attacker, 1 ether);
        uint256 tokens = tokensOf(attacker);
        for (uint256 i = 0; i < 200; i++) {
            sell(attacker, 1 + i * 7);
            tokens -= 1 + i * 7;
        }
        sell(attacker, tokens);
        assertEq(gainOrLoss(attacker), 0);
        assertEq(curve.gainOf(attacker), 0);
        assertEq(curve.reserve(), 7 ether);
    }

    function test_Attack_BuyingInDustGetsNoMore() public {
        (uint256 whole,) = curve.quoteBuy(1000);
        for (uint256 i = 0; i < 100; i++) {
            buy(attacker, 10);
        }
        assertEq(tokensOf(attacker), whole);
    }

    function test_Attack_SellingAWeiBeforeTheLastPurchaseStopsNobodyWhoOffersMore() public {
        buy(attacker, 75 ether);
        sell(attacker, 1e18);
        buy(alice, 25 ether);
        assertEq(uint8(curve.state()), uint8(OfferingState.Open));
        buy(alice, 1 ether);
        assertEq(uint8(curve.state()), uint8(OfferingState.Succeeded));
        assertEq(paidOf(attacker) + paidOf(alice), GOAL);
    }

    function test_Attack_BuyingTheLastTokenFirstLeavesTheOtherItsMoney() public {
        buy(alice, 75 ether);
        buy(attacker, 25 ether);
        uint256 before = bob.balance;
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingNotOpen.selector, OfferingState.Succeeded));
        buy(bob, 25 ether);
        assertEq(bob.balance, before);
    }

    function test_Attack_AReentrantSellerIsPaidOnce() public {
        buy(alice, 20 ether);
        vm.deal(address(trader), 10 ether);
        trader.buy(10 ether);
        trader.sell(tokensOf(address(trader)));
        assertEq(trader.entries(), 1);
        assertEq(trader.successes(), 0);
        assertEq(address(trader).balance, 10 ether);
        assertEq(address(curve).balance, 20 ether);
        assertEq(curve.totalCommitted(), 20 ether);
    }

    function test_Attack_AReentrantBuyerOfTheLastTokenIsPaidOnce() public {
        buy(alice, 75 ether);
        vm.deal(address(trader), 100 ether);
        trader.buy(100 ether);
        assertEq(trader.entries(), 1);
        // The sale is decided before the rest is handed back: to claim inside it is allowed, once.
        assertEq(trader.successes(), 1);
        assertEq(address(trader).balance, 75 ether);
        assertEq(token.balanceOf(address(trader)), 100_000e18);
        assertEq(address(curve).balance, GOAL);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        curve.claim(address(trader));
    }

    function test_Attack_AReentrantGainerIsPaidOnce() public {
        vm.deal(address(trader), 10 ether);
        trader.buy(10 ether);
        buy(alice, 40 ether);
        trader.sell(tokensOf(address(trader)));
        uint256 gain = curve.gainOf(address(trader));
        assertGt(gain, 0);
        buy(bob, GOAL);
        curve.claim(address(trader));
        assertEq(trader.entries(), 2);
        assertEq(trader.successes(), 0);
        assertEq(address(trader).balance, 10 ether + gain);
        assertEq(address(curve).balance, GOAL);
    }

    function test_Attack_AReentrantRefundIsPaidOnce() public {
        vm.deal(address(trader), 10 ether);
        trader.buy(10 ether);
        buy(alice, 10 ether);
        vm.warp(END);
        curve.refund(address(trader));
        assertEq(trader.successes(), 0);
        assertEq(address(trader).balance, 10 ether);
        assertEq(address(curve).balance, 10 ether);
    }

    function test_Attack_ABuyerThatRefusesTheRestBlocksNoGraduation() public {
        RefusingHolder buyer = new RefusingHolder();
        vm.deal(address(buyer), 200 ether);
        buyer.act(address(curve), 150 ether, abi.encodeCall(curve.buy, (150 ether, 0, END)));
        assertEq(uint8(curve.state()), uint8(OfferingState.Succeeded));
        assertEq(curve.refundOwed(address(buyer)), 50 ether);
        skip(1 hours);
        curve.withdrawRaise();
        curve.claim(address(buyer));
        assertEq(token.balanceOf(address(buyer)), SALE_SUPPLY);
        buyer.act(address(curve), 0, abi.encodeCall(curve.refundTo, (carol)));
        assertEq(carol.balance, 1_000_050 ether);
        vm.expectPartialRevert(IOffering.OfferingNotFailed.selector);
        curve.refund(address(buyer));
    }

    function test_Attack_AGainerThatRefusesEtherGetsItsTokensAndBlocksNobody() public {
        RefusingHolder holder = new RefusingHolder();
        vm.deal(address(holder), 10 ether);
        holder.act(address(curve), 10 ether, abi.encodeCall(curve.buy, (10 ether, 0, END)));
        buy(alice, 60 ether);
        uint256 tokens = tokensOf(address(holder));
        vm.expectRevert();
        holder.act(address(curve), 0, abi.encodeCall(curve.sell, (tokens, 0, END)));
        holder.accept();
        holder.act(address(curve), 0, abi.encodeCall(curve.sell, (tokens - 5e18, 0, END)));
        // It refuses again.
        vm.store(address(holder), 0, 0);
        uint256 gain = curve.gainOf(address(holder));
        buy(bob, GOAL);
        curve.claim(address(holder));
        assertEq(token.balanceOf(address(holder)), 5e18);
        assertEq(curve.refundOwed(address(holder)), gain);
        curve.claim(alice);
        skip(1 hours);
        curve.withdrawRaise();
        holder.act(address(curve), 0, abi.encodeCall(curve.refundTo, (carol)));
        assertEq(carol.balance, 1_000_000 ether + gain);
    }

    function test_Attack_AFailedSaleLocksNoBuyerThatRefusesEther() public {
        RefusingHolder buyer = new RefusingHolder();
        vm.deal(address(buyer), 1 ether);
        buyer.act(address(curve), 1 ether, abi.encodeCall(curve.buy, (1 ether, 0, END)));
        buy(alice, 3 ether);
        vm.warp(END);
        vm.expectPartialRevert(IOffering.OfferingPaymentFailed.selector);
        curve.refund(address(buyer));
        curve.refund(alice);
        buyer.act(address(curve), 0, abi.encodeCall(curve.refundTo, (carol)));
        assertEq(address(curve).balance, 0);
    }

    function test_Attack_ForcedEtherMovesNoPriceAndNoGoal() public {
        buy(alice, 10 ether);
        uint256 price = curve.price();
        new ForcedEther{value: 200 ether}(payable(address(curve)));
        assertEq(curve.price(), price);
        assertEq(curve.totalCommitted(), 10 ether);
        assertEq(uint8(curve.state()), uint8(OfferingState.Open));
        sell(alice, tokensOf(alice));
        assertEq(alice.balance, 1_000_000 ether);
    }

    function test_Attack_PlainEtherIsRefused() public {
        vm.prank(alice);
        (bool ok,) = address(curve).call{value: 1 ether}("");
        assertFalse(ok);
    }

    function test_Attack_InitialiseTheImplementationOrTheCloneAgain() public {
        BondingCurve implementation = BondingCurve(launchpad.offeringImplementation(SaleKind.Curve));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        implementation.initialise(token, saleTerms(), curveTerms(), new LockedAllocation[](0), 0);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        curve.initialise(token, saleTerms(), curveTerms(), new LockedAllocation[](0), 0);
        vm.expectRevert();
        implementation.buy{value: 1}(1, 0, END);
    }

    /// @notice An issuer can buy its own curve to the end; the liquidity's part never returns to it.
    function test_Attack_AnIssuerThatBuysItsOwnSalePaysTheLiquidityShare() public {
        uint256 before = developer.balance;
        buy(developer, GOAL);
        skip(1 hours);
        curve.withdrawRaise();
        assertEq(before - developer.balance, 20 ether);
        vm.expectRevert(IOffering.OfferingNothingLeft.selector);
        curve.withdrawRaise();
    }
}
