// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BatchAuction} from "../../../../../contracts/src/offering/BatchAuction.sol";

/// @notice Lends ether inside one transaction.
contract EtherLender {
    receive() external payable {}

    function lend(FlashBidder borrower, uint256 amount) external {
        uint256 before = address(this).balance;
        borrower.use{value: amount}();
        require(address(this).balance == before, "not repaid");
    }
}

/// @notice Bids what it borrowed, so that everybody else's price moves, and takes it back.
contract FlashBidder {
    BatchAuction private immutable _auction;
    uint256 private immutable _tick;

    constructor(BatchAuction auction, uint256 tick) {
        _auction = auction;
        _tick = tick;
    }

    receive() external payable {}

    function use() external payable {
        _auction.bid{value: msg.value}(_tick, msg.value);
        _auction.withdraw(msg.value);
        (bool ok,) = msg.sender.call{value: msg.value}("");
        require(ok, "lender refused");
    }
}
