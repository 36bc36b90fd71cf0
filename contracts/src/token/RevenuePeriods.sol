// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRevenueDeposit} from "../model/IRevenueDeposit.sol";
import {BalanceHistory, Segment} from "./BalanceHistory.sol";
import {IERC7641} from "./IERC7641.sol";
import {IRevenueShareToken} from "./IRevenueShareToken.sol";
import {RevenuePerUnitX128} from "./RevenuePerUnit.sol";

/// @title RevenuePeriods
/// @notice The revenue side of the token: what ether came in, when periods close, and what one unit of supply has earned. It
/// knows how much supply shares, but no account.
///
/// Amounts of ether are stored in 128 bits and can't exceed them: no chain has 2^128 wei.
abstract contract RevenuePeriods is IRevenueShareToken, ReentrancyGuardTransient {
    using BalanceHistory for mapping(uint256 => Segment);

    /// What every transaction reads, in one word.
    struct Clock {
        uint128 pendingWei;
        /// 0 before `start`.
        uint40 periodEnd;
        uint32 lastClosed;
        /// At most 30 days.
        uint24 periodSeconds;
        uint16 holderShareBps;
        /// Count of the further assets.
        uint8 assetCount;
    }

    struct Pools {
        uint128 claimWei;
        uint128 redeemWei;
    }

    struct Supply {
        /// All tokens but those of accounts that are excluded. Those in the vault count: they share for the accounts that will
        /// take them out.
        uint96 eligible;
        /// Count of `_supplySegments`.
        uint32 segments;
        /// Whether `eligible` moved since the last closed period.
        bool moved;
        /// The last period in which a further asset came in: it closes even without ether.
        uint32 assetsPeriod;
    }

    /// What the stored numbers would be if a due period were closed now. Only for views.
    struct Books {
        uint256 lastClosed;
        RevenuePerUnitX128 perUnit;
        uint256 periodEnd;
        uint256 pendingWei;
        uint256 claimWei;
        uint256 redeemWei;
    }

    uint256 internal constant BPS = 10_000;

    Clock internal _clock;
    Pools internal _pools;
    Supply internal _supply;
    mapping(uint256 id => RevenuePerUnitX128) internal _perUnit;
    mapping(uint256 index => Segment) private _supplySegments;

    /// @notice Deposits, like `deposit`.
    receive() external payable {
        _deposit();
    }

    /// @inheritdoc IRevenueDeposit
    function deposit() external payable {
        _deposit();
    }

    /// @inheritdoc IRevenueShareToken
    function sync() external nonReentrant returns (uint256 amountWei) {
        _close();
        Pools memory pools = _pools;
        // Stored numbers are reduced before ether leaves, so this is exact inside a payment of ether too. Inside a payment of
        // another asset, before the ether of the same claim has left, it would not be: there the guard is held.
        amountWei = address(this).balance - _clock.pendingWei - pools.claimWei - pools.redeemWei;
        if (amountWei == 0) return 0;
        _clock.pendingWei += uint128(amountWei);
        emit RevenueDeposited(address(0), amountWei);
    }

    /// @inheritdoc IERC7641
    function snapshot() external returns (uint256) {
        // The newest closed period is the one before the running one.
        return _close() - 1;
    }

    /// @inheritdoc IRevenueShareToken
    function period(uint256 id) external view returns (uint256 revenueWei, uint256 supply) {
        Books memory books = _books();
        if (id == 0 || id > books.lastClosed) return (0, 0);
        supply = _supplyAt(id);
        revenueWei = _perUnitAt(id, books).shared(_perUnit[id - 1], supply);
    }

    /// @inheritdoc IRevenueShareToken
    function lastClosedPeriod() external view returns (uint256 id) {
        return _books().lastClosed;
    }

    /// @inheritdoc IRevenueShareToken
    function periodEnd() external view returns (uint256 timestamp) {
        return _books().periodEnd;
    }

    /// @inheritdoc IRevenueShareToken
    function pendingWei() external view returns (uint256) {
        return _books().pendingWei;
    }

    /// @inheritdoc IRevenueShareToken
    function claimPoolWei() external view returns (uint256) {
        return _books().claimWei;
    }

    /// @inheritdoc IRevenueShareToken
    function redeemPoolWei() external view returns (uint256) {
        return _books().redeemWei;
    }

    /// @inheritdoc IRevenueShareToken
    function eligibleSupply() external view returns (uint256) {
        return _supply.eligible;
    }

    /// @inheritdoc IRevenueShareToken
    function periodSeconds() external view returns (uint32) {
        return _clock.periodSeconds;
    }

    /// @inheritdoc IRevenueShareToken
    function holderShareBps() external view returns (uint16) {
        return _clock.holderShareBps;
    }

    function _deposit() private {
        if (msg.value == 0) revert RevenueShareZeroAmount();
        // The implementation behind the clones has no holders.
        if (_clock.periodSeconds == 0) revert RevenueShareNotInitialised();
        _close();
        _clock.pendingWei += uint128(msg.value);
        emit RevenueDeposited(msg.sender, msg.value);
    }

    /// @dev Closes the running period if it is due. Every transaction that reads or changes a balance or a pool calls it first.
    /// @return open Id of the period that runs now.
    function _close() internal returns (uint32 open) {
        uint256 end = _clock.periodEnd;
        uint256 lengthSeconds = _clock.periodSeconds;
        uint32 lastClosed = _clock.lastClosed;
        // Ids have 32 bits for 400,000 years of hours. All amounts of ether together stay below 2^128.
        unchecked {
            open = lastClosed + 1;
            if (end == 0 || block.timestamp < end) return open;

            (uint256 closedWei, uint256 holdersWei, uint256 eligible) = _closing();
            uint40 nextEnd = _nextBoundary(end, lengthSeconds);
            if (eligible == 0) {
                _clock.periodEnd = nextEnd;
                return open;
            }
            uint256 redemptionWei = closedWei - holdersWei;
            _clock.periodEnd = nextEnd;
            _clock.lastClosed = open;
            _clock.pendingWei = 0;
            _pools.claimWei += uint128(holdersWei);
            _pools.redeemWei += uint128(redemptionWei);
            if (_supply.moved) _recordSupply(open);
            _perUnit[open] = _perUnit[lastClosed].plusShared(holdersWei, eligible);
            emit PeriodClosed(open, holdersWei, redemptionWei, eligible);
            return open + 1;
        }
    }

    /// @dev The supply that shared period `id`, if it is another than before.
    function _recordSupply(uint32 id) private {
        uint32 segments = _supply.segments;
        _supplySegments[segments] = Segment({firstPeriod: id, amount: _supply.eligible, earnedWei: 0});
        _supply.segments = segments + 1;
        _supply.moved = false;
    }

    /// @dev With all gas: whoever calls pays for it, and every stored number is already final.
    function _pay(address account, uint256 amountWei) internal {
        (bool paid,) = account.call{value: amountWei}("");
        if (!paid) revert RevenueSharePaymentFailed(account, amountWei);
    }

    /// @return closedWei What closing the running period now shares out.
    /// @return holdersWei The holders' part; the rest is for redemption.
    /// @return eligible Supply that shares the holders' part; 0 if there is nothing to share or nobody to share it, so that the
    /// period can't be closed.
    function _closing() private view returns (uint256 closedWei, uint256 holdersWei, uint256 eligible) {
        closedWei = _clock.pendingWei;
        if (closedWei == 0 && _supply.assetsPeriod <= _clock.lastClosed) return (0, 0, 0);
        eligible = _supply.eligible;
        // Below 2^128 times 10,000.
        unchecked {
            holdersWei = closedWei * _clock.holderShareBps / BPS;
        }
    }

    /// @dev The first boundary in the future, for a period that is due.
    function _nextBoundary(uint256 end, uint256 lengthSeconds) private view returns (uint40) {
        // At most 30 days after the current time, see `start`.
        unchecked {
            return uint40(end + ((block.timestamp - end) / lengthSeconds + 1) * lengthSeconds);
        }
    }

    function _books() internal view returns (Books memory books) {
        Clock memory clock = _clock;
        Pools memory pools = _pools;
        books = Books({
            lastClosed: clock.lastClosed,
            perUnit: _perUnit[clock.lastClosed],
            periodEnd: clock.periodEnd,
            pendingWei: clock.pendingWei,
            claimWei: pools.claimWei,
            redeemWei: pools.redeemWei
        });
        if (clock.periodEnd == 0 || block.timestamp < clock.periodEnd) return books;

        (uint256 closedWei, uint256 holdersWei, uint256 eligible) = _closing();
        books.periodEnd = _nextBoundary(clock.periodEnd, clock.periodSeconds);
        if (eligible == 0) return books;
        books.lastClosed += 1;
        books.perUnit = books.perUnit.plusShared(holdersWei, eligible);
        books.pendingWei = 0;
        books.claimWei += holdersWei;
        books.redeemWei += closedWei - holdersWei;
    }

    function _perUnitAt(uint256 id, Books memory books) internal view returns (RevenuePerUnitX128) {
        return id == books.lastClosed ? books.perUnit : _perUnit[id];
    }

    /// @dev Supply that shared period `id`, which is closed or would be if it were closed now.
    function _supplyAt(uint256 id) internal view returns (uint256) {
        return id > _clock.lastClosed ? _supply.eligible : _supplySegments.amountAt(_supply.segments, id);
    }
}
