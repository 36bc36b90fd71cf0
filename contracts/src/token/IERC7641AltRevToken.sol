// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC7641} from "./IERC7641.sol";

/// @title IERC7641AltRevToken
/// @notice Revenue in other tokens than ether: ERC-7641, section "Optional Extension: AltRevToken", unchanged. It has no claim of
/// its own: `claim` and `burn` pay every asset.
interface IERC7641AltRevToken is IERC7641 {
    /// @return The base units of `token` that `account` can claim for the snapshot `snapshotId`.
    function claimableERC20(address account, uint256 snapshotId, address token) external view returns (uint256);

    /// @return The base units of `token` that burning `amount` tokens pays.
    function redeemableERC20OnBurn(uint256 amount, address token) external view returns (uint256);
}
