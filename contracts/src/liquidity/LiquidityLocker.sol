// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IRevenueShareToken} from "../token/IRevenueShareToken.sol";
import {FullRange} from "./FullRange.sol";
import {ILiquidityLocker, LockedPosition} from "./ILiquidityLocker.sol";
import {IUniswapV3Factory} from "./IUniswapV3Factory.sol";
import {IUniswapV3Pool} from "./IUniswapV3Pool.sol";
import {IWrappedEther} from "./IWrappedEther.sol";

/// @title LiquidityLocker
/// @notice One for all launches: see `ILiquidityLocker`.
///
/// What belongs to a call is counted by what went in and what the pool says of its trades, never by a balance: other launches' tokens
/// may lie here, and a hostile "token" can make them arrive in the middle of its own call.
contract LiquidityLocker is ILiquidityLocker, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    struct Position {
        address currency;
        /// Both are 0 before `seed`.
        int24 lowerTick;
        int24 upperTick;
    }

    /// What a call works with. The amounts are what is left of what it was given.
    struct Hand {
        IUniswapV3Pool pool;
        address token0;
        address token1;
        uint256 amount0;
        uint256 amount1;
    }

    /// Hash of the creation code of a v3 pool: with the factory it makes the address.
    bytes32 private constant POOL_CODE_HASH = 0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54;
    /// Of each amount, what may be traded to bring the price to where trading gains.
    uint256 private constant MENDING_DIVISOR = 10;
    /// Of each amount, what may be traded from there to the exact price.
    uint256 private constant FINISHING_DIVISOR = 1_000_000;
    /// Range ends that are tried. To fill up the last of them takes many times more than the launch ever raised.
    int24 private constant RANGE_STEPS = 8;

    /// @inheritdoc ILiquidityLocker
    address public immutable factory;
    /// @inheritdoc ILiquidityLocker
    address public immutable wrappedEther;

    mapping(address token => Position) private _positions;

    constructor(address factory_, address wrappedEther_) {
        factory = factory_;
        wrappedEther = wrappedEther_;
    }

    /// @notice Ether comes unwrapped from the pool's, and from nowhere else.
    receive() external payable {
        if (msg.sender != wrappedEther) revert LiquidityLockerNotWrappedEther(msg.sender);
    }

    /// @inheritdoc ILiquidityLocker
    function seed(address token, address currency, uint256 tokens, uint256 amount)
        external
        payable
        nonReentrant
        returns (address pool, uint128 liquidity)
    {
        _requireUnseeded(token);
        Hand memory hand = _hand(token, currency, tokens, amount);
        uint160 target = FullRange.price(hand.amount0, hand.amount1);
        if (target == 0) revert LiquidityLockerPriceOutOfRange(tokens, amount);
        _take(currency, amount);

        pool = address(hand.pool);
        _openPool(hand, target);
        liquidity = _lock(hand, token, currency);
        (uint256 tokensLeft, uint256 amountLeft) = _sides(hand.token0 == token, hand.amount0, hand.amount1);
        _handOn(token, currency, tokensLeft, amountLeft);
    }

    /// @inheritdoc ILiquidityLocker
    function discard(address token, uint256 tokens) external nonReentrant {
        _requireUnseeded(token);
        emit LiquidityDiscarded(token, tokens);
        IRevenueShareToken(token).discard(tokens);
    }

    /// @inheritdoc ILiquidityLocker
    function collectFees(address token) external nonReentrant returns (uint256 tokens, uint256 amount) {
        Position memory position = _positions[token];
        if (position.lowerTick == position.upperTick) revert LiquidityLockerNotSeeded(token);
        IUniswapV3Pool pool = IUniswapV3Pool(poolOf(token, position.currency));
        // Taking out nothing makes the pool count the fees.
        pool.burn(position.lowerTick, position.upperTick, 0);
        (uint256 fees0, uint256 fees1) =
            pool.collect(address(this), position.lowerTick, position.upperTick, type(uint128).max, type(uint128).max);
        (tokens, amount) = _sides(token < _asset(position.currency), fees0, fees1);
        if (tokens == 0 && amount == 0) revert LiquidityLockerNoFees(token);
        emit FeesCollected(token, tokens, amount);
        _handOn(token, position.currency, tokens, amount);
    }

    /// @notice Pays a pool what the locker's own trade owes it.
    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata data) external {
        _payPool(amount0 > 0 ? uint256(amount0) : 0, amount1 > 0 ? uint256(amount1) : 0, data);
    }

    /// @notice Pays a pool what the locker's own position owes it.
    function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata data) external {
        _payPool(amount0, amount1, data);
    }

    /// @inheritdoc ILiquidityLocker
    function positionOf(address token) external view returns (LockedPosition memory locked) {
        Position memory position = _positions[token];
        if (position.lowerTick == position.upperTick) return locked;
        address pool = poolOf(token, position.currency);
        (uint128 liquidity,,,,) = IUniswapV3Pool(pool)
            .positions(keccak256(abi.encodePacked(address(this), position.lowerTick, position.upperTick)));
        locked = LockedPosition({
            pool: pool,
            currency: position.currency,
            lowerTick: position.lowerTick,
            upperTick: position.upperTick,
            liquidity: liquidity
        });
    }

    /// @inheritdoc ILiquidityLocker
    function poolOf(address token, address currency) public view returns (address pool) {
        address asset = _asset(currency);
        (address token0, address token1) = token < asset ? (token, asset) : (asset, token);
        return _poolAddress(token0, token1);
    }

    /// @dev Creates the pool or mends its price: afterwards the price is at most the fee away from the target.
    function _openPool(Hand memory hand, uint160 target) private {
        if (address(hand.pool).code.length == 0) {
            IUniswapV3Factory(factory).createPool(hand.token0, hand.token1, FullRange.FEE);
        }
        (uint160 price,) = _price(hand.pool);
        if (price == 0) return hand.pool.initialize(target);

        (uint160 lowest, uint160 highest) = FullRange.band(target);
        if (price < lowest) price = _trade(hand, lowest, MENDING_DIVISOR);
        else if (price > highest) price = _trade(hand, highest, MENDING_DIVISOR);
        if (price < lowest || price > highest) revert LiquidityLockerPriceOff(address(hand.pool), price, target);
        // Where next to nothing is in the way, the exact price costs next to nothing.
        if (price != target) _trade(hand, target, FINISHING_DIVISOR);
    }

    /// @dev Puts what is in hand into the position, at the pool's price.
    function _lock(Hand memory hand, address token, address currency) private returns (uint128 liquidity) {
        (uint160 price, int24 tick) = _price(hand.pool);
        liquidity = FullRange.liquidityOf(price, hand.amount0, hand.amount1);
        Position memory position;
        position.currency = currency;
        (position.lowerTick, position.upperTick) = _range(hand, token, tick, liquidity);
        _positions[token] = position;
        bytes memory data = abi.encode(hand.token0, hand.token1);
        (uint256 in0, uint256 in1) =
            hand.pool.mint(address(this), position.lowerTick, position.upperTick, liquidity, data);
        hand.amount0 -= in0;
        hand.amount1 -= in1;
        (uint256 tokens, uint256 amount) = _sides(hand.token0 == token, in0, in1);
        emit LiquidityLocked(token, address(hand.pool), currency, tokens, amount, liquidity);
    }

    /// @dev Moves the price to `limit` as far as a part of what is sold for it allows.
    function _trade(Hand memory hand, uint160 limit, uint256 divisor) private returns (uint160 price) {
        (price,) = _price(hand.pool);
        bool down = price > limit;
        uint256 budget = Math.ceilDiv(down ? hand.amount0 : hand.amount1, divisor);
        // Amounts are below 2^128, since the price is in bounds.
        (int256 in0, int256 in1) =
            hand.pool.swap(address(this), down, int256(budget), limit, abi.encode(hand.token0, hand.token1));
        hand.amount0 = uint256(int256(hand.amount0) - in0);
        hand.amount1 = uint256(int256(hand.amount1) - in1);
        (price,) = _price(hand.pool);
    }

    /// @dev As wide as there is room for. The pool's other asset may be a token with a position of its own, and in one range both would
    /// have the same fees. What a stranger gives to the locker's position is no reason to leave it.
    function _range(Hand memory hand, address token, int24 current, uint128 liquidity)
        private
        view
        returns (int24 lower, int24 upper)
    {
        lower = _rangeEnd(hand.pool, current, false, liquidity, 0);
        upper = _rangeEnd(hand.pool, current, true, liquidity, 0);
        Position memory other = _positions[hand.token0 == token ? hand.token1 : hand.token0];
        if (other.currency != token || other.lowerTick != lower) return (lower, upper);
        for (int24 step = 1; other.upperTick == upper; step++) {
            upper = _rangeEnd(hand.pool, current, true, liquidity, step);
        }
    }

    /// @dev The furthest end that has room: a pool limits the liquidity that ends at a tick, and at the outermost ticks others fill
    /// that up with next to nothing.
    /// @param step The first end that may be taken, from outside.
    function _rangeEnd(IUniswapV3Pool pool, int24 current, bool upper, uint128 liquidity, int24 step)
        private
        view
        returns (int24 tick)
    {
        for (; step < RANGE_STEPS; step++) {
            tick = FullRange.rangeEnd(current, upper, step);
            (uint128 there,,,,,,,) = pool.ticks(tick);
            if (uint256(there) + liquidity <= FullRange.MAX_LIQUIDITY_PER_TICK) return tick;
        }
        revert LiquidityLockerNoRoom(address(pool));
    }

    function _take(address currency, uint256 amount) private {
        uint256 expectedWei = currency == address(0) ? amount : 0;
        if (msg.value != expectedWei) revert LiquidityLockerWrongAmount(address(0), expectedWei, msg.value);
        if (currency == address(0)) return IWrappedEther(wrappedEther).deposit{value: amount}();

        uint256 before = IERC20(currency).balanceOf(address(this));
        IERC20(currency).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(currency).balanceOf(address(this)) - before;
        if (received != amount) revert LiquidityLockerWrongAmount(currency, amount, received);
    }

    /// @dev Gives to the holders what is theirs.
    function _handOn(address token, address currency, uint256 tokens, uint256 amount) private {
        if (tokens != 0) IRevenueShareToken(token).discard(tokens);
        if (amount == 0) return;
        if (currency == address(0)) {
            IWrappedEther(wrappedEther).withdraw(amount);
            IRevenueShareToken(token).deposit{value: amount}();
        } else {
            IERC20(currency).forceApprove(token, amount);
            IRevenueShareToken(token).deposit(currency, amount);
        }
    }

    /// @dev Pools call back whoever called them, so this answers the locker's own calls only.
    function _payPool(uint256 amount0, uint256 amount1, bytes calldata data) private {
        (address token0, address token1) = abi.decode(data, (address, address));
        if (msg.sender != _poolAddress(token0, token1)) revert LiquidityLockerNotPool(msg.sender);
        if (amount0 != 0) IERC20(token0).safeTransfer(msg.sender, amount0);
        if (amount1 != 0) IERC20(token1).safeTransfer(msg.sender, amount1);
    }

    function _requireUnseeded(address token) private view {
        if (IRevenueShareToken(token).vault() != msg.sender) revert LiquidityLockerNotVault(token, msg.sender);
        Position storage position = _positions[token];
        if (position.lowerTick != position.upperTick) revert LiquidityLockerAlreadySeeded(token);
    }

    function _hand(address token, address currency, uint256 tokens, uint256 amount)
        private
        view
        returns (Hand memory hand)
    {
        address asset = _asset(currency);
        bool first = token < asset;
        (hand.token0, hand.token1) = first ? (token, asset) : (asset, token);
        (hand.amount0, hand.amount1) = first ? (tokens, amount) : (amount, tokens);
        hand.pool = IUniswapV3Pool(_poolAddress(hand.token0, hand.token1));
    }

    function _price(IUniswapV3Pool pool) private view returns (uint160 sqrtPriceX96, int24 tick) {
        (sqrtPriceX96, tick,,,,,) = pool.slot0();
    }

    function _asset(address currency) private view returns (address) {
        return currency == address(0) ? wrappedEther : currency;
    }

    function _poolAddress(address token0, address token1) private view returns (address) {
        return Create2.computeAddress(keccak256(abi.encode(token0, token1, FullRange.FEE)), POOL_CODE_HASH, factory);
    }

    function _sides(bool tokenFirst, uint256 amount0, uint256 amount1)
        private
        pure
        returns (uint256 tokens, uint256 amount)
    {
        return tokenFirst ? (amount0, amount1) : (amount1, amount0);
    }
}
