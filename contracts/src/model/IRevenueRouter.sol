// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice How the revenue of a model reaches its recipient.
enum RevenueRoute {
    /// Nobody may receive it yet: an offering is still undecided. The revenue waits where it is.
    Wait,
    /// Credited to `recipient`, who withdraws it.
    Account,
    /// Deposited into the revenue token at `recipient` with `IRevenueDeposit.deposit`.
    Token
}

/// @title IRevenueRouter
/// @notice Tells who receives the revenue of a model. A developer names one router when registering a model, and it never
/// changes; `address(0)` means that the developer receives everything.
interface IRevenueRouter {
    /// @param modelId The model as the registry knows it.
    /// @return route How to pay.
    /// @return recipient Whom to pay; `address(0)` when `route` is `Wait`.
    function revenueRoute(uint256 modelId) external view returns (RevenueRoute route, address recipient);
}
