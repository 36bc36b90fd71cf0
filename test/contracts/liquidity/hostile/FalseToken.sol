// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ILiquidityLocker} from "../../../../contracts/src/liquidity/ILiquidityLocker.sol";

/// @notice A token that is its own vault, and takes the locker's time for whatever it likes: a call whenever it is transferred, burnt or
/// paid.
contract FalseToken is ERC20 {
    ILiquidityLocker private immutable _locker;
    address private _target;
    bytes private _call;
    bool public succeeded;
    uint256 public calls;

    constructor(ILiquidityLocker locker) ERC20("False", "FALSE") {
        _locker = locker;
        _mint(address(this), 1e30);
    }

    receive() external payable {}

    function plan(address target, bytes calldata call_) external {
        (_target, _call) = (target, call_);
    }

    function seed(address currency, uint256 tokens, uint256 amount) external payable {
        super._update(address(this), address(_locker), tokens);
        if (currency != address(0)) IERC20(currency).approve(address(_locker), amount);
        _locker.seed{value: msg.value}(address(this), currency, tokens, amount);
    }

    function discard(uint256) external {
        _act();
    }

    function deposit() external payable {
        _act();
    }

    /// @notice Takes all that it may, and all that it may not.
    function deposit(address asset, uint256 amount) external {
        _act();
        IERC20(asset).transferFrom(msg.sender, address(this), amount);
        (bool more,) = asset.call(abi.encodeCall(IERC20.transferFrom, (msg.sender, address(this), 1)));
        require(!more, "took more than it may");
    }

    function vault() external view returns (address) {
        return address(this);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(_locker)) _act();
        super._update(from, to, value);
    }

    function _act() private {
        if (_target == address(0)) return;
        calls++;
        (bool ok,) = _target.call(_call);
        if (ok) succeeded = true;
    }
}
