// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice An asset that changes everybody's balance at once, up or down.
contract RebasingAsset is ERC20("Rebasing", "RBS") {
    uint256 private constant UNIT = 1e18;

    uint256 private _factor = UNIT;

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    /// @param factor Of the balances as they were minted and moved, 1e18 for once.
    function rebase(uint256 factor) external {
        _factor = factor;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return super.balanceOf(account) * _factor / UNIT;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount * UNIT / _factor);
    }
}
