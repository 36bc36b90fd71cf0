// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Round} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {OfferingState} from "../../../contracts/src/offering/IOffering.sol";
import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {PlainAsset} from "../token/assets/PlainAsset.sol";
import {LaunchFixture, OfferingTerms} from "./LaunchFixture.sol";
import {OfferingHandler} from "./OfferingHandler.sol";
import {SaleTree} from "./SaleTree.sol";

/// @notice The numbers are those of `invariants.md`. Sales of three kinds: one likely to fail, one to end between the caps, one
/// to be over-subscribed.
abstract contract FixedPriceOfferingInvariantTest is LaunchFixture {
    OfferingHandler private _handler;

    function caps() internal pure virtual returns (uint128 soft, uint128 hard);

    /// @notice What buyers pay in; none for ether.
    function saleCurrency() internal virtual returns (PlainAsset) {
        return PlainAsset(address(0));
    }

    function setUp() public {
        deployLaunchpad();
        PlainAsset currency = saleCurrency();
        TokenTerms memory ofToken = tokenTerms();
        if (address(currency) != address(0)) {
            ofToken.revenueAssets = new address[](1);
            ofToken.revenueAssets[0] = address(currency);
        }
        OfferingTerms memory terms = offeringTerms();
        (terms.price.softCap, terms.price.hardCap) = caps();
        terms.price.accountCap = 90 ether;
        terms.sale.saleSupply = 1_000_003e18 + 7;
        terms.sale.end = uint40(block.timestamp + 2 days);
        terms.sale.currency = address(currency);
        terms.price.rounds = rounds(terms.price.hardCap);
        launch(ofToken, terms);
        _handler = new OfferingHandler(offering, currency);
        // Forge gives ether to whom it lets call, and takes contracts of the fixture for that, too.
        targetSender(address(0xCA11E7));
        targetContract(address(_handler));
    }

    function buyer(uint256 place) private returns (address) {
        return makeAddr(string(abi.encodePacked("buyer", place)));
    }

    /// @notice Two that overlap for half a day, and together may take half of what is sold.
    function rounds(uint128 hardCap) private returns (Round[] memory both) {
        uint256 maximum = 30 ether;
        bytes32 root = SaleTree.root(buyer(0), maximum, buyer(1), maximum);
        both = new Round[](2);
        uint128 cap = hardCap > 80 ether ? 20 ether : hardCap / 4;
        uint40 start = uint40(block.timestamp);
        both[0] = Round({root: root, cap: cap, start: start, end: start + 1 days});
        both[1] = Round({root: root, cap: cap, start: start + 12 hours, end: start + 36 hours});
    }

    function invariant_Books() public {
        vm.warp(_handler.time());
        assertEq(_handler.violation(), "");
        // 1, 8
        assertEq(offering.totalCommitted(), _handler.totalWei());
        uint256 sum;
        uint256 owedWei;
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            sum += offering.committed(account);
            assertEq(offering.settled(account), _handler.settled(account));
            if (_handler.settled(account)) continue;
            if (offering.finalised()) {
                (,, uint256 refundWei) = offering.allocationOf(account);
                owedWei += refundWei;
            } else {
                owedWei += offering.committed(account);
            }
        }
        assertEq(sum, _handler.totalWei());
        // 12
        uint256 guaranteed = _handler.roundTotal(0) + _handler.roundTotal(1);
        assertEq(offering.totalGuaranteed(), guaranteed);
        assertLe(guaranteed, offering.fixedPriceTerms().hardCap);
        // 3
        uint256 held = _handler.balanceOf(address(offering)) - _handler.forcedWei();
        assertEq(held, _handler.totalWei() - _handler.refundsWei() - _handler.raiseWei() - _handler.liquidityWei());
        // 6
        (, uint256 liquidityWei) = offering.liquidity();
        if (_handler.raiseWei() == 0) owedWei += offering.raised() - liquidityWei;
        if (_handler.liquidityWei() == 0) owedWei += liquidityWei;
        assertLe(owedWei, held);
        // 2
        assertLe(_handler.tokensGiven(), offering.saleTerms().saleSupply);
    }

    /// @notice One whole life, deterministic. It fails when a kind of call reached nothing, which would prove nothing.
    function test_AWholeLifeReachesEveryKindOfCall() public {
        for (uint256 i = 0; i < 600; i++) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            uint256 kind = seed % 10;
            seed >>= 8;
            if (kind == 0) _handler.wait(seed % 4 hours);
            else if (kind == 1) _handler.commit(seed, seed >> 8);
            else if (kind == 2) _handler.withdraw(seed, seed >> 8);
            else if (kind == 3) _handler.forceEther(seed);
            else if (kind == 4) _handler.finalise();
            else if (kind == 5) _handler.claim(seed);
            else if (kind == 6) _handler.refund(seed);
            else if (kind == 7 && i > 500) _handler.withdrawRaise();
            else if (kind == 8 && i > 500) _handler.releaseLiquidity();
            else if (kind == 9) _handler.commitInRound(seed, seed >> 16);
            if (i % 20 == 0) invariant_Books();
        }
        bool succeeded = offering.state() == OfferingState.Succeeded;
        assertGe(block.timestamp, offering.saleTerms().end);
        assertGt(_handler.reached("commit"), 5);
        assertGt(_handler.reached("withdraw"), 0, "never withdrawn");
        assertGt(_handler.reached("round"), 0, "never in a round");
        assertGt(_handler.reached("round full"), 0, "no round was full");
        assertEq(_handler.reached("finalise"), succeeded ? 1 : 0);
        assertEq(_handler.reached("raise"), succeeded ? 1 : 0);
        assertEq(_handler.reached("liquidity"), succeeded ? 1 : 0);
        assertGt(_handler.reached(succeeded ? bytes32("claim") : bytes32("refund")), 1, "nobody was paid");
        invariant_Books();
        afterInvariant();
    }

    function afterInvariant() public {
        vm.warp(_handler.time());
        if (block.timestamp < offering.saleTerms().end) warpToEnd();
        bool succeeded = offering.state() == OfferingState.Succeeded;
        if (succeeded && !offering.finalised()) offering.finalise();
        skip(1 hours);
        if (succeeded && _handler.raiseWei() == 0) offering.withdrawRaise();
        if (succeeded && _handler.liquidityWei() == 0) offering.releaseLiquidity();
        uint256 buyers;
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            if (_handler.committed(account) == 0) continue;
            buyers++;
            if (_handler.settled(account)) continue;
            if (succeeded) offering.claim(account);
            else offering.refund(account);
        }
        // 2, 3
        if (succeeded && token.periodEnd() == 0) token.start();
        uint256 dustTokens = IERC20(address(token)).balanceOf(address(offering));
        if (succeeded) assertLt(dustTokens, 2 * buyers);
        uint256 dustWei = _handler.balanceOf(address(offering)) - _handler.forcedWei();
        if (buyers == 0 || !succeeded) assertEq(dustWei, 0);
        else assertLt(dustWei, buyers);
    }
}

contract FailingOfferingInvariantTest is FixedPriceOfferingInvariantTest {
    function caps() internal pure override returns (uint128, uint128) {
        return (10_000 ether, 20_000 ether);
    }
}

contract ModestOfferingInvariantTest is FixedPriceOfferingInvariantTest {
    function caps() internal pure override returns (uint128, uint128) {
        return (1 ether, 20_000 ether + 3);
    }
}

contract OverSubscribedOfferingInvariantTest is FixedPriceOfferingInvariantTest {
    function caps() internal pure override returns (uint128, uint128) {
        return (1 ether, 7 ether + 1);
    }
}

contract AssetOfferingInvariantTest is FixedPriceOfferingInvariantTest {
    function caps() internal pure override returns (uint128, uint128) {
        return (1 ether, 30 ether + 1);
    }

    function saleCurrency() internal override returns (PlainAsset) {
        return new PlainAsset();
    }
}
