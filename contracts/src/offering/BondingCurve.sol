// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ILiquidityLocker} from "../liquidity/ILiquidityLocker.sol";
import {LockedAllocation} from "../token/ILaunchVault.sol";
import {IRevenueShareToken} from "../token/IRevenueShareToken.sol";
import {ConstantProduct, Curve} from "./ConstantProduct.sol";
import {CurveBounds} from "./CurveBounds.sol";
import {CurvePosition, CurveTerms, IBondingCurve} from "./IBondingCurve.sol";
import {OfferingState, SaleTerms} from "./IOffering.sol";
import {LaunchVault} from "./LaunchVault.sol";

/// @title BondingCurve
/// @notice The one implementation behind all curves: see `IBondingCurve`. `totalCommitted`, the vault's stored balance, is at any time
/// the reserve and all gains, and also the sum of what all accounts paid.
contract BondingCurve is LaunchVault, IBondingCurve {
    using ConstantProduct for Curve;
    using Math for uint256;

    /// What the bounds keep in one word, besides the progress.
    struct Market {
        uint120 goal;
        uint96 sold;
    }

    struct Shape {
        uint128 virtualReserve;
        uint96 saleSupply;
    }

    Market private _market;
    Shape private _shape;
    mapping(address account => CurvePosition) private _positions;
    /// @inheritdoc IBondingCurve
    mapping(address account => uint256) public gainOf;

    constructor(ILiquidityLocker locker) LaunchVault(locker) {}

    /// @notice Sets the terms; a start of 0 means now. Called by the Launchpad in the transaction that creates the clone.
    /// @param termsHash_ Of all terms, as in `IOffering`.
    /// @return fixedTerms The terms with their start.
    /// @return supply All tokens of the launch, in base units, below 2^96.
    function initialise(
        IRevenueShareToken token_,
        SaleTerms calldata saleTerms_,
        CurveTerms calldata terms,
        LockedAllocation[] calldata locked,
        bytes32 termsHash_
    ) external initializer returns (SaleTerms memory fixedTerms, uint256 supply) {
        fixedTerms = saleTerms_;
        CurveBounds.check(terms);
        Curve memory curve =
            Curve({saleSupply: saleTerms_.saleSupply, goal: terms.goal, virtualReserve: terms.virtualReserve});
        (uint256 liquidityTokens,) = curve.liquidity(saleTerms_.liquidityShareBasisPoints);
        supply = _initialiseVault(token_, fixedTerms, liquidityTokens, locked, termsHash_);
        // Bounded by the checks.
        _market.goal = uint120(terms.goal);
        _shape = Shape({virtualReserve: terms.virtualReserve, saleSupply: uint96(saleTerms_.saleSupply)});
    }

    /// @inheritdoc IBondingCurve
    function buy(uint256 amount, uint256 minimumTokens, uint256 deadline)
        external
        payable
        returns (uint256 tokens, uint256 cost)
    {
        _requireInTime(deadline);
        _collect(amount);
        Progress memory progress = _progress;
        _requireOpen(progress);
        Market memory market = _market;
        (tokens, cost) = _purchase(_curve(market), market.sold, amount);
        uint256 totalSold_ = market.sold + tokens;
        bool last = totalSold_ == _shape.saleSupply;
        uint256 minimum = last ? minimumTokens.mulDiv(cost, amount, Math.Rounding.Ceil) : minimumTokens;
        if (tokens == 0 || tokens < minimum) revert OfferingSlippage(tokens, minimum);

        // No more tokens than are for sale, no more money than the goal.
        CurvePosition storage position = _positions[msg.sender];
        position.tokens += uint96(tokens);
        position.paid += uint128(cost);
        _market.sold = uint96(totalSold_);
        _progress.totalCommitted = progress.totalCommitted + uint128(cost);
        emit Bought(msg.sender, tokens, cost, totalSold_);
        if (last) _finalise(market.goal, totalSold_);
        if (amount != cost) _payOrOwe(msg.sender, amount - cost);
    }

    /// @inheritdoc IBondingCurve
    function sell(uint256 tokens, uint256 minimumAmount, uint256 deadline)
        external
        returns (uint256 paid, uint256 gain)
    {
        _requireInTime(deadline);
        Progress memory progress = _progress;
        _requireOpen(progress);
        if (tokens == 0) revert OfferingZeroAmount();
        CurvePosition memory position = _positions[msg.sender];
        if (tokens > position.tokens) revert OfferingTooFewTokens(position.tokens, tokens);
        Market memory market = _market;
        uint256 amount = _proceeds(_curve(market), market.sold, tokens);
        if (amount < minimumAmount) revert OfferingSlippage(amount, minimumAmount);
        paid = Math.min(amount, position.paid);
        gain = amount - paid;

        // Parts of what is stored.
        position.tokens -= uint96(tokens);
        position.paid -= uint128(paid);
        _positions[msg.sender] = position;
        market.sold -= uint96(tokens);
        _market.sold = market.sold;
        if (gain != 0) gainOf[msg.sender] += gain;
        if (paid != 0) _progress.totalCommitted = progress.totalCommitted - uint128(paid);
        emit Sold(msg.sender, tokens, paid, gain, market.sold);
        if (paid != 0) _pay(msg.sender, paid);
    }

    /// @inheritdoc IBondingCurve
    function curveTerms() external view returns (CurveTerms memory) {
        return CurveTerms({goal: _market.goal, virtualReserve: _shape.virtualReserve});
    }

    /// @inheritdoc IBondingCurve
    function totalSold() external view returns (uint256) {
        return _market.sold;
    }

    /// @inheritdoc IBondingCurve
    function reserve() external view returns (uint256) {
        Market memory market = _market;
        return _curve(market).reserveAt(market.sold);
    }

    /// @inheritdoc IBondingCurve
    function price() external view returns (uint256) {
        Market memory market = _market;
        return _curve(market).priceAt(market.sold);
    }

    /// @inheritdoc IBondingCurve
    function quoteBuy(uint256 amount) external view returns (uint256 tokens, uint256 cost) {
        Market memory market = _market;
        return _purchase(_curve(market), market.sold, amount);
    }

    /// @inheritdoc IBondingCurve
    function quoteSell(uint256 tokens) external view returns (uint256 amount) {
        Market memory market = _market;
        if (tokens > market.sold) revert OfferingTooFewTokens(market.sold, tokens);
        return _proceeds(_curve(market), market.sold, tokens);
    }

    /// @inheritdoc IBondingCurve
    function positionOf(address account) external view returns (CurvePosition memory) {
        return _positions[account];
    }

    /// @dev Gains are void for good: they are in other accounts' `paid`.
    function _settleFailed(address account) internal override returns (uint256 amount) {
        amount = _settlePosition(account).paid;
        if (amount == 0) revert OfferingNothingCommitted(account);
    }

    function _settle(address account) internal override returns (uint256 tokens, uint256 refund_) {
        tokens = _settlePosition(account).tokens;
        refund_ = gainOf[account];
        if (tokens == 0 && refund_ == 0) revert OfferingNothingCommitted(account);
    }

    /// @dev A purchase decides it as a success, only the end as a failure.
    function _state(Progress memory progress) internal view override returns (OfferingState) {
        if (progress.finalised) return OfferingState.Succeeded;
        if (block.timestamp < progress.start) return OfferingState.Scheduled;
        return block.timestamp < progress.end ? OfferingState.Open : OfferingState.Failed;
    }

    /// @dev Nothing is left to find out at the end.
    function _succeeds(uint256) internal view override returns (bool) {
        return _progress.finalised;
    }

    function _result() internal view override returns (uint256 raised_, uint256 soldTokens) {
        return (_market.goal, _market.sold);
    }

    /// @dev At the curve's last price. No tokens were minted for it where there is no locker.
    function _liquidity() internal view override returns (uint256 tokens, uint256 amount) {
        if (!_progress.finalised) return (0, 0);
        (, amount) = _curve(_market).liquidity(_goods.liquidityShareBasisPoints);
        tokens = _goods.liquiditySupply;
    }

    function _curve(Market memory market) private view returns (Curve memory) {
        Shape memory shape = _shape;
        return Curve({saleSupply: shape.saleSupply, goal: market.goal, virtualReserve: shape.virtualReserve});
    }

    function _settlePosition(address account) private returns (CurvePosition memory position) {
        position = _positions[account];
        if (position.settled) revert OfferingNothingLeft();
        _positions[account].settled = true;
    }

    function _requireInTime(uint256 deadline) private view {
        if (block.timestamp > deadline) revert OfferingDeadlinePassed(deadline);
    }

    /// @dev All tokens sold bring the goal, so what is offered beyond it buys nothing more.
    function _purchase(Curve memory curve, uint256 sold, uint256 amount)
        private
        pure
        returns (uint256 tokens, uint256 cost)
    {
        uint256 reserve_ = curve.reserveAt(sold);
        uint256 soldAfter = curve.soldAt(reserve_ + Math.min(amount, curve.goal));
        return (soldAfter - sold, curve.reserveAt(soldAfter) - reserve_);
    }

    function _proceeds(Curve memory curve, uint256 sold, uint256 tokens) private pure returns (uint256 amount) {
        return curve.reserveAt(sold) - curve.reserveAt(sold - tokens);
    }
}
