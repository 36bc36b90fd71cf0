// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AigcCollection} from "../../../../contracts/src/aigc/AigcCollection.sol";

/// @notice Settles again while it is paid, its own collection and another one.
contract GreedyRecipient {
    AigcCollection private immutable _own;
    AigcCollection private immutable _other;
    bool private _refuses;

    constructor(AigcCollection own, AigcCollection other) {
        (_own, _other) = (own, other);
    }

    receive() external payable {
        require(!_refuses);
        (bool again,) = address(_own).call(abi.encodeWithSignature("settleRoyalties()"));
        require(!again);
        if (address(_other).balance > 0) _other.settleRoyalties();
    }

    function refuse() external {
        _refuses = true;
    }
}
