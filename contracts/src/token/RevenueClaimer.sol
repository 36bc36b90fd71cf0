// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueClaimer} from "./IRevenueClaimer.sol";
import {IRevenueShareToken} from "./IRevenueShareToken.sol";

/// @title RevenueClaimer
/// @notice See `IRevenueClaimer`.
contract RevenueClaimer is IRevenueClaimer {
    /// @inheritdoc IRevenueClaimer
    uint256 public constant CLAIM_GAS = 12_000_000;
    /// With which a call gets all of `CLAIM_GAS`: the EVM keeps back a 64th, and the first call of an account takes 2,600.
    uint256 private constant GAS_NEEDED = 12_200_000;

    /// @inheritdoc IRevenueClaimer
    function claimMany(address account, address[] calldata tokens) external returns (uint256[] memory amountsWei) {
        amountsWei = new uint256[](tokens.length);
        bytes memory call_ = abi.encodeCall(IRevenueShareToken.claimFor, (account));
        bool any = false;
        for (uint256 i = 0; i < tokens.length; i++) {
            uint256 gas = gasleft();
            (bool done, bytes memory result) = tokens[i].call{gas: CLAIM_GAS}(call_);
            if (!done && gas < GAS_NEEDED && !_hasNothing(result)) {
                revert RevenueClaimerNeedsGas(tokens[i], GAS_NEEDED);
            }
            // A call to an account without code succeeds with nothing.
            if (!done || result.length != 32) continue;
            any = true;
            amountsWei[i] = abi.decode(result, (uint256));
        }
        if (!any) revert RevenueClaimerNothing(account);
    }

    /// @dev No gas would change that. Somebody else may have claimed for the account just before.
    function _hasNothing(bytes memory result) private pure returns (bool) {
        return bytes4(result) == IRevenueShareToken.RevenueShareNothingToClaim.selector;
    }
}
