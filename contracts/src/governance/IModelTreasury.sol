// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IModelTreasury
/// @notice Holds what was given to a model's community, in ether and any ERC-20, and pays it out by executed proposals of the
/// holders only. Anybody gives by a plain transfer. There is no other way out, no owner and no allowance.
///
/// What the treasury has is what its balance says, so nothing that arrives is lost, however it came. Revenue tokens in it earn
/// revenue like any holder's: `claimFor(treasury)` of the token pays it here.
interface IModelTreasury {
    event Donated(address indexed from, uint256 amountWei);
    /// @param asset The zero address for ether.
    event Granted(uint256 indexed proposalId, address indexed asset, address indexed payee, uint256 amount);

    error GovernanceNotGovernor(address caller);
    /// @notice The treasury has `balance` of the asset, in its base units.
    error GovernanceTreasuryTooSmall(address asset, uint256 balance, uint256 amount);

    /// @notice Pays a grant; by the token's governor only. A payee that refuses ether makes it revert.
    /// @param asset The zero address for ether.
    /// @param amount In base units of the asset (ether: wei).
    function grant(uint256 proposalId, address asset, address payee, uint256 amount) external;

    /// @notice The revenue token whose holders decide.
    function token() external view returns (address);
    /// @notice The only account that pays out of this treasury.
    function governor() external view returns (address);
}
