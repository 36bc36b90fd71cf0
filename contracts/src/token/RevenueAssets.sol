// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IRevenueDeposit} from "../model/IRevenueDeposit.sol";
import {AssetTransfer} from "./AssetTransfer.sol";
import {IERC7641AltRevToken} from "./IERC7641AltRevToken.sol";
import {IRevenueShareToken} from "./IRevenueShareToken.sol";
import {RevenuePerUnitX128} from "./RevenuePerUnit.sol";
import {RevenuePeriods} from "./RevenuePeriods.sol";

/// @title RevenueAssets
/// @notice The further revenue assets: what of them came in, and what one unit of supply has earned of each. Periods are those of
/// ether. Closing a period does not touch the assets' books: what came in during a period is shared out when the asset is next
/// used, by the supply that history tells for that period.
///
/// The guard is held whenever an asset is called that could call back, so that nobody measures a balance in the middle of a
/// transfer. Books never depend on what an asset says of itself, but for what it says when something comes in.
abstract contract RevenueAssets is RevenuePeriods {
    using Checkpoints for Checkpoints.Trace256;

    struct Asset {
        address asset;
        /// The period in which `pending` came in.
        uint32 pendingPeriod;
        uint128 pending;
        /// All that ever came in; it stays below 2^127, so that sums of shares fit their words.
        uint128 received;
        uint128 claimPool;
        uint128 redeemPool;
        /// `RevenuePerUnitX128` by the periods that had revenue.
        Checkpoints.Trace256 perUnit;
    }

    /// An asset's books as if what a closed period took in had been shared out.
    struct AssetBooks {
        uint256 pending;
        uint256 claimPool;
        uint256 redeemPool;
        /// The newest period with revenue, and the total per unit since.
        uint256 newest;
        RevenuePerUnitX128 perUnit;
    }

    uint256 private constant MAX_RECEIVED = 2 ** 127 - 1;

    mapping(uint256 index => Asset) internal _assets;

    /// @inheritdoc IRevenueDeposit
    function deposit(address asset, uint256 amount) external nonReentrant {
        uint256 index = _indexOf(asset);
        uint32 open = _close();
        uint256 received = _receive(asset, amount);
        _takeIn(index, received, open);
        emit AssetDeposited(msg.sender, asset, received);
    }

    /// @inheritdoc IRevenueShareToken
    function fundRedemption(address asset, uint256 amount) external payable nonReentrant {
        // Before, nobody holds what could be redeemed, and after a failure nobody ever will.
        if (_clock.periodEnd == 0) revert RevenueShareLaunchNotSucceeded();
        // Both additions are at most what there is.
        unchecked {
            if (asset == address(0)) {
                amount = msg.value;
                _pools.redeemWei += uint128(amount);
            } else {
                // It would be off the books, and revenue by the next `sync`.
                if (msg.value != 0) revert RevenueShareEtherNotTaken(msg.value);
                Asset storage books = _assets[_indexOf(asset)];
                amount = _receive(asset, amount);
                _countReceived(books, amount);
                books.redeemPool += uint128(amount);
            }
        }
        emit RedemptionFunded(msg.sender, asset, amount);
    }

    /// @inheritdoc IRevenueShareToken
    function sync(address asset) external nonReentrant returns (uint256 amount) {
        uint256 index = _indexOf(asset);
        uint32 open = _close();
        Asset storage books = _assets[index];
        uint256 stored = uint256(books.pending) + books.claimPool + books.redeemPool;
        uint256 balance = IERC20(asset).balanceOf(address(this));
        if (balance <= stored) return 0;
        amount = balance - stored;
        _takeIn(index, amount, open);
        emit AssetDeposited(address(0), asset, amount);
    }

    /// @inheritdoc IRevenueShareToken
    function revenueAssets() external view returns (address[] memory assets) {
        assets = new address[](_clock.assetCount);
        for (uint256 i = 0; i < assets.length; i++) {
            assets[i] = _assets[i].asset;
        }
    }

    /// @inheritdoc IRevenueShareToken
    function assetPools(address asset) external view returns (uint256 pending, uint256 claimPool, uint256 redeemPool) {
        (,, AssetBooks memory books) = _booksOf(asset);
        return (books.pending, books.claimPool, books.redeemPool);
    }

    /// @inheritdoc IRevenueShareToken
    function assetRevenue(address asset, uint256 id) external view returns (uint256 revenue) {
        (uint256 index, uint256 lastClosed, AssetBooks memory books) = _booksOf(asset);
        if (id == 0 || id > lastClosed) return 0;
        return _assetEarnedIn(index, id, _supplyAt(id), books);
    }

    /// @inheritdoc IERC7641AltRevToken
    function redeemableERC20OnBurn(uint256 amount, address token) external view returns (uint256) {
        (,, AssetBooks memory books) = _booksOf(token);
        return _redeemable(amount, books.redeemPool);
    }

    function totalSupply() public view virtual returns (uint256);

    /// @dev What `amount` tokens redeem of a pool, rounded down; all of it from the whole supply on.
    function _redeemable(uint256 amount, uint256 pool) internal view returns (uint256) {
        uint256 supply = totalSupply();
        return amount >= supply ? pool : amount * pool / supply;
    }

    /// @dev Bounded by `TokenBounds`.
    function _initialiseAssets(address[] calldata assets) internal {
        _clock.assetCount = uint8(assets.length);
        for (uint256 i = 0; i < assets.length; i++) {
            _assets[i].asset = assets[i];
        }
    }

    function _indexOf(address asset) internal view returns (uint256 index) {
        uint256 count = _clock.assetCount;
        for (; index < count; index++) {
            if (_assets[index].asset == asset) return index;
        }
        revert RevenueShareAssetUnknown(asset);
    }

    /// @dev For views: the books as if due periods were closed now.
    function _booksOf(address asset)
        internal
        view
        returns (uint256 index, uint256 lastClosed, AssetBooks memory books)
    {
        index = _indexOf(asset);
        lastClosed = _books().lastClosed;
        books = _assetBooks(index, lastClosed);
    }

    /// @dev Shares out what came in during a period that is closed now. Before anything reads or changes an asset's pools.
    function _shareOut(uint256 index, uint256 lastClosed) internal returns (AssetBooks memory books) {
        Asset storage asset = _assets[index];
        uint256 pending = asset.pending;
        uint256 redeemPool = asset.redeemPool;
        books = _assetBooks(index, lastClosed);
        if (books.pending == pending) return books;
        asset.pending = 0;
        // Parts of what ever came in.
        asset.claimPool = uint128(books.claimPool);
        asset.redeemPool = uint128(books.redeemPool);
        asset.perUnit.push(books.newest, RevenuePerUnitX128.unwrap(books.perUnit));
        uint256 redemption = books.redeemPool - redeemPool;
        emit AssetShared(asset.asset, books.newest, pending - redemption, redemption);
    }

    function _assetBooks(uint256 index, uint256 lastClosed) internal view returns (AssetBooks memory books) {
        Asset storage asset = _assets[index];
        (, uint256 newest, uint256 perUnit) = asset.perUnit.latestCheckpoint();
        books = AssetBooks({
            pending: asset.pending,
            claimPool: asset.claimPool,
            redeemPool: asset.redeemPool,
            newest: newest,
            perUnit: RevenuePerUnitX128.wrap(perUnit)
        });
        uint256 period_ = asset.pendingPeriod;
        if (books.pending == 0 || period_ > lastClosed) return books;
        // A period closes only when somebody shares it, so the supply is not 0.
        uint256 holders = books.pending * _clock.holderShareBps / BPS;
        books.claimPool += holders;
        books.redeemPool += books.pending - holders;
        books.pending = 0;
        books.newest = period_;
        books.perUnit = books.perUnit.plusShared(holders, _supplyAt(period_));
    }

    /// @dev What `amount` tokens earned of an asset in the closed period `id`.
    function _assetEarnedIn(uint256 index, uint256 id, uint256 amount, AssetBooks memory books)
        internal
        view
        returns (uint256)
    {
        return _assetPerUnitAt(index, id, books).earned(_assetPerUnitAt(index, id - 1, books), amount);
    }

    function _assetPerUnitAt(uint256 index, uint256 id, AssetBooks memory books)
        internal
        view
        returns (RevenuePerUnitX128)
    {
        if (id >= books.newest) return books.perUnit;
        return
            id == 0 ? RevenuePerUnitX128.wrap(0) : RevenuePerUnitX128.wrap(_assets[index].perUnit.upperLookupRecent(id));
    }

    /// @dev What is sent is off the books before. Within another call of an asset it reverts.
    function _trySend(uint256 index, address to, uint256 amount) internal nonReentrant returns (bool sent) {
        return AssetTransfer.send(_assets[index].asset, to, amount);
    }

    /// @dev After a failed launch: what nobody will ever share. What an asset refuses stays for another attempt.
    function _returnAssets(address payee) internal returns (bool returned) {
        uint256 count = _clock.assetCount;
        for (uint256 i = 0; i < count; i++) {
            Asset storage asset = _assets[i];
            uint128 amount = asset.pending;
            if (amount == 0) continue;
            asset.pending = 0;
            if (_trySend(i, payee, amount)) {
                returned = true;
                emit AssetReturned(payee, asset.asset, amount);
            } else {
                asset.pending = amount;
            }
        }
    }

    function _takeIn(uint256 index, uint256 amount, uint32 open) private {
        _shareOut(index, open - 1);
        Asset storage asset = _assets[index];
        _countReceived(asset, amount);
        asset.pendingPeriod = open;
        // At most what was ever received.
        unchecked {
            asset.pending += uint128(amount);
        }
        _supply.assetsPeriod = open;
    }

    function _countReceived(Asset storage asset, uint256 amount) private {
        if (amount > MAX_RECEIVED - asset.received) revert RevenueShareAssetOverflow(asset.asset, amount);
        unchecked {
            asset.received += uint128(amount);
        }
    }

    /// @dev What arrived counts, not what was said.
    function _receive(address asset, uint256 amount) private returns (uint256 received) {
        uint256 before = IERC20(asset).balanceOf(address(this));
        SafeERC20.safeTransferFrom(IERC20(asset), msg.sender, address(this), amount);
        received = IERC20(asset).balanceOf(address(this)) - before;
        if (received == 0) revert RevenueShareZeroAmount();
    }
}
