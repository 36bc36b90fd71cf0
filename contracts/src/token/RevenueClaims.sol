// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Holdings} from "./Holdings.sol";
import {IERC7641} from "./IERC7641.sol";
import {IERC7641AltRevToken} from "./IERC7641AltRevToken.sol";
import {IRevenueShareToken} from "./IRevenueShareToken.sol";

/// @title RevenueClaims
/// @notice Pays what holdings earned, once. What is sent is off the books before. Ether goes last: while an asset is
/// called the guard is held, so nobody can count as found what is still to be sent. What a further asset refuses to send goes
/// back to the account's books and holds up nothing else.
abstract contract RevenueClaims is Holdings {
    using BitMaps for BitMaps.BitMap;

    struct Receipt {
        uint128 paidWei;
        /// All periods up to here are paid.
        uint32 paidThrough;
        /// Bit `i`: period `paidThrough + 1 + i` is paid. Later ones are in `_paidLater`, which saves most single claims a word.
        uint96 paidNext;
    }

    uint256 private constant PAID_NEXT_BITS = 96;

    mapping(address account => Receipt) private _receipts;
    mapping(address account => BitMaps.BitMap) private _paidLater;

    /// @inheritdoc IERC7641
    function claim(uint256 snapshotId) external {
        uint256 lastClosed = _close() - 1;
        if (snapshotId == 0 || snapshotId > lastClosed) revert RevenueSharePeriodNotClosed(snapshotId, lastClosed);
        Receipt storage receipt = _receipts[msg.sender];
        (bool paid, uint256 offset) = _isPaid(receipt, msg.sender, snapshotId);
        if (paid) revert RevenueShareNothingToClaim(msg.sender);
        // The shift stays below 96 bits by the condition.
        if (offset < PAID_NEXT_BITS) receipt.paidNext |= uint96(1 << offset);
        else _paidLater[msg.sender].set(snapshotId);

        uint256 sharing = _sharing(msg.sender, snapshotId);
        uint256 amountWei = _perUnit[snapshotId].earned(_perUnit[snapshotId - 1], sharing);
        _record(receipt, msg.sender, snapshotId, amountWei);
        bool any = amountWei != 0;
        uint256 count = _clock.assetCount;
        for (uint256 i = 0; i < count; i++) {
            if (_claimAssetOf(i, snapshotId, sharing, lastClosed)) any = true;
        }
        _payClaim(msg.sender, msg.sender, amountWei, any);
    }

    /// @inheritdoc IRevenueShareToken
    function claimAll() external returns (uint256 amountWei) {
        return _claimAll(msg.sender, msg.sender);
    }

    /// @inheritdoc IRevenueShareToken
    function claimFor(address account) external returns (uint256 amountWei) {
        return _claimAll(account, account);
    }

    /// @inheritdoc IRevenueShareToken
    function claimTo(address payee) external returns (uint256 amountWei) {
        return _claimTo(msg.sender, payee);
    }

    /// @inheritdoc IERC7641
    function claimableRevenue(address account, uint256 snapshotId) external view returns (uint256) {
        Books memory books = _books();
        (bool paid,) = _isPaid(_receipts[account], account, snapshotId);
        if (snapshotId == 0 || snapshotId > books.lastClosed || paid) return 0;
        return _perUnitAt(snapshotId, books).earned(_perUnit[snapshotId - 1], _sharing(account, snapshotId));
    }

    /// @inheritdoc IERC7641AltRevToken
    function claimableERC20(address account, uint256 snapshotId, address token) external view returns (uint256) {
        (uint256 index, uint256 lastClosed, AssetBooks memory books) = _booksOf(token);
        (bool paid,) = _isPaid(_receipts[account], account, snapshotId);
        if (snapshotId == 0 || snapshotId > lastClosed || paid) return 0;
        return _assetEarnedIn(index, snapshotId, _sharing(account, snapshotId), books);
    }

    /// @inheritdoc IRevenueShareToken
    function claimable(address account) external view returns (uint256 amountWei) {
        Books memory books = _books();
        return _unpaid(_earnedThrough(account, books.lastClosed, books.perUnit), _receipts[account].paidWei);
    }

    /// @inheritdoc IRevenueShareToken
    function claimableAsset(address account, address asset) external view returns (uint256 amount) {
        (uint256 index, uint256 lastClosed, AssetBooks memory books) = _booksOf(asset);
        return _due(_assetEarned(account, index, uint32(lastClosed), books, type(uint256).max));
    }

    function _claimTo(address account, address payee) internal returns (uint256 amountWei) {
        if (payee == address(0)) revert RevenueShareZeroPayee();
        emit ClaimDirected(account, payee);
        return _claimAll(account, payee);
    }

    function _claimAll(address account, address payee) private returns (uint256 amountWei) {
        uint32 lastClosed = _close() - 1;
        Receipt storage receipt = _receipts[account];
        amountWei = _unpaid(_earnedThrough(account, lastClosed, _perUnit[lastClosed]), receipt.paidWei);
        receipt.paidThrough = lastClosed;
        receipt.paidNext = 0;
        _record(receipt, account, 0, amountWei);
        bool any = amountWei != 0;
        uint256 count = _clock.assetCount;
        for (uint256 i = 0; i < count; i++) {
            if (_claimAsset(account, payee, i, lastClosed)) any = true;
        }
        _payClaim(account, payee, amountWei, any);
    }

    /// @dev Ether goes last. `any` tells whether there was anything to claim, of whichever asset.
    function _payClaim(address account, address payee, uint256 amountWei, bool any) private {
        if (!any) revert RevenueShareNothingToClaim(account);
        if (amountWei != 0) _pay(payee, amountWei);
    }

    function _record(Receipt storage receipt, address account, uint256 id, uint256 amountWei) private {
        if (amountWei == 0) return;
        // At most what was shared out, which is in the pool and below 2^128.
        unchecked {
            receipt.paidWei += uint128(amountWei);
        }
        _pools.claimWei -= uint128(amountWei);
        emit RevenueClaimed(account, id, amountWei);
    }

    /// @dev Pays the caller what `sharing` tokens earned of an asset in period `id`.
    /// @return any Whether it earned something.
    function _claimAssetOf(uint256 index, uint256 id, uint256 sharing, uint256 lastClosed) private returns (bool any) {
        AssetBooks memory books = _shareOut(index, lastClosed);
        uint256 due = _assetEarnedIn(index, id, sharing, books);
        if (due == 0) return false;
        _assetAccounts[msg.sender][index].owed -= int128(uint128(due));
        _sendDue(msg.sender, msg.sender, index, id, due);
        return true;
    }

    /// @dev Pays `payee` everything that is due to `account` of an asset.
    /// @return any Whether something is due, or was at least summed up.
    function _claimAsset(address account, address payee, uint256 index, uint32 lastClosed) private returns (bool any) {
        AssetBooks memory books = _shareOut(index, lastClosed);
        uint32 through = _assetAccounts[account][index].through;
        AssetAccount memory assets = _assetEarned(account, index, lastClosed, books, MAX_SEGMENTS);
        uint256 due = _due(assets);
        if (due != 0) assets.owed = 0;
        _assetAccounts[account][index] = assets;
        if (due != 0) _sendDue(account, payee, index, 0, due);
        // Where segments are left, the claim was worth it even if these earned nothing.
        return due != 0 || (assets.through != through && assets.through != lastClosed);
    }

    /// @dev What is due is at most what was shared out, which is in the pool and below 2^127.
    function _sendDue(address account, address payee, uint256 index, uint256 id, uint256 due) private {
        _assets[index].claimPool -= uint128(due);
        emit AssetClaimed(account, _assets[index].asset, id, due);
        _sendOrCredit(account, payee, index, due);
    }

    /// @dev Pays the caller the part of each asset's redemption pool that `amount` of `supply` tokens redeem.
    function _redeemAssets(uint256 amount, uint256 supply, uint32 open) internal {
        uint256 count = _clock.assetCount;
        for (uint256 i = 0; i < count; i++) {
            _shareOut(i, open - 1);
            uint256 redeemPool = _assets[i].redeemPool;
            // amount <= supply since it could be burnt, so the payout is at most the pool.
            uint256 payout = amount * redeemPool / supply;
            if (payout == 0) continue;
            _assets[i].redeemPool = uint128(redeemPool - payout);
            emit AssetRedeemed(msg.sender, _assets[i].asset, payout);
            _sendOrCredit(msg.sender, msg.sender, i, payout);
        }
    }

    /// @dev What an asset does not send stays the account's, for `claimAll`, `claimFor` and `claimTo`. The amount is off the books.
    function _sendOrCredit(address account, address payee, uint256 index, uint256 amount) private {
        if (_trySend(index, payee, amount)) return;
        _assetAccounts[account][index].owed += int128(uint128(amount));
        _assets[index].claimPool += uint128(amount);
        emit AssetCredited(account, _assets[index].asset, amount);
    }

    /// @dev Balance and grants are rounded down apart in the sum over periods but together in a single period, so single claims
    /// may have paid a wei more than the sum. Both stay below what the tokens earned, so the pool covers either.
    function _unpaid(uint256 earnedWei, uint256 paidWei) private pure returns (uint256) {
        return earnedWei > paidWei ? earnedWei - paidWei : 0;
    }

    function _due(AssetAccount memory assets) private pure returns (uint256) {
        return assets.owed > 0 ? uint256(uint128(assets.owed)) : 0;
    }

    /// @return paid Whether `id` was paid, alone or with others.
    /// @return offset Of `id` from the first period that `claimAll` has not paid; of no meaning when it has.
    function _isPaid(Receipt storage receipt, address account, uint256 id)
        private
        view
        returns (bool paid, uint256 offset)
    {
        uint256 through = receipt.paidThrough;
        if (id <= through) return (true, 0);
        unchecked {
            offset = id - through - 1;
        }
        paid = offset < PAID_NEXT_BITS ? (receipt.paidNext >> offset) & 1 == 1 : _paidLater[account].get(id);
    }
}
