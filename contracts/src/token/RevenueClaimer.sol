// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueClaimer} from "./IRevenueClaimer.sol";
import {IRevenueShareToken} from "./IRevenueShareToken.sol";

/// @title RevenueClaimer
/// @notice See `IRevenueClaimer`.
contract RevenueClaimer is IRevenueClaimer {
    /// @inheritdoc IRevenueClaimer
    function claimMany(address account, address[] calldata tokens) external returns (uint256[] memory amountsWei) {
        amountsWei = new uint256[](tokens.length);
        bool any = false;
        for (uint256 i = 0; i < tokens.length; i++) {
            (bool done, bytes memory result) = tokens[i].call(abi.encodeCall(IRevenueShareToken.claimFor, (account)));
            // A call to an account without code succeeds with nothing.
            if (!done || result.length != 32) continue;
            any = true;
            amountsWei[i] = abi.decode(result, (uint256));
        }
        if (!any) revert RevenueClaimerNothing(account);
    }
}
