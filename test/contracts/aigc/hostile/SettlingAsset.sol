// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AigcCollection} from "../../../../contracts/src/aigc/AigcCollection.sol";
import {RoyaltyAsset} from "../RoyaltyAsset.sol";

/// @notice Settles again while it is sent: itself, and the collection's ether.
contract SettlingAsset is RoyaltyAsset {
    AigcCollection private immutable _collection;
    bool private _inside;

    constructor(AigcCollection collection) {
        _collection = collection;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (_inside) return super.transfer(to, amount);
        _inside = true;
        super.transfer(to, amount);
        (bool again,) = address(_collection).call(abi.encodeWithSignature("settleRoyalties(address)", address(this)));
        require(!again, "paid twice");
        _collection.settleRoyalties();
        return true;
    }
}
