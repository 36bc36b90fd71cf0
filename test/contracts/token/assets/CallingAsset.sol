// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {PlainAsset} from "./PlainAsset.sol";

/// @notice As ERC-777 does, calls whoever sends and whoever receives, if it is a contract: both before the balances move.
contract CallingAsset is PlainAsset {
    address private _watched;

    function watch(address account) external {
        _watched = account;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (_watched != address(0) && (from == _watched || to == _watched)) {
            (bool ok,) = _watched.call(abi.encodeWithSignature("assetMoves(address,address,uint256)", from, to, value));
            require(ok, "watcher failed");
        }
        super._update(from, to, value);
    }
}
