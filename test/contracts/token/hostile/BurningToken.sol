// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Burns whatever gas it gets, whatever is called.
contract BurningToken {
    fallback() external {
        assembly {
            invalid()
        }
    }
}
