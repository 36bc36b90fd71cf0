// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AuctionTerms, Bid} from "../../../../contracts/src/offering/IBatchAuction.sol";
import {OfferingState, SaleTerms} from "../../../../contracts/src/offering/IOffering.sol";
import {TokenTerms} from "../../../../contracts/src/token/IRevenueShareToken.sol";
import {PlainAsset} from "../../token/assets/PlainAsset.sol";
import {AuctionFixture} from "./AuctionFixture.sol";
import {AuctionHandler} from "./AuctionHandler.sol";

/// @notice The numbers are those of `invariants.md`.
abstract contract BatchAuctionInvariantTest is AuctionFixture {
    AuctionHandler private _handler;
    address internal currency;

    function prices() internal pure virtual returns (AuctionTerms memory);

    function tokenTerms() internal view override returns (TokenTerms memory terms) {
        terms = super.tokenTerms();
        if (currency == address(0)) return terms;
        terms.revenueAssets = new address[](1);
        terms.revenueAssets[0] = currency;
    }

    function setUp() public virtual {
        deployLaunchpad();
        SaleTerms memory sale = offeringTerms().sale;
        sale.currency = currency;
        sale.saleSupply = 1_000_003e18 + 7;
        sale.end = uint40(block.timestamp + 2 days);
        launchAuction(sale, prices());
        _handler = new AuctionHandler(auction);
        // Forge gives ether to whom it lets call, and takes contracts of the fixture for that, too.
        targetSender(address(0xCA11E7));
        targetContract(address(_handler));
    }

    function held() private view returns (uint256 amount) {
        amount = currency == address(0) ? address(auction).balance : IERC20(currency).balanceOf(address(auction));
        return amount - _handler.forcedAmount();
    }

    function invariant_Books() public {
        vm.warp(_handler.time());
        assertEq(_handler.violation(), "");
        uint256 value = auction.clearing().value;
        assertTrue(_handler.isPrice(value), "A1");
        uint256[] memory budgets = auction.tickBudgets();
        // 1, 8
        assertEq(auction.totalCommitted(), _handler.total());
        uint256 sum;
        uint256 owed;
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            uint256 budget = _handler.budget(account);
            bool settled = _handler.settled(account);
            Bid memory bid_ = auction.bidOf(account);
            assertEq(bid_.budget, budget);
            assertEq(bid_.settled, settled);
            if (budget != 0) {
                assertEq(bid_.tick, _handler.tickOf(account));
                assertEq(budgets[bid_.tick], _handler.budgetAt(bid_.tick), "A8");
            }
            sum += budget;
            if (settled) continue;
            if (auction.finalised()) {
                (, uint256 refund) = _handler.expected(account, value);
                owed += refund;
            } else {
                owed += budget;
            }
        }
        assertEq(sum, _handler.total(), "A8");
        // 3
        assertEq(held(), _handler.total() - _handler.refunds() - _handler.raiseTaken());
        // 6
        if (auction.finalised()) owed += auction.raised() - _handler.raiseTaken();
        assertLe(owed, held());
        // A2
        assertLe(_handler.tokensGiven(), auction.saleTerms().saleSupply);
    }

    /// @notice One whole life, deterministic. It fails when a kind of call reached nothing, which would prove nothing.
    function test_AWholeLifeReachesEveryKindOfCall() public {
        for (uint256 i = 0; i < 800; i++) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            uint256 kind = seed % 9;
            seed >>= 8;
            if (kind == 0) _handler.wait(seed % 2 hours);
            else if (kind == 1) _handler.bid(seed, seed >> 8, seed >> 16);
            else if (kind == 2) _handler.withdraw(seed, seed >> 8);
            else if (kind == 3) _handler.force(seed);
            else if (kind == 4 && i > 620) _handler.finalise();
            else if (kind == 5) _handler.claim(seed);
            else if (kind == 6) _handler.refund(seed);
            else if (kind == 7 && i > 650) _handler.withdrawRaise();
            else if (kind == 8) _handler.clear(seed);
            if (i % 20 == 0) invariant_Books();
        }
        bool succeeded = auction.state() == OfferingState.Succeeded;
        assertGe(block.timestamp, auction.saleTerms().end);
        assertGt(_handler.reached("bid"), 10);
        assertGt(_handler.reached("late bid"), 0, "never after the cut-off");
        if (prices().tickCount > 1) assertGt(_handler.reached("move"), 0, "never moved");
        assertGt(_handler.reached("withdraw"), 0, "never withdrawn");
        assertEq(_handler.reached("clear"), succeeded ? 1 : 0);
        if (succeeded && prices().tickCount > 40) assertGt(_handler.reached("clear in part"), 0, "never in part");
        assertEq(_handler.reached("finalise"), succeeded ? 1 : 0);
        assertEq(_handler.reached("raise"), succeeded ? 1 : 0);
        assertGt(_handler.reached(succeeded ? bytes32("claim") : bytes32("refund")), 1, "nobody was paid");
        invariant_Books();
        afterInvariant();
    }

    function afterInvariant() public {
        vm.warp(_handler.time());
        if (block.timestamp < auction.saleTerms().end) warpToAuctionEnd();
        bool succeeded = auction.state() == OfferingState.Succeeded;
        if (succeeded && !auction.finalised()) auction.finalise();
        skip(1 hours);
        if (succeeded && _handler.raiseTaken() == 0) auction.withdrawRaise();
        uint256 bidders;
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            if (_handler.budget(account) == 0) continue;
            bidders++;
            if (_handler.settled(account)) continue;
            if (succeeded) auction.claim(account);
            else auction.refund(account);
        }
        (, uint256 liquidityAmount) = auction.liquidity();
        uint256 dust = held() - liquidityAmount;
        if (bidders == 0 || !succeeded) {
            assertEq(dust, 0);
            return;
        }
        // A2, A3
        assertLt(dust, bidders);
        if (token.periodEnd() == 0) token.start();
        assertLt(IERC20(address(token)).balanceOf(address(auction)), bidders);
    }
}

/// forge-config: default.invariant.runs = 24
contract LinearAuctionInvariantTest is BatchAuctionInvariantTest {
    function prices() internal pure override returns (AuctionTerms memory) {
        return AuctionTerms(7 ether + 1, 2 ether, 9, 500, false);
    }
}

/// forge-config: default.invariant.runs = 8
contract FailingAuctionInvariantTest is BatchAuctionInvariantTest {
    function prices() internal pure override returns (AuctionTerms memory) {
        return AuctionTerms(10_000 ether, 10_000 ether, 40, 100, true);
    }
}

/// forge-config: default.invariant.runs = 24
contract AssetAuctionInvariantTest is BatchAuctionInvariantTest {
    function prices() internal pure override returns (AuctionTerms memory) {
        // Of a currency with 6 decimals.
        return AuctionTerms(25_000e6, 10_000e6, 60, 150, true);
    }

    function setUp() public override {
        currency = address(new PlainAsset());
        super.setUp();
    }
}

/// forge-config: default.invariant.runs = 8
contract OneTickAuctionInvariantTest is BatchAuctionInvariantTest {
    function prices() internal pure override returns (AuctionTerms memory) {
        return AuctionTerms(7 ether + 1, 1 ether, 1, 0, false);
    }
}
