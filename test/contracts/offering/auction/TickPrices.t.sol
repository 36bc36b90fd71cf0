// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Test} from "forge-std/Test.sol";
import {MAX_TICKS, PriceLadder, TickPrices} from "../../../../contracts/src/offering/TickPrices.sol";

contract TickPricesTest is Test {
    using TickPrices for PriceLadder;

    function ladder(uint256 seed, bool geometric) private pure returns (PriceLadder memory result) {
        result.geometric = geometric;
        result.tickCount = bound(seed, 2, MAX_TICKS);
        uint256 steepest = TickPrices.MAX_RISE_BASIS_POINTS / (result.tickCount - 1);
        result.stepBasisPoints = bound(seed >> 16, 1, seed & 1 == 0 ? steepest : 100);
        if (result.stepBasisPoints > steepest) result.stepBasisPoints = steepest;
        // Values of all lengths, as long as the top stays below 2^128.
        result.reserveValue = bound(seed >> 64, 0, type(uint128).max) >> (seed >> 32) % 100;
        if (result.reserveValue < 20_000) result.reserveValue += 20_000;
    }

    function test_TheExtremesKeepWithinAWord() public pure {
        PriceLadder memory widest = PriceLadder({
            reserveValue: type(uint128).max,
            tickCount: MAX_TICKS,
            stepBasisPoints: TickPrices.MAX_RISE_BASIS_POINTS / (MAX_TICKS - 1),
            geometric: true
        });
        assertLt(widest.topValue(), uint256(1) << 186);
        widest.tickCount = 2;
        widest.stepBasisPoints = TickPrices.MAX_RISE_BASIS_POINTS;
        assertApproxEqAbs(widest.topValue(), 41 * uint256(type(uint128).max), 1);
        widest.tickCount = 1;
        assertEq(widest.topValue(), type(uint128).max);
    }

    /// forge-config: default.fuzz.runs = 200
    function testFuzz_PricesRiseFromTheReserveFromTickToTick(uint256 seed) public pure {
        for (uint256 kind = 0; kind < 2; kind++) {
            PriceLadder memory prices = ladder(seed, kind == 1);
            assertEq(prices.valueAt(0), prices.reserveValue);
            uint256 last;
            for (uint256 tick = 0; tick < prices.tickCount; tick++) {
                uint256 value = prices.valueAt(tick);
                assertGt(value, last);
                last = value;
            }
            assertEq(prices.topValue(), last);
        }
    }

    /// @notice Against the product written out, in a fixed point with 60 more bits.
    /// forge-config: default.fuzz.runs = 200
    function testFuzz_EachGeometricPriceIsTheStepTimesTheLast(uint256 seed) public pure {
        PriceLadder memory prices = ladder(seed, true);
        uint256 exact = 1 << 124;
        for (uint256 tick = 0; tick < prices.tickCount; tick++) {
            uint256 value = Math.mulDiv(prices.reserveValue, exact, 1 << 124);
            assertApproxEqAbs(prices.valueAt(tick), value, (value >> 50) + 1);
            exact = exact * (10_000 + prices.stepBasisPoints) / 10_000;
        }
    }
}
