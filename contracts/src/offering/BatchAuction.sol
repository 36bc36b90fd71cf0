// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILiquidityLocker} from "../liquidity/ILiquidityLocker.sol";
import {LockedAllocation} from "../token/ILaunchVault.sol";
import {IRevenueShareToken} from "../token/IRevenueShareToken.sol";
import {AuctionBounds} from "./AuctionBounds.sol";
import {AuctionTerms, Bid, IBatchAuction} from "./IBatchAuction.sol";
import {OfferingState, SaleTerms} from "./IOffering.sol";
import {LaunchVault} from "./LaunchVault.sol";
import {SaleBounds} from "./SaleBounds.sol";
import {MAX_TICKS, PriceLadder, TickPrices} from "./TickPrices.sol";
import {Clearing, UniformPrice} from "./UniformPrice.sol";

/// @title BatchAuction
/// @notice The one implementation behind all auctions. Bids only add to their tick's total, so that nothing ever loops over bidders.
contract BatchAuction is LaunchVault, IBatchAuction {
    using TickPrices for PriceLadder;
    using UniformPrice for Clearing;

    /// The ladder, in one word.
    struct Prices {
        uint128 reserveValue;
        uint32 stepBasisPoints;
        uint16 tickCount;
        bool geometric;
    }

    /// How far down the pass has come.
    struct Pass {
        /// The budgets at the ticks that were passed.
        uint128 above;
        /// How many were passed, from the top.
        uint16 passed;
        /// Whether the next one is where demand meets the supply.
        bool cleared;
    }

    struct Price {
        uint128 value;
        uint128 raised;
    }

    Prices private _prices;
    uint128 private _softCap;
    Pass private _pass;
    Price private _price;
    /// Two ticks a word.
    uint128[MAX_TICKS] private _budgets;
    mapping(address account => Bid) private _bids;

    constructor(ILiquidityLocker locker) LaunchVault(locker) {}

    /// @notice Sets the terms; a start of 0 means now. Called by the Launchpad in the transaction that creates the clone.
    /// @param termsHash_ Of all terms, as in `IOffering`.
    /// @return fixedTerms The terms with their start.
    /// @return supply All tokens of the launch, in base units, below 2^96.
    function initialise(
        IRevenueShareToken token_,
        SaleTerms calldata saleTerms_,
        AuctionTerms calldata terms,
        LockedAllocation[] calldata locked,
        bytes32 termsHash_
    ) external initializer returns (SaleTerms memory fixedTerms, uint256 supply) {
        fixedTerms = saleTerms_;
        supply = _initialiseVault(token_, fixedTerms, _liquiditySupplyOf(fixedTerms), locked, termsHash_);
        AuctionBounds.check(terms, fixedTerms.saleSupply);
        _softCap = terms.softCap;
        _prices = Prices({
            reserveValue: terms.reserveValue,
            stepBasisPoints: terms.stepBasisPoints,
            tickCount: terms.tickCount,
            geometric: terms.geometric
        });
    }

    /// @inheritdoc IBatchAuction
    function bid(uint256 tick, uint256 amount) external payable {
        if (amount != 0 || msg.value != 0) _collect(amount);
        Progress memory progress = _progress;
        _requireOpen(progress);
        uint256 tickCount = _prices.tickCount;
        if (tick >= tickCount) revert AuctionNoSuchTick(tick, tickCount);
        Bid memory earlier = _bids[msg.sender];
        if (earlier.budget != 0 && tick < earlier.tick) revert AuctionTickLowered(tick, earlier.tick);
        if (amount == 0 && (earlier.budget == 0 || tick == earlier.tick)) revert OfferingZeroAmount();

        // Budgets and ticks are parts of the total, so they fit where it does.
        uint128 total = SafeCast.toUint128(progress.totalCommitted + amount);
        uint128 budget = uint128(earlier.budget + amount);
        uint128 moved = tick == earlier.tick ? 0 : earlier.budget;
        if (moved != 0) _budgets[earlier.tick] -= moved;
        _budgets[tick] += moved + uint128(amount);
        _bids[msg.sender] = Bid({budget: budget, tick: uint16(tick), settled: false});
        _progress.totalCommitted = total;
        emit BidPlaced(msg.sender, tick, amount, budget, total);
    }

    /// @inheritdoc IBatchAuction
    function withdraw(uint256 amount) external {
        Progress memory progress = _progress;
        _requireOpen(progress);
        _requireRevocable(progress);
        if (amount == 0) revert OfferingZeroAmount();
        Bid memory earlier = _bids[msg.sender];
        if (amount > earlier.budget) revert AuctionBudgetTooSmall(earlier.budget, amount);

        uint128 budget = earlier.budget - uint128(amount);
        uint128 total = progress.totalCommitted - uint128(amount);
        _bids[msg.sender].budget = budget;
        _budgets[earlier.tick] -= uint128(amount);
        _progress.totalCommitted = total;
        emit BidWithdrawn(msg.sender, earlier.tick, amount, budget, total);
        _pay(msg.sender, amount);
    }

    /// @inheritdoc IBatchAuction
    function clear(uint256 maximumTicks) external returns (bool done) {
        OfferingState state_ = state();
        if (state_ != OfferingState.Succeeded) revert OfferingNotSucceeded(state_);
        if (_pass.cleared) revert AuctionAlreadyCleared();
        if (maximumTicks == 0) revert OfferingZeroAmount();
        return _clear(maximumTicks);
    }

    /// @inheritdoc IBatchAuction
    function cleared() external view returns (bool) {
        return _pass.cleared;
    }

    /// @inheritdoc IBatchAuction
    function allocation(uint256 budget, uint256 tick)
        external
        view
        returns (uint256 tokens, uint256 spent, uint256 refund_)
    {
        return clearing().allocation(_goods.saleSupply, budget, tick);
    }

    /// @inheritdoc IBatchAuction
    function bidOf(address account) external view returns (Bid memory) {
        return _bids[account];
    }

    /// @inheritdoc IBatchAuction
    function tickValues() external view returns (uint256[] memory values) {
        PriceLadder memory ladder = _ladder();
        values = new uint256[](ladder.tickCount);
        for (uint256 tick = 0; tick < values.length; tick++) {
            values[tick] = ladder.valueAt(tick);
        }
    }

    /// @inheritdoc IBatchAuction
    function tickBudgets() external view returns (uint256[] memory budgets) {
        budgets = new uint256[](_prices.tickCount);
        for (uint256 tick = 0; tick < budgets.length; tick++) {
            budgets[tick] = _budgets[tick];
        }
    }

    /// @inheritdoc IBatchAuction
    function cutOff() external view returns (uint256 timestamp) {
        return SaleBounds.cutOff(_progress.start, _progress.end);
    }

    /// @inheritdoc IBatchAuction
    function auctionTerms() external view returns (AuctionTerms memory) {
        Prices memory prices = _prices;
        return AuctionTerms({
            reserveValue: prices.reserveValue,
            softCap: _softCap,
            tickCount: prices.tickCount,
            stepBasisPoints: prices.stepBasisPoints,
            geometric: prices.geometric
        });
    }

    /// @inheritdoc IBatchAuction
    function clearing() public view returns (Clearing memory found) {
        Pass memory pass = _pass;
        if (!pass.cleared) {
            (, found,) = _descend(type(uint256).max);
            return found;
        }
        uint256 tick = _prices.tickCount - 1 - pass.passed;
        Price memory price = _price;
        return
            Clearing({tick: tick, value: price.value, above: pass.above, atTick: _budgets[tick], raised: price.raised});
    }

    /// @dev The raise is at least the lesser of the total and the reserve value, and the cap is at most the latter.
    function _succeeds(uint256 total) internal view override returns (bool) {
        return total >= _softCap;
    }

    function _result() internal override returns (uint256 raised_, uint256 soldTokens) {
        if (!_pass.cleared) _clear(type(uint256).max);
        Clearing memory found = clearing();
        return (found.raised, found.soldTokens(_goods.saleSupply));
    }

    function _settle(address account) internal override returns (uint256 tokens, uint256 refund_) {
        Bid memory settling = _take(account);
        (tokens,, refund_) = clearing().allocation(_goods.saleSupply, settling.budget, settling.tick);
    }

    function _settleFailed(address account) internal override returns (uint256 amount) {
        return _take(account).budget;
    }

    /// @dev Marks the bid of `account` as settled, once.
    function _take(address account) private returns (Bid memory settling) {
        settling = _bids[account];
        if (settling.budget == 0) revert OfferingNothingCommitted(account);
        if (settling.settled) revert OfferingNothingLeft();
        _bids[account].settled = true;
    }

    function _clear(uint256 maximumTicks) private returns (bool done) {
        Clearing memory found;
        uint256 passed;
        (done, found, passed) = _descend(maximumTicks);
        // Above are parts of the total, and no more ticks are passed than there are.
        _pass = Pass({above: uint128(found.above), passed: uint16(passed), cleared: done});
        if (!done) return false;
        // At most the total, or a tick's value.
        _price = Price({value: uint128(found.value), raised: uint128(found.raised)});
        emit Cleared(found.tick, found.value, found.raised);
    }

    /// @dev Goes on from where the pass stands. The lowest tick always ends it.
    /// @return done Whether demand meets the supply.
    /// @return found Where; else only its `above` counts.
    /// @return passed How many ticks from the top are behind it.
    function _descend(uint256 maximumTicks) private view returns (bool done, Clearing memory found, uint256 passed) {
        Pass memory pass = _pass;
        PriceLadder memory ladder = _ladder();
        passed = pass.passed;
        found.above = pass.above;
        for (uint256 steps = 0; steps < maximumTicks; steps++) {
            found.tick = ladder.tickCount - 1 - passed;
            found.atTick = _budgets[found.tick];
            // Where nobody bids, nothing is met that would not be met further down.
            if (found.atTick != 0 || found.tick == 0) {
                (done, found.value, found.raised) =
                    UniformPrice.meet(found.above, found.atTick, ladder.valueAt(found.tick), found.tick == 0);
                if (done) break;
                found.above += found.atTick;
            }
            passed++;
        }
    }

    function _ladder() private view returns (PriceLadder memory) {
        Prices memory prices = _prices;
        return PriceLadder({
            reserveValue: prices.reserveValue,
            tickCount: prices.tickCount,
            stepBasisPoints: prices.stepBasisPoints,
            geometric: prices.geometric
        });
    }
}
