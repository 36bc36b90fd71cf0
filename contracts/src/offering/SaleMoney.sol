// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {AssetTransfer} from "../token/AssetTransfer.sol";
import {IOffering} from "./IOffering.sol";

/// @title SaleMoney
/// @notice How a sale takes and pays its currency, ether or one ERC-20. No balance is an input but to tell what a transfer brought.
abstract contract SaleMoney is ReentrancyGuardTransient, IOffering {
    using SafeERC20 for IERC20;

    /// What every payment into the sale touches, in one word.
    struct Progress {
        uint128 totalCommitted;
        uint40 start;
        uint40 end;
        bool finalised;
        bool raiseWithdrawn;
        bool developerTokensClaimed;
        bool tokenStarted;
        bool liquiditySettled;
        /// Whether the currency is an ERC-20; a sale in ether never reads which.
        bool inAsset;
    }

    /// That has to be left when a payment begins whose refusal counts: several times what contracts commonly do when they are paid.
    uint256 private constant PAYMENT_GAS = 310_000;

    Progress internal _progress;
    IERC20 internal _currency;
    /// @inheritdoc IOffering
    mapping(address account => uint256) public refundOwed;

    /// @dev Takes exactly `amount` of the currency from the caller. It comes before anything that it pays for is read, so that
    /// a currency which calls somebody back finds nothing half done.
    function _collect(uint256 amount) internal {
        if (amount == 0) revert OfferingZeroAmount();
        bool inAsset = _progress.inAsset;
        uint256 valueWei = inAsset ? 0 : amount;
        if (msg.value != valueWei) revert OfferingWrongValue(msg.value, valueWei);
        if (inAsset) _collectAsset(amount);
    }

    /// @dev Anybody can use a signature that it sees; then the approval is there all the same, and this fails. Whether it is enough
    /// is for the transfer to tell.
    function _permit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) internal {
        if (!_progress.inAsset) return;
        try IERC20Permit(address(_currency)).permit(msg.sender, address(this), amount, deadline, v, r, s) {
            return;
        } catch {
            return;
        }
    }

    /// @dev With all gas: whoever calls pays for it, and every stored number is already final.
    function _pay(address account, uint256 amount) internal {
        if (!_send(account, amount)) revert OfferingPaymentFailed(account, amount);
    }

    /// @dev A payee that refuses keeps its claim to the amount and holds up nothing else. With less gas than it may need nobody has
    /// refused: else a stranger could settle for it in a way that leaves its refund behind.
    function _payOrOwe(address account, uint256 amount) internal {
        uint256 gas = gasleft();
        if (_send(account, amount)) return;
        if (gas < PAYMENT_GAS) revert OfferingPaymentNeedsGas(account, PAYMENT_GAS);
        refundOwed[account] += amount;
        emit RefundOwed(account, amount);
    }

    /// @dev What is not exactly what was said is refused, so that nobody's payment is paid by the others.
    function _collectAsset(uint256 amount) private nonReentrant {
        IERC20 currency = _currency;
        uint256 before = currency.balanceOf(address(this));
        currency.safeTransferFrom(msg.sender, address(this), amount);
        uint256 balance = currency.balanceOf(address(this));
        uint256 received = balance > before ? balance - before : 0;
        if (received != amount) revert OfferingWrongReceipt(received, amount);
    }

    function _send(address account, uint256 amount) private returns (bool sent) {
        if (_progress.inAsset) return AssetTransfer.send(address(_currency), account, amount);
        (sent,) = account.call{value: amount}("");
    }
}
