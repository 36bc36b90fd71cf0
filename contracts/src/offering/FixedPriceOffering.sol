// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILiquidityLocker} from "../liquidity/ILiquidityLocker.sol";
import {LockedAllocation} from "../token/ILaunchVault.sol";
import {IRevenueShareToken} from "../token/IRevenueShareToken.sol";
import {FixedPriceBounds} from "./FixedPriceBounds.sol";
import {FixedPriceTerms, IFixedPriceOffering} from "./IFixedPriceOffering.sol";
import {SaleTerms} from "./IOffering.sol";
import {LaunchVault} from "./LaunchVault.sol";
import {ProRata, Sale} from "./ProRata.sol";
import {SaleBounds} from "./SaleBounds.sol";

/// @title FixedPriceOffering
/// @notice The one implementation behind all fixed-price offerings.
contract FixedPriceOffering is LaunchVault, IFixedPriceOffering {
    using ProRata for Sale;

    struct Caps {
        uint128 soft;
        uint128 hard;
    }

    struct Commitment {
        uint128 amount;
        bool settled;
    }

    Caps private _caps;
    uint128 private _accountCap;
    mapping(address account => Commitment) private _commitments;

    constructor(ILiquidityLocker locker) LaunchVault(locker) {}

    /// @notice Sets the terms; a start of 0 means now. Called by the Launchpad in the transaction that creates the clone.
    /// @return fixedTerms The terms with their start.
    /// @return supply All tokens of the launch, in base units, below 2^96.
    function initialise(
        IRevenueShareToken token_,
        SaleTerms calldata saleTerms_,
        FixedPriceTerms calldata terms,
        LockedAllocation[] calldata locked
    ) external initializer returns (SaleTerms memory fixedTerms, uint256 supply) {
        fixedTerms = saleTerms_;
        supply = _initialiseVault(token_, fixedTerms, _liquiditySupplyOf(fixedTerms), locked);
        FixedPriceBounds.check(terms, fixedTerms.saleSupply);
        _caps = Caps({soft: terms.softCap, hard: terms.hardCap});
        _accountCap = terms.accountCap;
    }

    /// @inheritdoc IFixedPriceOffering
    function commit(uint256 amount) external payable {
        _collect(amount);
        Progress memory progress = _progress;
        _requireOpen(progress);
        uint256 committed_ = _commitments[msg.sender].amount + amount;
        uint256 accountCap = _accountCap;
        if (accountCap != 0 && committed_ > accountCap) revert OfferingAccountCap(committed_, accountCap);

        uint128 total = SafeCast.toUint128(progress.totalCommitted + amount);
        // A part of the total.
        _commitments[msg.sender].amount = uint128(committed_);
        _progress.totalCommitted = total;
        emit Committed(msg.sender, amount, total);
    }

    /// @inheritdoc IFixedPriceOffering
    function withdraw(uint256 amount) external {
        Progress memory progress = _progress;
        _requireOpen(progress);
        _requireRevocable(progress);
        if (amount == 0) revert OfferingZeroAmount();
        uint256 committed_ = _commitments[msg.sender].amount;
        if (amount > committed_) revert OfferingCommitmentTooSmall(committed_, amount);

        uint256 total = progress.totalCommitted - amount;
        _commitments[msg.sender].amount = uint128(committed_ - amount);
        _progress.totalCommitted = uint128(total);
        emit CommitmentWithdrawn(msg.sender, amount, total);
        _pay(msg.sender, amount);
    }

    /// @inheritdoc IFixedPriceOffering
    function committed(address account) external view returns (uint256) {
        return _commitments[account].amount;
    }

    /// @inheritdoc IFixedPriceOffering
    function allocation(uint256 amount, uint256 total)
        external
        view
        returns (uint256 tokens, uint256 spent, uint256 refund_)
    {
        Sale memory sale = _sale();
        sale.total = total;
        return sale.allocation(amount);
    }

    /// @inheritdoc IFixedPriceOffering
    function cutOff() external view returns (uint256 timestamp) {
        return SaleBounds.cutOff(_progress.start, _progress.end);
    }

    /// @inheritdoc IFixedPriceOffering
    function fixedPriceTerms() external view returns (FixedPriceTerms memory) {
        return FixedPriceTerms({softCap: _caps.soft, hardCap: _caps.hard, accountCap: _accountCap});
    }

    /// @inheritdoc IFixedPriceOffering
    function settled(address account) external view returns (bool) {
        return _commitments[account].settled;
    }

    function _succeeds(uint256 totalCommitted_) internal view override returns (bool) {
        return totalCommitted_ >= _caps.soft;
    }

    function _result() internal view override returns (uint256 raised_, uint256 soldTokens) {
        Sale memory sale = _sale();
        return (sale.raised(), sale.soldTokens());
    }

    function _settle(address account) internal override returns (uint256 tokens, uint256 refund_) {
        (tokens,, refund_) = _sale().allocation(_settleFailed(account));
    }

    function _settleFailed(address account) internal override returns (uint256 amount) {
        Commitment memory commitment = _commitments[account];
        if (commitment.amount == 0) revert OfferingNothingCommitted(account);
        if (commitment.settled) revert OfferingNothingLeft();
        _commitments[account].settled = true;
        return commitment.amount;
    }

    function _sale() private view returns (Sale memory) {
        Caps memory caps = _caps;
        return
            Sale({
                saleSupply: _goods.saleSupply, softCap: caps.soft, hardCap: caps.hard, total: _progress.totalCommitted
            });
    }
}
