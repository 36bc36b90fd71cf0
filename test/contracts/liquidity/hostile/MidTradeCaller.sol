// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IUniswapV3Pool} from "../../../../contracts/src/liquidity/IUniswapV3Pool.sol";
import {Trader} from "../Trader.sol";

/// @notice Calls somebody in the middle of its trade, when the pool's price has moved and it has not paid yet.
contract MidTradeCaller is Trader {
    address private immutable _target;
    bytes private _call;
    bool public done;
    bytes public answer;

    constructor(IUniswapV3Pool pool, address token0, address token1, address target, bytes memory call_)
        Trader(pool, token0, token1)
    {
        _target = target;
        _call = call_;
    }

    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata) external override {
        (done, answer) = _target.call(_call);
        _pay(amount0 > 0 ? uint256(amount0) : 0, amount1 > 0 ? uint256(amount1) : 0);
    }
}
