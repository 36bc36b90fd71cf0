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
            address token = tokens[i];
            uint256 gas = gasleft();
            bool done;
            uint256 length;
            bytes32 word;
            // At most a word of the answer is read: a long one would cost more gas than the call may.
            assembly ("memory-safe") {
                done := call(CLAIM_GAS, token, 0, add(call_, 0x20), mload(call_), 0, 0x20)
                length := returndatasize()
                word := mload(0)
            }
            if (done) {
                // A call to an account without code succeeds with nothing.
                if (length != 32) continue;
                any = true;
                amountsWei[i] = uint256(word);
            } else if (gas < GAS_NEEDED && (length < 4 || !_isNothing(bytes4(word)))) {
                revert RevenueClaimerNeedsGas(token, GAS_NEEDED);
            }
        }
        if (!any) revert RevenueClaimerNothing(account);
    }

    /// @dev No gas would change that: somebody else may have claimed for the account just before.
    function _isNothing(bytes4 selector) private pure returns (bool) {
        return selector == IRevenueShareToken.RevenueShareNothingToClaim.selector;
    }
}
