// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IModelGovernance} from "./IModelGovernance.sol";
import {IModelTreasury} from "./IModelTreasury.sol";

/// @title ModelTreasury
/// @notice The one implementation behind all treasuries. A clone carries its creator and its token in its code; the implementation has
/// neither, so nobody can pay out of it.
contract ModelTreasury is IModelTreasury {
    /// @notice Takes a donation.
    receive() external payable {
        emit Donated(msg.sender, msg.value);
    }

    /// @inheritdoc IModelTreasury
    /// @dev Nothing is stored, so a payee that calls back finds nothing that isn't final.
    function grant(uint256 proposalId, address asset, address payee, uint256 amount) external {
        if (msg.sender != governor()) revert GovernanceNotGovernor(msg.sender);
        uint256 balance = asset == address(0) ? address(this).balance : IERC20(asset).balanceOf(address(this));
        if (balance < amount) revert GovernanceTreasuryTooSmall(asset, balance, amount);
        emit Granted(proposalId, asset, payee, amount);
        if (asset == address(0)) Address.sendValue(payable(payee), amount);
        else SafeERC20.safeTransfer(IERC20(asset), payee, amount);
    }

    /// @inheritdoc IModelTreasury
    function token() external view returns (address token_) {
        (, token_) = _parties();
    }

    /// @inheritdoc IModelTreasury
    function governor() public view returns (address) {
        (IModelGovernance governance, address token_) = _parties();
        return governance.governorOf(token_);
    }

    function _parties() private view returns (IModelGovernance governance, address token_) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (IModelGovernance, address));
    }
}
