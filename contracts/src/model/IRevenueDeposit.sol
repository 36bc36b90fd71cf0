// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IRevenueDeposit
/// @notice Something that takes revenue in ETH and shares it among its holders.
interface IRevenueDeposit {
    /// @notice Adds `msg.value` wei of revenue to the running period. Anyone may deposit.
    function deposit() external payable;
}
