// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice How a launch stands, as the token needs to know it.
enum LaunchState {
    /// Not decided or not finalised.
    Pending,
    /// Finalised as a success: tokens leave the vault, revenue periods run.
    Succeeded,
    /// Failed: the token will never circulate.
    Failed
}

/// @notice Tokens that are set aside for a contract which releases them over time or by proof, and earn nothing in it.
struct LockedAllocation {
    address holder;
    /// In base units.
    uint96 amount;
}

/// @title ILaunchVault
/// @notice What holds the whole supply of a revenue token until its launch is decided: the offering.
interface ILaunchVault {
    function launchState() external view returns (LaunchState);

    /// @notice Tokens in the vault that nobody bought, in base units, fixed once `launchState` is `Succeeded` and 0 before. The
    /// token burns them when its periods start, before any revenue is shared, so they never dilute redemption.
    function unsoldTokens() external view returns (uint256);

    /// @notice What leaves the vault when the periods start, fixed at creation, at most ten of them; the last, for liquidity, may shrink when the sale is decided.
    function lockedAllocations() external view returns (LockedAllocation[] memory);
}
