// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IRevenueDeposit} from "../../../../contracts/src/model/IRevenueDeposit.sol";

/// @notice Takes deposits while it is open.
contract SharingRecipient is IRevenueDeposit {
    error Closed();

    bool public closed;
    uint256 public depositedWei;

    function setClosed(bool closed_) external {
        closed = closed_;
    }

    function deposit() external payable {
        require(!closed, Closed());
        depositedWei += msg.value;
    }

    function deposit(address asset, uint256 amount) external {
        require(!closed, Closed());
        SafeERC20.safeTransferFrom(IERC20(asset), msg.sender, address(this), amount);
    }
}
