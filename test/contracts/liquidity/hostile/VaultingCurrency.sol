// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ILiquidityLocker} from "../../../../contracts/src/liquidity/ILiquidityLocker.sol";

/// @notice Answers the locker as a launch's token does, and is its own vault.
contract VaultingCurrency is ERC20("Currency", "CUR") {
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function seed(ILiquidityLocker locker, address asset, uint256 tokens, uint256 amount) external {
        _transfer(address(this), address(locker), tokens);
        IERC20(asset).approve(address(locker), amount);
        locker.seed(address(this), asset, tokens, amount);
    }

    function discard(uint256 amount) external {
        _transfer(msg.sender, address(this), amount);
    }

    function deposit(address asset, uint256 amount) external {
        IERC20(asset).transferFrom(msg.sender, address(this), amount);
    }

    function vault() external view returns (address) {
        return address(this);
    }
}
