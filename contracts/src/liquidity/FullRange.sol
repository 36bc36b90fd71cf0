// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title FullRange
/// @notice The arithmetic of a position from nearly 0 to nearly infinity in a Uniswap v3 pool with a fee of 1%. Prices are square
/// roots with 96 binary places, of token1 for token0.
library FullRange {
    /// 1%, in hundredths of a basis point. The highest tier: its ticks are the furthest apart, so a wrong price costs the least gas to
    /// mend, and what trades pay is the holders'.
    uint24 internal constant FEE = 10_000;
    int24 internal constant TICK_SPACING = 200;
    /// The outermost tick that the spacing allows.
    int24 internal constant OUTERMOST_TICK = 887_200;
    /// What a pool of this spacing allows at each tick.
    uint256 internal constant MAX_LIQUIDITY_PER_TICK = type(uint128).max / 8873;
    /// Prices from 2^-112 to 2^112, far inside of what a pool can hold.
    uint256 internal constant MIN_SQRT_PRICE = 2 ** 40;
    uint256 internal constant MAX_SQRT_PRICE = 2 ** 152;

    /// Square root of 0.99 in parts of `SQRT_SCALE`, rounded down.
    uint256 private constant SQRT_AFTER_FEE = 994_987_437;
    uint256 private constant SQRT_SCALE = 1e9;

    /// @return sqrtPriceX96 The price at which both amounts are worth the same, rounded down; 0 if there is none in bounds. Amounts are
    /// below 2^128.
    function price(uint256 amount0, uint256 amount1) internal pure returns (uint160 sqrtPriceX96) {
        if (amount0 == 0 || amount1 == 0 || amount1 >> 112 >= amount0) return 0;
        // Two scales, so that the ratio fits in a word and the root has at least 40 bits.
        uint256 root = amount1 >> 64 < amount0
            ? Math.sqrt(Math.mulDiv(amount1, 2 ** 192, amount0))
            : Math.sqrt(Math.mulDiv(amount1, 2 ** 128, amount0)) << 32;
        return root < MIN_SQRT_PRICE || root > MAX_SQRT_PRICE ? 0 : uint160(root);
    }

    /// @notice The prices at which a trade that pays the fee gets just the price of `target`: beyond them whoever brings the price
    /// closer gains.
    function band(uint160 target) internal pure returns (uint160 lowest, uint160 highest) {
        // Below 2^152 * 2^30 before, below 2^153 after the division.
        lowest = uint160(uint256(target) * SQRT_AFTER_FEE / SQRT_SCALE);
        highest = uint160(Math.ceilDiv(uint256(target) * SQRT_SCALE, SQRT_AFTER_FEE));
    }

    /// @return liquidity The most that both amounts can make. It takes the range for infinite: what a finite one needs is less.
    function liquidityOf(uint160 sqrtPriceX96, uint256 amount0, uint256 amount1)
        internal
        pure
        returns (uint128 liquidity)
    {
        return SafeCast.toUint128(
            Math.min(Math.mulDiv(amount0, sqrtPriceX96, 2 ** 96), Math.mulDiv(amount1, 2 ** 96, sqrtPriceX96))
        );
    }

    /// @notice The end of a range on one side, `step` eighths of the way from the outermost tick to the current one.
    function rangeEnd(int24 current, bool upper, int24 step) internal pure returns (int24 tick) {
        int24 outermost = upper ? OUTERMOST_TICK : -OUTERMOST_TICK;
        // At most 7 * 1,774,472, which 24 bits can't hold.
        tick = outermost + int24((int256(current) - outermost) * step / 8);
        // Division rounds towards 0, which is inside of the pool's ticks; both sides stay apart by tens of thousands of ticks.
        tick = tick / TICK_SPACING * TICK_SPACING;
    }
}
