// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {PlainAsset} from "./PlainAsset.sol";

/// @notice Keeps a hundredth of every transfer.
contract FeeAsset is PlainAsset {
    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, value);
        super._update(from, address(0xfee), value / 100);
        super._update(from, to, value - value / 100);
    }
}
