// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IUniswapV3Factory
/// @notice What the locker calls of Uniswap's v3 factory.
interface IUniswapV3Factory {
    /// @notice Creates the pool of two tokens, in either order. Anyone may, once.
    /// @param fee In hundredths of a basis point.
    function createPool(address tokenA, address tokenB, uint24 fee) external returns (address pool);
}
