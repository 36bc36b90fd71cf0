// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {console} from "forge-std/console.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {FullRange} from "../../../contracts/src/liquidity/FullRange.sol";

contract FullRangeTest is Test {
    uint256 private constant CASES = 100_000;
    uint256 private constant SEED = 0x6c6f636b6572;

    /// @notice 100,000 pairs of amounts of 1 to 128 bits, of which a few are too far apart for a price.
    function test_PriceBandAndLiquidityKeepTheirBounds() public pure {
        console.log("seed", SEED);
        uint256 state = SEED;
        uint256 priced;
        for (uint256 i = 0; i < CASES; i++) {
            assembly ("memory-safe") {
                mstore(0, state)
                state := keccak256(0, 32)
            }
            uint256 amount0 = (state >> 128) >> (state % 128) | 1;
            uint256 amount1 = uint128(state) >> ((state >> 128) % 128) | 1;
            if (_check(amount0, amount1)) priced++;
        }
        assertGt(priced, CASES * 9 / 10);
    }

    function _check(uint256 amount0, uint256 amount1) private pure returns (bool) {
        uint256 price = FullRange.price(amount0, amount1);
        // Out of bounds, by the logarithm to within a bit.
        if (price == 0) {
            uint256 apart = amount0 > amount1 ? amount0 / amount1 : amount1 / amount0;
            require(apart >= 2 ** 111, "no price");
            return false;
        }
        _requireRoot(price, amount0, amount1);

        (uint160 lowest, uint160 highest) = FullRange.band(uint160(price));
        require(lowest <= price && price <= highest, "band");
        // 0.99 <= lowest^2 / price^2 * (1 + 2^-28), and the same above; never inside of the fee.
        require(Math.mulDiv(lowest, lowest, price) * 100 <= price * 99, "lowest inside of the fee");
        require(Math.mulDiv(highest, highest, price) * 99 >= (price - 1) * 100, "highest inside of the fee");

        uint256 liquidity = FullRange.liquidityOf(uint160(price), amount0, amount1);
        // What an infinite range needs of each amount, rounded up, is there.
        require(Math.mulDiv(liquidity, 2 ** 96, price, Math.Rounding.Ceil) <= amount0, "more of token0 than there is");
        require(Math.mulDiv(liquidity, price, 2 ** 96, Math.Rounding.Ceil) <= amount1, "more of token1 than there is");
        return true;
    }

    /// @dev The largest root whose square is at most the ratio, in units of 2^-96 or, from 2^32 on, of 2^-64.
    function _requireRoot(uint256 price, uint256 amount0, uint256 amount1) private pure {
        uint256 places = amount1 >> 64 < amount0 ? 96 : 64;
        uint256 root = price >> (96 - places);
        require(root << (96 - places) == price, "unit");
        require(_compare(root, amount0, amount1, 2 * places) <= 0, "root too large");
        require(_compare(root + 1, amount0, amount1, 2 * places) > 0, "root too small");
    }

    /// @dev The sign of `root^2 * amount0 - amount1 * 2^places`.
    function _compare(uint256 root, uint256 amount0, uint256 amount1, uint256 places) private pure returns (int256) {
        (uint256 high, uint256 low) = Math.mul512(root * root, amount0);
        (uint256 otherHigh, uint256 otherLow) = Math.mul512(amount1, 2 ** places);
        if (high != otherHigh) return high > otherHigh ? int256(1) : -1;
        return low == otherLow ? int256(0) : low > otherLow ? int256(1) : -1;
    }

    function test_ARangeEndsAtTicksOfThePool_FarFromThePrice() public pure {
        // Prices in bounds are within 776,400 ticks.
        for (int24 current = -776_400; current <= 776_400; current += 997) {
            for (int24 step = 0; step < 8; step++) {
                int24 lower = FullRange.rangeEnd(current, false, step);
                int24 upper = FullRange.rangeEnd(current, true, step);
                require(lower % 200 == 0 && upper % 200 == 0, "not aligned");
                require(lower >= -887_200 && upper <= 887_200, "outside");
                // A factor of 4 in the price.
                require(lower + 13_600 < current && current + 13_600 < upper, "close");
            }
        }
    }

    function test_TheOutermostRangeIsThePools() public pure {
        assertEq(FullRange.rangeEnd(123, false, 0), -887_200);
        assertEq(FullRange.rangeEnd(123, true, 0), 887_200);
        assertEq(FullRange.MAX_LIQUIDITY_PER_TICK, 38_350_317_471_085_141_830_651_933_667_504_588);
    }

    function test_APriceIsExactWhereItsRootIs() public pure {
        assertEq(FullRange.price(1e18, 1e18), 2 ** 96);
        assertEq(FullRange.price(1e18, 4e18), 2 ** 97);
        assertEq(FullRange.price(4e18, 1e18), 2 ** 95);
        // A ratio beyond 64 bits, in the other scale.
        assertEq(FullRange.price(1, 2 ** 100), 2 ** 146);
        assertEq(FullRange.price(2 ** 100, 1), 2 ** 46);
    }

    function test_NoPriceOutOfBounds() public pure {
        assertEq(FullRange.price(0, 1), 0);
        assertEq(FullRange.price(1, 0), 0);
        assertEq(FullRange.price(1, 2 ** 112), 0);
        assertEq(FullRange.price(2 ** 114, 1), 0);
        assertEq(FullRange.price(1, 2 ** 127), 0);
    }
}
