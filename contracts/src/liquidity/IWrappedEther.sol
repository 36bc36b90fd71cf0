// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IWrappedEther
/// @notice Ether as an ERC-20, one for one.
interface IWrappedEther {
    function deposit() external payable;
    function withdraw(uint256 amountWei) external;
}
