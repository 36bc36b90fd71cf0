// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CommonBase} from "forge-std/Base.sol";
import {StdCheats} from "forge-std/StdCheats.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {FullRange} from "../../../contracts/src/liquidity/FullRange.sol";
import {ILiquidityLocker} from "../../../contracts/src/liquidity/ILiquidityLocker.sol";
import {IUniswapV3Pool} from "../../../contracts/src/liquidity/IUniswapV3Pool.sol";
import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {Trader} from "./Trader.sol";

/// @notice Strangers who trade and provide liquidity around a launch's pool at random, while anybody seeds, releases and collects.
contract LiquidityHandler is CommonBase, StdCheats, StdUtils {
    struct Range {
        int24 lowerTick;
        int24 upperTick;
        uint128 liquidity;
    }

    FixedPriceOffering private immutable _offering;
    RevenueShareToken private immutable _token;
    ILiquidityLocker private immutable _locker;
    IUniswapV3Pool private immutable _pool;
    Trader private immutable _trader;
    /// Of the launch's price, as the pool writes it.
    uint160 private immutable _target;
    uint256 private immutable _tokens;
    uint256 private immutable _amount;
    bool private immutable _first;

    Range[] private _ranges;
    uint256 public time;
    uint128 public seededLiquidity;
    bool public released;
    string public violation;
    mapping(bytes32 what => uint256) public reached;

    constructor(
        FixedPriceOffering offering,
        ILiquidityLocker locker,
        IUniswapV3Pool pool,
        Trader trader,
        uint160 target,
        bool first
    ) {
        _offering = offering;
        _token = RevenueShareToken(payable(offering.token()));
        _locker = locker;
        _pool = pool;
        _trader = trader;
        _target = target;
        _first = first;
        (_tokens, _amount) = offering.liquidity();
        time = block.timestamp;
    }

    modifier timed() {
        vm.warp(time);
        _;
    }

    function wait(uint256 seconds_) external timed {
        time += bound(seconds_, 1, 8 hours);
        vm.warp(time);
    }

    /// @param permille Where the price may go, of the launch's.
    function trade(uint256 permille, uint256 amount) external timed {
        permille = bound(permille, 200, 4000);
        amount = bound(amount, 1, 20_000e18);
        uint160 limit = _first
            ? FullRange.price(_tokens * 1000, _amount * permille)
            : FullRange.price(_amount * permille, _tokens * 1000);
        try _trader.trade(amount, limit) {
            reached["trade"]++;
        } catch {}
    }

    function provide(uint256 from, uint256 width, uint256 liquidity) external timed {
        (, int24 current,,,,,) = _pool.slot0();
        if (current < -800_000 || current > 800_000) return;
        int24 lowerTick = (current + int24(int256(bound(from, 0, 20_000))) - 10_000) / 200 * 200;
        int24 upperTick = lowerTick + 200 * int24(int256(bound(width, 1, 50)));
        liquidity = bound(liquidity, 1, 2e21);
        try _trader.provide(lowerTick, upperTick, uint128(liquidity)) {
            _ranges.push(Range(lowerTick, upperTick, uint128(liquidity)));
            reached["provide"]++;
        } catch {}
    }

    function takeOut(uint256 index) external timed {
        if (_ranges.length == 0) return;
        index = bound(index, 0, _ranges.length - 1);
        Range memory range = _ranges[index];
        _trader.takeOut(range.lowerTick, range.upperTick, range.liquidity);
        _ranges[index] = _ranges[_ranges.length - 1];
        _ranges.pop();
        reached["takeOut"]++;
    }

    function seed(uint256 often) external timed {
        // Strangers have time before it.
        if (often % 4 != 0) return;
        (uint160 before,,,,,,) = _pool.slot0();
        uint256 supply = _token.totalSupply();
        uint256 revenueWei = _token.pendingWei();
        bool settled = _offering.liquiditySettled();
        try _offering.seedLiquidity() returns (address, uint128 liquidity) {
            if (settled) violation = "9: settled twice";
            seededLiquidity = liquidity;
            reached["seed"]++;
            if (uint256(before) * 100 > uint256(_target) * 101 || uint256(before) * 101 < uint256(_target) * 100) {
                reached["mend"]++;
            }
            _checkSeeded(liquidity, supply - _token.totalSupply(), _token.pendingWei() - revenueWei);
        } catch {
            reached["refuse"]++;
            if (_token.totalSupply() != supply) violation = "3: changed something";
        }
    }

    function release() external timed {
        bool allowed = !_offering.liquiditySettled() && time >= _offering.finalisedAt() + 7 days;
        uint256 redeemWei = _token.redeemPoolWei();
        try _offering.releaseLiquidity() {
            if (!allowed) violation = "9: released too early or twice";
            if (_token.redeemPoolWei() - redeemWei != _amount) violation = "9: not all is in the redemption pool";
            released = true;
            reached["release"]++;
        } catch {
            if (allowed) violation = "9: release refused";
        }
    }

    function collectFees() external timed {
        uint256 supply = _token.totalSupply();
        uint256 revenueWei = _token.pendingWei();
        try _locker.collectFees(address(_token)) returns (uint256 tokens, uint256 amount) {
            reached["collect"]++;
            if (supply - _token.totalSupply() != tokens) violation = "8: tokens";
            if (_token.pendingWei() - revenueWei != amount) violation = "8: revenue";
        } catch {
            if (seededLiquidity == 0) reached["collectNothing"]++;
        }
    }

    function _checkSeeded(uint128 liquidity, uint256 burnt, uint256 revenueWei) private {
        // The square root of the launch's amounts, 2 * 10^21.
        if (liquidity < 18e20) violation = "3: too little";
        (uint160 price,,,,,,) = _pool.slot0();
        (uint160 lowest, uint160 highest) = FullRange.band(_target);
        if (price < lowest || price > highest) violation = "5: price";
        uint256 in0 = uint256(liquidity) * 2 ** 96 / price;
        uint256 in1 = uint256(liquidity) * price / 2 ** 96;
        (uint256 tokens, uint256 amount) = _first ? (in0, in1) : (in1, in0);
        uint256 worth = (tokens + burnt) * _amount / _tokens + amount + revenueWei;
        if (worth < 2 * _amount - 2 * _amount / 50_000_000) violation = "4: mending cost something";
    }
}
