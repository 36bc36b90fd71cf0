// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CurveTerms} from "../../../contracts/src/offering/IBondingCurve.sol";
import {OfferingState, SaleTerms} from "../../../contracts/src/offering/IOffering.sol";
import {CurveFixture} from "./CurveFixture.sol";
import {CurveHandler} from "./CurveHandler.sol";

/// @notice The numbers are those of the curve in `invariants.md`. Curves of three kinds: one likely to fail, one to graduate, one whose
/// base units are so dear that most purchases leave something over.
abstract contract BondingCurveInvariantTest is CurveFixture {
    CurveHandler private _handler;

    /// @return saleSupply In base units.
    /// @return goal In wei.
    /// @return most The largest purchase, in wei.
    function shape() internal pure virtual returns (uint128 saleSupply, uint128 goal, uint256 most);

    function setUp() public {
        deployLaunchpad();
        SaleTerms memory sale = saleTerms();
        CurveTerms memory terms;
        uint256 most;
        (sale.saleSupply, terms.goal, most) = shape();
        terms.virtualReserve = terms.goal / 4 + 1;
        sale.end = uint40(block.timestamp + 2 days);
        launchCurve(sale, terms);
        _handler = new CurveHandler(curve, most);
        // Forge gives ether to whom it lets call, and takes contracts of the fixture for that, too.
        targetSender(address(0xCA11E7));
        targetContract(address(_handler));
    }

    function invariant_Books() public {
        vm.warp(_handler.time());
        assertEq(_handler.violation(), "");
        uint256 paid;
        uint256 gains;
        uint256 tokens;
        uint256 owedWei;
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            uint256 put = _handler.putIn(account);
            uint256 taken = _handler.takenOut(account);
            // 4
            assertLe(taken, put);
            assertEq(paidOf(account), put - taken);
            assertEq(tokensOf(account), _handler.tokens(account));
            assertEq(curve.gainOf(account), _handler.gains(account));
            paid += put - taken;
            gains += curve.gainOf(account);
            tokens += tokensOf(account);
            if (_handler.settled(account)) continue;
            owedWei += curve.finalised() ? curve.gainOf(account) : put - taken;
        }
        // 1, 2
        assertEq(curve.totalCommitted(), paid, "sum of what was paid");
        assertEq(curve.totalCommitted(), curve.reserve() + gains, "reserve and gains");
        assertEq(curve.totalSold(), tokens);
        // 7
        bool succeeded = curve.state() == OfferingState.Succeeded;
        assertEq(succeeded, curve.reserve() == curve.curveTerms().goal);
        assertEq(succeeded, curve.totalSold() == curve.saleTerms().saleSupply);
        // 6, 8
        uint256 held = address(curve).balance - _handler.forcedWei();
        assertEq(held, paid - _handler.settledWei() - _handler.raiseWei());
        if (succeeded) owedWei += curve.raised() - _handler.raiseWei();
        assertEq(owedWei, held, "holds exactly what it owes");
    }

    /// @notice One whole life, deterministic. It fails when a kind of call reached nothing, which would prove nothing.
    function test_AWholeLifeReachesEveryKindOfCall() public {
        for (uint256 i = 0; i < 700; i++) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            uint256 kind = seed % 9;
            seed >>= 8;
            if (kind == 0) _handler.wait(seed % 2 hours);
            else if (kind <= 2) _handler.buy(seed, seed >> 8);
            else if (kind == 3) _handler.sell(seed, seed >> 8);
            else if (kind == 4) _handler.roundTrip(seed, seed >> 8);
            else if (kind == 5) _handler.forceEther(seed);
            else if (kind == 6) _handler.claim(seed);
            else if (kind == 7) _handler.refund(seed);
            else if (kind == 8 && i > 600) _handler.withdrawRaise();
            if (i % 20 == 0) invariant_Books();
        }
        bool succeeded = curve.state() == OfferingState.Succeeded;
        assertGt(_handler.reached("buy"), 5, "buy");
        assertGt(_handler.reached("sell"), 3, "sell");
        assertGt(_handler.reached("gain"), 0, "nobody sold at a gain");
        assertGt(_handler.reached("roundTrip"), 3, "roundTrip");
        assertEq(_handler.reached("graduation"), succeeded ? 1 : 0);
        assertEq(_handler.reached("raise"), succeeded ? 1 : 0);
        if (succeeded) assertGt(_handler.reached("change"), 0, "no purchase was cut");
        else assertGe(block.timestamp, curve.saleTerms().end);
        assertGt(_handler.reached(succeeded ? bytes32("claim") : bytes32("refund")), 1, "nobody was paid");
        assertEq(succeeded, expectsSuccess());
        afterInvariant();
    }

    function expectsSuccess() internal pure virtual returns (bool);

    function afterInvariant() public {
        vm.warp(_handler.time());
        if (block.timestamp < curve.saleTerms().end) vm.warp(curve.saleTerms().end);
        bool succeeded = curve.state() == OfferingState.Succeeded;
        skip(1 hours);
        if (succeeded && _handler.raiseWei() == 0) curve.withdrawRaise();
        if (succeeded) curve.releaseLiquidity();
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            if (_handler.settled(account)) continue;
            if (!succeeded && paidOf(account) != 0) curve.refund(account);
            bool owed = tokensOf(account) != 0 || curve.gainOf(account) != 0;
            if (succeeded && owed) curve.claim(account);
        }
        // 8: neither a wei nor a base unit is left.
        assertEq(address(curve).balance, _handler.forcedWei());
        if (succeeded) assertEq(token.balanceOf(address(curve)), 0);
    }
}

/// forge-config: default.invariant.runs = 20
contract FailingCurveInvariantTest is BondingCurveInvariantTest {
    function shape() internal pure override returns (uint128, uint128, uint256) {
        return (1_000_003e18 + 7, 100_000 ether + 1, 1500 ether);
    }

    function expectsSuccess() internal pure override returns (bool) {
        return false;
    }
}

/// forge-config: default.invariant.runs = 20
contract GraduatingCurveInvariantTest is BondingCurveInvariantTest {
    function shape() internal pure override returns (uint128, uint128, uint256) {
        return (1_000_003e18 + 7, 100 ether + 3, 10 ether);
    }

    function expectsSuccess() internal pure override returns (bool) {
        return true;
    }
}

/// forge-config: default.invariant.runs = 20
contract DearCurveInvariantTest is BondingCurveInvariantTest {
    function shape() internal pure override returns (uint128, uint128, uint256) {
        return (1e18 + 1, 1e30 + 7, 13e28);
    }

    function expectsSuccess() internal pure override returns (bool) {
        return true;
    }
}
