// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BondingCurve} from "../../../../contracts/src/offering/BondingCurve.sol";

/// @notice Trades on a curve and, whenever it is paid, tries to be paid again in every way there is.
contract CurveTrader {
    BondingCurve private immutable _curve;
    uint256 public entries;
    uint256 public successes;

    constructor(BondingCurve curve) {
        _curve = curve;
    }

    receive() external payable {
        if (msg.sender != address(_curve)) return;
        entries++;
        _try(abi.encodeCall(_curve.sell, (_curve.positionOf(address(this)).tokens + 1, 0, type(uint256).max)));
        _try(abi.encodeCall(_curve.claim, (address(this))));
        _try(abi.encodeCall(_curve.refund, (address(this))));
        _try(abi.encodeCall(_curve.refundTo, (address(this))));
        _try(abi.encodeCall(_curve.finalise, ()));
    }

    function buy(uint256 amountWei) external payable {
        _curve.buy{value: amountWei}(amountWei, 0, type(uint256).max);
    }

    function sell(uint256 tokens) external {
        _curve.sell(tokens, 0, type(uint256).max);
    }

    /// @notice Borrowed money comes with the call and has to be there again at its end.
    /// @param parts Sales in which the tokens go back.
    function useLoan(uint256 parts) external payable returns (uint256 leftWei) {
        uint256 before = address(this).balance - msg.value;
        _curve.buy{value: msg.value}(msg.value, 0, type(uint256).max);
        for (uint256 i = 0; i < parts; i++) {
            _curve.sell(_curve.positionOf(address(this)).tokens / (parts - i), 0, type(uint256).max);
        }
        leftWei = address(this).balance - before;
        (bool repaid,) = msg.sender.call{value: leftWei}("");
        require(repaid, "not repaid");
    }

    function _try(bytes memory call_) private {
        (bool ok,) = address(_curve).call(call_);
        if (ok) successes++;
    }
}
