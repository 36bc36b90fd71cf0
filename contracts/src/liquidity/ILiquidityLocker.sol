// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ILiquidityLocker
/// @notice Keeps the liquidity of every launch for ever: a full-range position that nobody can take out. It gets a launch's tokens
/// when the revenue token starts, and the money from the launch's vault.
interface ILiquidityLocker {
    /// @notice Puts `tokens` of `token`, which the locker already holds, and `amount` base units of `currency` into a locked
    /// position whose price is `amount / tokens`. Only for the token's vault. Reverts, and changes nothing, where the pool's price
    /// is off by more than the tolerance and can't be mended.
    /// @param currency `address(0)` for ether, which comes as value; else an ERC-20 that the caller approved.
    /// @return pool Where they are.
    /// @return liquidity Of the position.
    function seed(address token, address currency, uint256 tokens, uint256 amount)
        external
        payable
        returns (address pool, uint128 liquidity);

    /// @notice Burns the `tokens` of `token` that will never be seeded. Only for the token's vault.
    function discard(address token, uint256 tokens) external;

    /// @notice Where the liquidity of `token` in `currency` is, or will be once the pool exists.
    function poolOf(address token, address currency) external view returns (address pool);
}
