// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BalanceHistory, Segment} from "./BalanceHistory.sol";
import {RevenueAssets} from "./RevenueAssets.sol";
import {RevenuePerUnitX128} from "./RevenuePerUnit.sol";

/// @title Holdings
/// @notice The accounts' side of the token: what each held at which boundary, and what that earned of each asset. One history of
/// balances serves all assets. Of ether a segment also stores what was earned before it; of the other assets that is summed up
/// when somebody claims, so that a transfer costs the same however many there are.
abstract contract Holdings is RevenueAssets {
    using BalanceHistory for mapping(uint256 => Segment);

    struct Holding {
        uint96 balance;
        /// Period in which the balance moved last; it counts for this period and the later ones.
        uint32 since;
        /// Count of the account's `_segments`, which tell the balances before `since`.
        uint32 segments;
        /// Count of the account's `_grants`, at most one as a buyer and one as the developer.
        uint8 grants;
        bool excluded;
    }

    /// What an account has of a further asset.
    struct AssetAccount {
        /// What the periods up to `through` earned, less all that was paid. Below 0 when single claims were ahead.
        int128 owed;
        uint32 through;
        /// The segments before this one end at or before `through`.
        uint32 segment;
        /// The grants that `owed` has in it.
        uint8 grants;
    }

    /// Segments that one claim sums up for each asset, about a million gas. A holder whose balance moved in more periods since
    /// the last claim claims again.
    uint256 internal constant MAX_SEGMENTS = 100;

    mapping(address account => Holding) internal _holdings;
    mapping(address account => mapping(uint256 index => Segment)) internal _segments;
    /// Tokens taken out of the vault when periods had already closed. They had shared since period 1: `firstPeriod` is the one
    /// from which they are in the account's own balance, `earnedWei` the sum of all grants so far for the periods before.
    mapping(address account => mapping(uint256 index => Segment)) private _grants;
    mapping(address account => mapping(uint256 index => AssetAccount)) internal _assetAccounts;

    /// @dev Gives an account what its tokens earned while they lay in the vault.
    function _grant(address account, uint96 amount, uint32 open) internal {
        Holding storage holding = _holdings[account];
        uint8 count = holding.grants;
        uint256 earnedWei = _perUnit[open - 1].earned(_perUnit[0], amount) + _earnedByGrants(account, count);
        _grants[account][count] = Segment({
            firstPeriod: open,
            amount: amount,
            // A part of what was shared out, which is below 2^128.
            earnedWei: uint128(earnedWei)
        });
        holding.grants = count + 1;
    }

    /// @dev Before the first change in the open period, records the balance that counted for the closed ones. Changes `holding`
    /// in memory only.
    function _beginSegment(address account, Holding memory holding, uint32 open) internal {
        if (holding.since == open || holding.excluded) return;
        // An account that never had anything needs no record of it.
        if (holding.balance != 0 || holding.segments != 0) {
            _segments[account][holding.segments] = Segment({
                firstPeriod: holding.since,
                amount: holding.balance,
                // 2^128 wei would be all ether there is, earned anew in each of 2^40 periods.
                earnedWei: uint128(_earnedBefore(account, holding))
            });
            holding.segments += 1;
        }
        holding.since = open;
    }

    /// @dev Wei earned in all periods up to `lastClosed`, whose total per unit is `perUnit`.
    function _earnedThrough(address account, uint256 lastClosed, RevenuePerUnitX128 perUnit)
        internal
        view
        returns (uint256 earnedWei)
    {
        Holding memory holding = _holdings[account];
        earnedWei = _earnedBefore(account, holding) + _earnedByGrants(account, holding.grants);
        if (holding.excluded || holding.balance == 0 || holding.since > lastClosed) return earnedWei;
        // A balance that is not excluded came in period 1 or later.
        earnedWei += perUnit.earned(_perUnit[holding.since - 1], holding.balance);
    }

    /// @dev Tokens of `account` that share the closed period `id`.
    function _sharing(address account, uint256 id) internal view returns (uint256 amount) {
        Holding storage holding = _holdings[account];
        uint256 grants = holding.grants;
        if (id < holding.since) amount = _segments[account].amountAt(holding.segments, id);
        else if (!holding.excluded) amount = holding.balance;
        // At most two, see `Holding`.
        for (uint256 i = 0; i < grants; i++) {
            Segment memory grant = _grants[account][i];
            if (id < grant.firstPeriod) amount += grant.amount;
        }
    }

    /// @dev Sums up what an account earned of an asset since it was last done, over at most `maxSegments` segments.
    /// @return assets What to store: `through` is `lastClosed` unless there are more segments.
    function _assetEarned(
        address account,
        uint256 index,
        uint32 lastClosed,
        AssetBooks memory books,
        uint256 maxSegments
    ) internal view returns (AssetAccount memory assets) {
        assets = _assetAccounts[account][index];
        if (books.newest == 0) return assets;
        Holding memory holding = _holdings[account];
        // Each a part of what ever came in, which is below 2^127, and so is their sum.
        uint256 earned = _assetEarnedByGrants(account, index, assets, holding.grants, books);
        if (books.newest > assets.through) {
            earned += _assetEarnedBySegments(account, index, assets, holding, books, maxSegments);
            // All segments are done: the balance of now, which counts since `since`.
            if (assets.segment == holding.segments) {
                if (!holding.excluded && holding.balance != 0 && holding.since <= lastClosed) {
                    uint256 from = Math.max(assets.through, holding.since - 1);
                    earned += books.perUnit.earned(_assetPerUnitAt(index, from, books), holding.balance);
                }
                assets.through = lastClosed;
            }
        }
        assets.owed += int128(uint128(earned));
    }

    function _assetEarnedByGrants(
        address account,
        uint256 index,
        AssetAccount memory assets,
        uint8 grants,
        AssetBooks memory books
    ) private view returns (uint256 earned) {
        for (; assets.grants < grants; assets.grants++) {
            Segment memory grant = _grants[account][assets.grants];
            earned += _assetPerUnitAt(index, grant.firstPeriod - 1, books)
                .earned(RevenuePerUnitX128.wrap(0), grant.amount);
        }
    }

    /// @dev Moves `assets.segment` and `assets.through` in memory.
    function _assetEarnedBySegments(
        address account,
        uint256 index,
        AssetAccount memory assets,
        Holding memory holding,
        AssetBooks memory books,
        uint256 maxSegments
    ) private view returns (uint256 earned) {
        mapping(uint256 => Segment) storage segments = _segments[account];
        for (uint256 steps = 0; steps < maxSegments && assets.segment < holding.segments; steps++) {
            Segment storage segment = segments[assets.segment];
            assets.segment += 1;
            uint256 next = assets.segment < holding.segments ? segments[assets.segment].firstPeriod : holding.since;
            // It ended with the last period that is summed up: nothing to look up.
            if (next - 1 <= assets.through) continue;
            uint256 from = Math.max(assets.through, segment.firstPeriod - 1);
            // Periods have 32 bits.
            assets.through = uint32(next - 1);
            earned += _assetPerUnitAt(index, next - 1, books)
                .earned(_assetPerUnitAt(index, from, books), segment.amount);
        }
    }

    /// @dev Wei earned in the periods before `holding.since`, all of which are closed and stored.
    function _earnedBefore(address account, Holding memory holding) private view returns (uint256) {
        if (holding.segments == 0) return 0;
        Segment memory last = _segments[account][holding.segments - 1];
        return last.earnedWei + _perUnit[holding.since - 1].earned(_perUnit[last.firstPeriod - 1], last.amount);
    }

    function _earnedByGrants(address account, uint256 grants) private view returns (uint256) {
        return grants == 0 ? 0 : _grants[account][grants - 1].earnedWei;
    }
}
