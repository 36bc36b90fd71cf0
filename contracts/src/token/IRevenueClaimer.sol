// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IRevenueClaimer
/// @notice Claims of several revenue tokens in one transaction. It holds nothing, stores nothing and may do nothing for an account
/// that anybody could not do: every token pays the account itself.
interface IRevenueClaimer {
    error RevenueClaimerNothing(address account);

    /// @notice Calls `claimFor(account)` of each token. One that has nothing, fails or is no token holds up no other; reverts with
    /// `RevenueClaimerNothing` when none pays.
    /// @return amountsWei The ether that each token paid, in the order given; 0 also for one that failed.
    function claimMany(address account, address[] calldata tokens) external returns (uint256[] memory amountsWei);
}
