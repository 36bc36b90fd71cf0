// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

interface IAssetHook {
    function assetMoves(bool isSender) external;
}

/// @notice Tells the sender before and the receiver after each transfer, as ERC-777 does, if they want to know.
contract HookedAsset is ERC20("Hooked", "HKD") {
    mapping(address account => bool) private _listens;

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function listen() external {
        _listens[msg.sender] = true;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (_listens[from]) IAssetHook(from).assetMoves(true);
        super._update(from, to, amount);
        if (_listens[to]) IAssetHook(to).assetMoves(false);
    }
}
