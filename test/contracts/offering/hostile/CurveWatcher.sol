// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {BondingCurve} from "../../../../contracts/src/offering/BondingCurve.sol";

/// @notice Trades on a curve whose currency calls it whenever its tokens move, and trades again from inside.
contract CurveWatcher {
    BondingCurve private immutable _curve;
    IERC20 private immutable _currency;
    bytes private _inner;
    uint256 public successes;
    uint256 public entries;

    constructor(BondingCurve curve, IERC20 currency) {
        _curve = curve;
        _currency = currency;
        currency.approve(address(curve), type(uint256).max);
    }

    /// @notice What to call the next time that tokens move; once.
    function plan(bytes calldata inner) external {
        _inner = inner;
    }

    function act(bytes calldata call_) external returns (bool ok) {
        (ok,) = address(_curve).call(call_);
    }

    function assetMoves(address, address, uint256) external {
        if (_inner.length == 0) return;
        entries++;
        bytes memory inner = _inner;
        delete _inner;
        (bool ok,) = address(_curve).call(inner);
        if (ok) successes++;
    }
}
