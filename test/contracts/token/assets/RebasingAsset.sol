// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {PlainAsset} from "./PlainAsset.sol";

/// @notice Balances are shares of a whole that grows and shrinks.
contract RebasingAsset is PlainAsset {
    uint256 private _percent = 100;

    function rebase(uint256 percent) external {
        _percent = percent;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return super.balanceOf(account) * _percent / 100;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, from == address(0) ? value : value * 100 / _percent);
    }
}
