// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BatchAuction} from "../../../../../contracts/src/offering/BatchAuction.sol";

/// @notice Tries everything again whenever it is paid.
contract ReentrantBidder {
    BatchAuction private immutable _auction;
    uint256 public entries;
    uint256 public successes;

    constructor(BatchAuction auction) {
        _auction = auction;
    }

    receive() external payable {
        entries++;
        _try(abi.encodeCall(_auction.withdraw, (msg.value)));
        _try(abi.encodeCall(_auction.withdraw, (1)));
        _try(abi.encodeCall(_auction.claim, (address(this))));
        _try(abi.encodeCall(_auction.refund, (address(this))));
        _try(abi.encodeCall(_auction.refundTo, (address(this))));
        _try(abi.encodeCall(_auction.clear, (1)));
        _try(abi.encodeCall(_auction.finalise, ()));
    }

    function bid(uint256 tick) external payable {
        _auction.bid{value: msg.value}(tick, msg.value);
    }

    function withdraw(uint256 amount) external {
        _auction.withdraw(amount);
    }

    function _try(bytes memory call) private {
        (bool ok,) = address(_auction).call(call);
        if (ok) successes++;
    }
}
