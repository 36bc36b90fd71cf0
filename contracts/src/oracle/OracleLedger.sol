// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {GuardedCall} from "./GuardedCall.sol";
import {IInferenceOracle} from "./IInferenceOracle.sol";

/// @title OracleLedger
/// @notice What the oracle owes to whom, asset by asset. Only what is stored counts: no balance is ever read as if it were
/// somebody's money, so forced ether, gifts and rebasing change nobody's credit.
abstract contract OracleLedger is IInferenceOracle {
    using GuardedCall for address;
    using SafeERC20 for IERC20;

    /// @inheritdoc IInferenceOracle
    mapping(address account => uint256) public creditWei;
    mapping(address asset => mapping(address account => uint256)) private _assetCredit;
    bool private transient _pulling;

    /// @inheritdoc IInferenceOracle
    function assetCredit(address account, address asset) public view returns (uint256 amount) {
        return asset == address(0) ? creditWei[account] : _assetCredit[asset][account];
    }

    /// @inheritdoc IInferenceOracle
    function withdraw(address account) public returns (uint256 amountWei) {
        amountWei = creditWei[account];
        require(amountWei > 0, OracleNothingToWithdraw(account));

        creditWei[account] = 0;
        emit Withdrawn(account, address(0), amountWei);
        require(account.pay(amountWei, gasleft(), ""), OraclePaymentFailed(account, address(0), amountWei));
    }

    /// @inheritdoc IInferenceOracle
    function withdrawAsset(address account, address asset) external returns (uint256 amount) {
        if (asset == address(0)) return withdraw(account);
        amount = _assetCredit[asset][account];
        require(amount > 0, OracleNothingToWithdraw(account));

        _assetCredit[asset][account] = 0;
        emit Withdrawn(account, asset, amount);
        require(IERC20(asset).trySafeTransfer(account, amount), OraclePaymentFailed(account, asset, amount));
    }

    function _credit(address account, uint256 amountWei) internal {
        if (amountWei > 0) creditWei[account] += amountWei;
    }

    function _creditAsset(address account, address asset, uint256 amount) internal {
        if (asset == address(0)) _credit(account, amount);
        else if (amount > 0) _assetCredit[asset][account] += amount;
    }

    /// @dev Takes exactly `amount` from the caller. What arrives is measured, so an asset that keeps a part is refused. If two such
    /// measurements could be inside one another, the inner payment would count for the outer one too.
    function _pull(address asset, uint256 amount) internal {
        require(!_pulling, OracleFeeReentered(asset));
        _pulling = true;
        uint256 before = IERC20(asset).balanceOf(address(this));
        bool paid = IERC20(asset).trySafeTransferFrom(msg.sender, address(this), amount);
        uint256 received = paid ? _growth(asset, before) : 0;
        _pulling = false;
        require(received >= amount, OracleFeeNotReceived(asset, received, amount));
    }

    /// @dev Hands exactly `amount` to a contract that takes it itself, and nothing else.
    function _handOver(address asset, uint256 amount, address taker, uint256 gasLimit, bytes memory payload)
        internal
        returns (bool success)
    {
        uint256 before = IERC20(asset).balanceOf(address(this));
        IERC20(asset).forceApprove(taker, amount);
        success = taker.pay(0, gasLimit, payload);
        // What was approved may be left although the balance fits: a taker that has a credit may have withdrawn that instead.
        IERC20(asset).forceApprove(taker, 0);
        // Less would leave an allowance on others' money of the same asset, and revenue that nobody owns.
        return success && IERC20(asset).balanceOf(address(this)) + amount == before;
    }

    function _growth(address asset, uint256 before) private view returns (uint256) {
        uint256 balance = IERC20(asset).balanceOf(address(this));
        return balance > before ? balance - before : 0;
    }
}
