// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IUniswapV3Pool} from "../../../contracts/src/liquidity/IUniswapV3Pool.sol";

/// @notice Somebody who trades and provides liquidity in a pool with tokens of its own.
contract Trader {
    IUniswapV3Pool private immutable _pool;
    IERC20 private immutable _token0;
    IERC20 private immutable _token1;

    constructor(IUniswapV3Pool pool, address token0, address token1) {
        _pool = pool;
        (_token0, _token1) = (IERC20(token0), IERC20(token1));
    }

    function provide(int24 lowerTick, int24 upperTick, uint128 liquidity)
        public
        returns (uint256 amount0, uint256 amount1)
    {
        return _pool.mint(address(this), lowerTick, upperTick, liquidity, "");
    }

    function takeOut(int24 lowerTick, int24 upperTick, uint128 liquidity) public {
        _pool.burn(lowerTick, upperTick, liquidity);
        _pool.collect(address(this), lowerTick, upperTick, type(uint128).max, type(uint128).max);
    }

    /// @notice Trades at most `amount` of what is sold, and no further than to the given price.
    function trade(uint256 amount, uint160 limit) public returns (int256 in0, int256 in1) {
        (uint160 price,,,,,,) = _pool.slot0();
        if (price == limit) return (0, 0);
        return _pool.swap(address(this), price > limit, int256(amount), limit, "");
    }

    function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata) external virtual {
        _pay(amount0, amount1);
    }

    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata) external virtual {
        _pay(amount0 > 0 ? uint256(amount0) : 0, amount1 > 0 ? uint256(amount1) : 0);
    }

    function _pay(uint256 amount0, uint256 amount1) internal {
        if (amount0 != 0) _token0.transfer(msg.sender, amount0);
        if (amount1 != 0) _token1.transfer(msg.sender, amount1);
    }
}
