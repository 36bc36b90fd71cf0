// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IUniswapV3Pool
/// @notice What the locker calls of a Uniswap v3 pool. Prices are square roots with 96 binary places, of base units of token1 for a base
/// unit of token0.
interface IUniswapV3Pool {
    /// @notice Sets the first price. Anyone may, once.
    function initialize(uint160 sqrtPriceX96) external;

    /// @notice Adds liquidity and asks the caller to pay in `uniswapV3MintCallback`.
    function mint(address recipient, int24 tickLower, int24 tickUpper, uint128 amount, bytes calldata data)
        external
        returns (uint256 amount0, uint256 amount1);

    /// @notice Takes liquidity out, or with an amount of 0 only counts a position's fees.
    function burn(int24 tickLower, int24 tickUpper, uint128 amount) external returns (uint256 amount0, uint256 amount1);

    /// @notice Sends what a position of the caller is owed.
    function collect(
        address recipient,
        int24 tickLower,
        int24 tickUpper,
        uint128 amount0Requested,
        uint128 amount1Requested
    ) external returns (uint128 amount0, uint128 amount1);

    /// @notice Trades up to `amountSpecified`, no further than to the given price, and asks the caller to pay in
    /// `uniswapV3SwapCallback`.
    /// @return amount0 What the pool got; negative for what it gave.
    function swap(
        address recipient,
        bool zeroForOne,
        int256 amountSpecified,
        uint160 sqrtPriceLimitX96,
        bytes calldata data
    ) external returns (int256 amount0, int256 amount1);

    function slot0()
        external
        view
        returns (
            uint160 sqrtPriceX96,
            int24 tick,
            uint16 observationIndex,
            uint16 observationCardinality,
            uint16 observationCardinalityNext,
            uint8 feeProtocol,
            bool unlocked
        );

    function ticks(int24 tick)
        external
        view
        returns (
            uint128 liquidityGross,
            int128 liquidityNet,
            uint256 feeGrowthOutside0X128,
            uint256 feeGrowthOutside1X128,
            int56 tickCumulativeOutside,
            uint160 secondsPerLiquidityOutsideX128,
            uint32 secondsOutside,
            bool initialized
        );

    function positions(bytes32 key)
        external
        view
        returns (
            uint128 liquidity,
            uint256 feeGrowthInside0LastX128,
            uint256 feeGrowthInside1LastX128,
            uint128 tokensOwed0,
            uint128 tokensOwed1
        );
}
