// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

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
}
