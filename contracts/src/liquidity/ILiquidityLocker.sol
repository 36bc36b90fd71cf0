// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Where a token's locked liquidity lies.
struct LockedPosition {
    /// A Uniswap v3 pool with a fee of 1%.
    address pool;
    /// What the token trades against; 0 is ether, which the pool holds wrapped.
    address currency;
    int24 lowerTick;
    int24 upperTick;
    /// As the pool counts it: the square root of the product of both amounts in base units.
    uint128 liquidity;
}

/// @title ILiquidityLocker
/// @notice Holds, for ever, one position in a Uniswap v3 pool for each launch. There is no owner and no way to take liquidity out: only
/// the fees can be collected, by anybody, for the token's holders.
///
/// Anybody can create a token's pool before the launch does, at any price, with any liquidity. So `seed` first mends the price:
/// trading with a tenth of what it was given at most, and never worse than at the launch's price with the pool's fee of 1% included.
/// Who stands in the way pays. If the price is still off by more than the fee, `seed` reverts and can be tried again.
///
/// Tokens for a launch's position lie here from the token's `start` on, where they share no revenue. Between calls the locker holds
/// nothing else; what is sent to it unasked is lost.
interface ILiquidityLocker {
    /// @param tokens Base units that lie in the position, of those that were given.
    /// @param amount The same of the currency.
    event LiquidityLocked(
        address indexed token, address indexed pool, address currency, uint256 tokens, uint256 amount, uint128 liquidity
    );
    /// @notice Tokens were burnt, currency became revenue of the token.
    event FeesCollected(address indexed token, uint256 tokens, uint256 amount);
    /// @notice Tokens for a position that is not made were burnt.
    event LiquidityDiscarded(address indexed token, uint256 tokens);

    error LiquidityLockerNotVault(address token, address caller);
    error LiquidityLockerAlreadySeeded(address token);
    error LiquidityLockerNotSeeded(address token);
    /// @notice An asset delivered something else than it was asked for.
    error LiquidityLockerWrongAmount(address currency, uint256 expected, uint256 received);
    /// @notice A price that no full range can be around.
    error LiquidityLockerPriceOutOfRange(uint256 tokens, uint256 amount);
    /// @notice The pool's price is further than the fee from the launch's, and the budget does not mend it. Both are square roots with
    /// 96 binary places, as in the pool.
    error LiquidityLockerPriceOff(address pool, uint160 sqrtPriceX96, uint160 targetX96);
    /// @notice Others have filled up every tick at which the range could end.
    error LiquidityLockerNoRoom(address pool);
    error LiquidityLockerNotPool(address caller);
    error LiquidityLockerNotWrappedEther(address caller);
    error LiquidityLockerNoFees(address token);

    /// @notice Puts `tokens`, which lie here already, and `amount` of `currency` into a locked position at the price of
    /// `amount / tokens`. Only the token's vault, once. Ether comes as value, an ERC-20 by `transferFrom` the caller. At least nine
    /// tenths (less a millionth) of the liquidity that both would make at exactly this price are locked, or it reverts; what is left goes to holders.
    /// @param currency 0 for ether, else an ERC-20 that the token shares.
    /// @return pool The Uniswap v3 pool, created if need be.
    /// @return liquidity As the pool counts it.
    function seed(address token, address currency, uint256 tokens, uint256 amount)
        external
        payable
        returns (address pool, uint128 liquidity);

    /// @notice Burns `tokens` of `token`, which lie here and will never be seeded. Only for the token's vault, before `seed`.
    function discard(address token, uint256 tokens) external;

    /// @notice Collects the fees of a token's position: currency becomes revenue of the token, tokens are burnt and what they
    /// would have redeemed is left to the holders. By anyone. Reverts with `LiquidityLockerNoFees` when there are none.
    /// @return tokens Base units that were burnt.
    /// @return amount Base units of the currency that were deposited.
    function collectFees(address token) external returns (uint256 tokens, uint256 amount);

    /// @notice The position of a token, with zeros before `seed`.
    function positionOf(address token) external view returns (LockedPosition memory);

    /// @notice Where the pool of a token is or would be, whether it exists or not.
    function poolOf(address token, address currency) external view returns (address pool);

    /// @notice Uniswap's v3 factory.
    function factory() external view returns (address);

    function wrappedEther() external view returns (address);
}
