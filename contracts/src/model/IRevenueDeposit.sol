// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IRevenueDeposit
/// @notice Something that takes revenue, in ether or in some ERC-20 tokens, and shares it among its holders.
interface IRevenueDeposit {
    /// @notice Adds `msg.value` wei of revenue to the running period. Anyone may deposit.
    function deposit() external payable;

    /// @notice Takes `amount` base units of `asset` from the caller, who approved them, and adds what arrived to the running
    /// period. Anyone may deposit an asset that is shared here; every other reverts.
    function deposit(address asset, uint256 amount) external;
}
