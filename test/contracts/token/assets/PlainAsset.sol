// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice OpenZeppelin's ERC-20, of which anybody can have any amount.
contract PlainAsset is ERC20 {
    constructor() ERC20("Dollar", "USD") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
