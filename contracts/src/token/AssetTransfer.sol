// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title AssetTransfer
/// @notice Sends tokens of a contract that nobody vouches for: it may fail, but it can spend neither more gas than a limit nor the
/// caller's memory. (OpenZeppelin's `trySafeTransfer` hands on all gas.)
library AssetTransfer {
    /// @notice Too little gas was left for a failure to be the asset's own.
    error AssetTransferNeedsGas();

    /// Several times what the dearest common tokens need.
    uint256 internal constant TRANSFER_GAS = 300_000;
    /// With which a call gets all of `TRANSFER_GAS`: the EVM keeps back a 64th, and the call itself takes 100.
    uint256 private constant GAS_NEEDED = 306_000;

    /// @return done Whether the token says that it did: it has code, did not revert, and returned true or nothing. Reverts with
    /// `AssetTransferNeedsGas` where it failed with less than the limit: otherwise whoever calls chooses who is paid, by the gas.
    function send(address asset, address to, uint256 amount) internal returns (bool done) {
        if (asset.code.length == 0) return false;
        bytes memory call_ = abi.encodeCall(IERC20.transfer, (to, amount));
        uint256 gas = gasleft();
        assembly ("memory-safe") {
            done := call(TRANSFER_GAS, asset, 0, add(call_, 0x20), mload(call_), 0, 0x20)
            if returndatasize() {
                done := and(done, and(gt(returndatasize(), 0x1f), eq(mload(0), 1)))
            }
        }
        if (!done && gas < GAS_NEEDED) revert AssetTransferNeedsGas();
    }
}
