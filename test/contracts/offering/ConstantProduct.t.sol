// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Test} from "forge-std/Test.sol";
import {ConstantProduct, Curve} from "../../../contracts/src/offering/ConstantProduct.sol";

/// @notice The arithmetic alone, of any curve. Each run draws 260 curves from its seed: together 104,000.
contract ConstantProductTest is Test {
    using ConstantProduct for Curve;

    uint256 private constant CASES = 260;
    uint256 private _random;

    modifier seeded(uint256 seed) {
        _random = seed;
        _;
    }

    /// @notice The three properties of trades, each on a curve of its own draw.
    /// forge-config: default.fuzz.runs = 400
    function testFuzz_Trades_OfAnyCurve(uint256 seed) public seeded(seed) {
        for (uint256 i = 0; i < CASES; i++) {
            Curve memory curve = _curve();
            uint256 sold = _below(curve.saleSupply);
            uint256 reserve = curve.reserveAt(sold);
            _reserveIsTheCurveRoundedUp(curve, sold, reserve);
            uint256 budget = _below(curve.goal - reserve + 1);
            uint256 bought = _budgetBuysTheMostItPays(curve, sold, reserve, budget);
            _partsBuyWhatTheWholeBuys(curve, reserve, budget, bought);
        }
    }

    /// @dev The reserve is the least one whose product with the virtual tokens is not below the constant.
    function _reserveIsTheCurveRoundedUp(Curve memory curve, uint256 sold, uint256 reserve) private pure {
        uint256 first = curve.saleSupply * (curve.virtualReserve + curve.goal);
        uint256 tokens = first - sold * curve.goal;
        assertTrue(_notBelow(curve.virtualReserve + reserve, tokens, curve.virtualReserve, first), "too little");
        if (reserve == 0) return;
        assertFalse(_notBelow(curve.virtualReserve + reserve - 1, tokens, curve.virtualReserve, first), "too much");
    }

    /// @dev Selling the same tokens again brings what they cost, since both are differences of the same reserves.
    function _budgetBuysTheMostItPays(Curve memory curve, uint256 sold, uint256 reserve, uint256 budget)
        private
        pure
        returns (uint256 bought)
    {
        bought = curve.soldAt(reserve + budget);
        assertGe(bought, sold, "bought less than nothing");
        assertLe(curve.reserveAt(bought) - reserve, budget, "cost more than was offered");
        if (reserve + budget == curve.goal) assertEq(bought, curve.saleSupply, "goal bought less than all");
        else assertGt(curve.reserveAt(bought + 1) - reserve, budget, "budget paid for more");
    }

    function _partsBuyWhatTheWholeBuys(Curve memory curve, uint256 reserve, uint256 budget, uint256 bought) private {
        uint256 part = _below(budget + 1);
        uint256 between = curve.reserveAt(curve.soldAt(reserve + part));
        uint256 change = reserve + part - between;
        assertEq(curve.soldAt(between + change + budget - part), bought, "splitting matters");
    }

    function test_Ends_AreExact() public {
        for (uint256 i = 0; i < CASES; i++) {
            Curve memory curve = _curve();
            assertEq(curve.reserveAt(0), 0);
            assertEq(curve.reserveAt(curve.saleSupply), curve.goal);
            assertEq(curve.soldAt(curve.goal), curve.saleSupply);
            assertLt(curve.soldAt(curve.goal - 1), curve.saleSupply);
        }
    }

    /// @notice No jump: the curve's last price and the pool's differ by less than the rounding of the pool's two amounts, and the pool
    /// takes fewer tokens than it would at the average price.
    /// forge-config: default.fuzz.runs = 100
    function testFuzz_Liquidity_HasTheLastPrice(uint256 seed) public seeded(seed) {
        for (uint256 i = 0; i < CASES; i++) {
            Curve memory curve = _curve();
            uint256 shareBasisPoints = 2000 + _below(8001);
            (uint256 tokens, uint256 amount) = curve.liquidity(shareBasisPoints);
            assertGe(amount, curve.goal * 2000 / 10_000);
            assertLe(tokens, Math.ceilDiv(curve.saleSupply * shareBasisPoints, 10_000));
            // amount / tokens <= (V + G) * G / (V * S) < amount / (tokens - 1).
            uint256 lastMoney = (curve.virtualReserve + curve.goal) * curve.goal;
            uint256 lastTokens = curve.virtualReserve * curve.saleSupply;
            assertTrue(_notBelow(lastMoney, tokens, lastTokens, amount), "pool dearer than the curve");
            assertFalse(_notBelow(lastMoney, tokens - 1, lastTokens, amount), "pool cheaper than the curve");
            assertGe(tokens, 1e16);
        }
    }

    /// @notice The price only rises, from its first to its last, which is `((V + G) / V)^2` times the first.
    /// forge-config: default.fuzz.runs = 100
    function testFuzz_Price_RisesWithTheTokensSold(uint256 seed) public seeded(seed) {
        for (uint256 i = 0; i < CASES; i++) {
            Curve memory curve = _curve();
            uint256 less = _below(curve.saleSupply);
            uint256 more = less + _below(curve.saleSupply - less + 1);
            assertLe(curve.priceAt(less), curve.priceAt(more));
            assertLe(curve.priceAt(curve.saleSupply), (curve.priceAt(0) + 1) * 100);
        }
    }

    /// @dev `a * b >= c * d`, each below 2^256, products below 2^512.
    function _notBelow(uint256 a, uint256 b, uint256 c, uint256 d) private pure returns (bool) {
        (uint256 highAb, uint256 lowAb) = Math.mul512(a, b);
        (uint256 highCd, uint256 lowCd) = Math.mul512(c, d);
        return highAb > highCd || (highAb == highCd && lowAb >= lowCd);
    }

    /// @dev Supplies and goals of every magnitude, and virtual reserves up to both bounds.
    function _curve() private returns (Curve memory curve) {
        curve.saleSupply = 1e18 + _below(2 ** (60 + _below(36)));
        if (curve.saleSupply > type(uint96).max) curve.saleSupply = type(uint96).max;
        curve.goal = 10_000 + _below(2 ** (13 + _below(107)));
        uint256 least = Math.ceilDiv(curve.goal, 9);
        uint256 range = _next() % 2 == 0 ? curve.goal : 100 * curve.goal - least;
        curve.virtualReserve = least + _below(range + 1);
    }

    function _below(uint256 bound_) private returns (uint256) {
        return _next() % bound_;
    }

    function _next() private returns (uint256) {
        _random = uint256(keccak256(abi.encode(_random)));
        return _random;
    }
}
