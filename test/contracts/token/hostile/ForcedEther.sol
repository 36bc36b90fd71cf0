// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Leaves its ether to `target` without a call.
contract ForcedEther {
    constructor(address payable target) payable {
        selfdestruct(target);
    }
}
