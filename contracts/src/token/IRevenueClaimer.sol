// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IRevenueClaimer
/// @notice Claims of several revenue tokens in one transaction. It holds nothing, stores nothing and may do nothing for an account
/// that anybody could not do: every token pays the account itself.
interface IRevenueClaimer {
    error RevenueClaimerNothing(address account);
    /// @param gasNeeded That has to be left when the token's turn comes, so that its failure is its own.
    error RevenueClaimerNeedsGas(address token, uint256 gasNeeded);

    /// @notice Calls `claimFor(account)` of each token. One that has nothing, fails or is no token holds up no other; reverts with
    /// `RevenueClaimerNothing` when none pays. A token that failed with less than `CLAIM_GAS`, for another reason than having
    /// nothing, may have failed for want of gas: `RevenueClaimerNeedsGas`. So a transaction pays what there is, or reverts,
    /// whatever its gas; and no gas is needed beyond what is used unless something fails.
    /// @return amountsWei The ether that each token paid, in the order given; 0 also for one that failed.
    function claimMany(address account, address[] calldata tokens) external returns (uint256[] memory amountsWei);

    /// @notice The most gas that a token is called with, more than the dearest claim takes.
    function CLAIM_GAS() external view returns (uint256);
}
