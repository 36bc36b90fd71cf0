// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title IERC7641
/// @notice Intrinsic revenue-sharing token, the interface of the draft of ERC-7641, unchanged.
interface IERC7641 is IERC20 {
    /// @return The wei that `account` can claim for the snapshot `snapshotId`.
    function claimableRevenue(address account, uint256 snapshotId) external view returns (uint256);

    /// @notice Pays the caller its revenue of one snapshot.
    function claim(uint256 snapshotId) external;

    /// @return The id of the newest snapshot.
    function snapshot() external returns (uint256);

    /// @return The wei that burning `amount` tokens pays.
    function redeemableOnBurn(uint256 amount) external view returns (uint256);

    /// @notice Burns `amount` of the caller's tokens and pays their share of the redemption pool.
    function burn(uint256 amount) external;
}
