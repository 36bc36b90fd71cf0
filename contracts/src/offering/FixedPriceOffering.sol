// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILiquidityLocker} from "../liquidity/ILiquidityLocker.sol";
import {LockedAllocation} from "../token/ILaunchVault.sol";
import {IRevenueShareToken} from "../token/IRevenueShareToken.sol";
import {FixedPriceBounds} from "./FixedPriceBounds.sol";
import {FixedPriceTerms, IFixedPriceOffering, Round} from "./IFixedPriceOffering.sol";
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

    /// What a public commitment and a settlement read together.
    struct Limits {
        uint128 accountCap;
        uint128 totalGuaranteed;
    }

    struct Commitment {
        uint120 inPublic;
        uint120 guaranteed;
        bool settled;
    }

    struct RoundBooks {
        Round terms;
        uint128 total;
        mapping(address account => uint256) commitments;
    }

    Caps private _caps;
    Limits private _limits;
    uint256 private _roundCount;
    mapping(uint256 round => RoundBooks) private _rounds;
    mapping(address account => Commitment) private _commitments;

    constructor(ILiquidityLocker locker) LaunchVault(locker) {}

    /// @notice Sets the terms; a start of 0 means now. Called by the Launchpad in the transaction that creates the clone.
    /// @param termsHash_ Of all terms, as in `IOffering`.
    /// @return fixedTerms The terms with their start.
    /// @return fixedPrice The terms with the rounds' starts.
    /// @return supply All tokens of the launch, in base units, below 2^96.
    function initialise(
        IRevenueShareToken token_,
        SaleTerms calldata saleTerms_,
        FixedPriceTerms calldata terms,
        LockedAllocation[] calldata locked,
        bytes32 termsHash_
    ) external initializer returns (SaleTerms memory fixedTerms, FixedPriceTerms memory fixedPrice, uint256 supply) {
        fixedTerms = saleTerms_;
        fixedPrice = terms;
        supply = _initialiseVault(token_, fixedTerms, _liquiditySupplyOf(fixedTerms), locked, termsHash_);
        for (uint256 i = 0; i < fixedPrice.rounds.length; i++) {
            if (fixedPrice.rounds[i].start == 0) fixedPrice.rounds[i].start = fixedTerms.start;
        }
        FixedPriceBounds.check(fixedPrice, fixedTerms);

        _caps = Caps({soft: terms.softCap, hard: terms.hardCap});
        _limits.accountCap = terms.accountCap;
        _roundCount = fixedPrice.rounds.length;
        for (uint256 i = 0; i < fixedPrice.rounds.length; i++) {
            _rounds[i].terms = fixedPrice.rounds[i];
        }
    }

    /// @inheritdoc IFixedPriceOffering
    function commit(uint256 amount) external payable {
        _collect(amount);
        _commit(amount, 0);
    }

    /// @inheritdoc IFixedPriceOffering
    function commitWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        _permit(amount, deadline, v, r, s);
        _collect(amount);
        _commit(amount, 0);
    }

    /// @inheritdoc IFixedPriceOffering
    function commitInRound(
        uint256 round,
        uint256 amount,
        uint256 minimumGuaranteed,
        uint256 index,
        uint256 maximum,
        bytes32[] calldata proof
    ) external payable returns (uint256 guaranteed_) {
        if (round >= _roundCount) revert OfferingRoundUnknown(round);
        RoundBooks storage books = _rounds[round];
        Round memory terms = books.terms;
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, msg.sender, maximum))));
        if (!MerkleProof.verifyCalldata(proof, terms.root, leaf)) revert OfferingBadProof(index, msg.sender, maximum);
        if (block.timestamp < terms.start || block.timestamp >= terms.end) {
            revert OfferingRoundNotOpen(terms.start, terms.end);
        }
        _collect(amount);

        guaranteed_ = Math.min(amount, terms.cap - books.total);
        if (guaranteed_ < minimumGuaranteed) revert OfferingRoundMinimum(guaranteed_, minimumGuaranteed);
        uint256 committed_ = books.commitments[msg.sender] + guaranteed_;
        if (committed_ > maximum) revert OfferingRoundMaximum(committed_, maximum);
        books.commitments[msg.sender] = committed_;
        // At most the round's cap; all together at most the hard cap.
        books.total += uint128(guaranteed_);
        _limits.totalGuaranteed += uint128(guaranteed_);
        _commit(amount, guaranteed_);
        emit Guaranteed(msg.sender, round, guaranteed_);
    }

    /// @inheritdoc IFixedPriceOffering
    function withdraw(uint256 amount) external {
        Progress memory progress = _progress;
        _requireOpen(progress);
        _requireRevocable(progress);
        if (amount == 0) revert OfferingZeroAmount();
        uint256 inPublic = _commitments[msg.sender].inPublic;
        if (amount > inPublic) revert OfferingCommitmentTooSmall(inPublic, amount);

        uint256 total = progress.totalCommitted - amount;
        _commitments[msg.sender].inPublic = uint120(inPublic - amount);
        _progress.totalCommitted = uint128(total);
        emit CommitmentWithdrawn(msg.sender, amount, total);
        _pay(msg.sender, amount);
    }

    /// @inheritdoc IFixedPriceOffering
    function committed(address account) external view returns (uint256) {
        Commitment memory commitment = _commitments[account];
        return uint256(commitment.inPublic) + commitment.guaranteed;
    }

    /// @inheritdoc IFixedPriceOffering
    function guaranteed(address account) external view returns (uint256) {
        return _commitments[account].guaranteed;
    }

    /// @inheritdoc IFixedPriceOffering
    function totalGuaranteed() external view returns (uint256) {
        return _limits.totalGuaranteed;
    }

    /// @inheritdoc IFixedPriceOffering
    function roundTotal(uint256 round) external view returns (uint256) {
        return _rounds[round].total;
    }

    /// @inheritdoc IFixedPriceOffering
    function roundCommitment(uint256 round, address account) external view returns (uint256) {
        return _rounds[round].commitments[account];
    }

    /// @inheritdoc IFixedPriceOffering
    function allocation(uint256 amount, uint256 total)
        external
        view
        returns (uint256 tokens, uint256 spent, uint256 refund_)
    {
        Sale memory sale = _sale();
        sale.total = total;
        return sale.allocation(amount, 0);
    }

    /// @inheritdoc IFixedPriceOffering
    function allocationOf(address account) external view returns (uint256 tokens, uint256 spent, uint256 refund_) {
        Commitment memory commitment = _commitments[account];
        return _sale().allocation(commitment.inPublic, commitment.guaranteed);
    }

    /// @inheritdoc IFixedPriceOffering
    function cutOff() external view returns (uint256 timestamp) {
        return SaleBounds.cutOff(_progress.start, _progress.end);
    }

    /// @inheritdoc IFixedPriceOffering
    function fixedPriceTerms() external view returns (FixedPriceTerms memory) {
        Round[] memory rounds = new Round[](_roundCount);
        for (uint256 i = 0; i < rounds.length; i++) {
            rounds[i] = _rounds[i].terms;
        }
        return
            FixedPriceTerms({softCap: _caps.soft, hardCap: _caps.hard, accountCap: _limits.accountCap, rounds: rounds});
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
        Commitment memory commitment = _markSettled(account);
        (tokens,, refund_) = _sale().allocation(commitment.inPublic, commitment.guaranteed);
    }

    function _settleFailed(address account) internal override returns (uint256 amount) {
        Commitment memory commitment = _markSettled(account);
        return uint256(commitment.inPublic) + commitment.guaranteed;
    }

    /// @dev Books what was collected.
    function _commit(uint256 amount, uint256 guaranteed_) private {
        Progress memory progress = _progress;
        _requireOpen(progress);
        Commitment memory commitment = _commitments[msg.sender];
        uint256 inPublic = commitment.inPublic + amount - guaranteed_;
        uint256 accountCap = _limits.accountCap;
        if (accountCap != 0 && amount != guaranteed_ && inPublic > accountCap) {
            revert OfferingAccountCap(inPublic, accountCap);
        }

        // Bounds every commitment, too: each is a part of the total.
        uint120 total = SafeCast.toUint120(progress.totalCommitted + amount);
        commitment.inPublic = uint120(inPublic);
        commitment.guaranteed += uint120(guaranteed_);
        _commitments[msg.sender] = commitment;
        _progress.totalCommitted = total;
        emit Committed(msg.sender, amount, total);
    }

    function _markSettled(address account) private returns (Commitment memory commitment) {
        commitment = _commitments[account];
        if (commitment.inPublic == 0 && commitment.guaranteed == 0) revert OfferingNothingCommitted(account);
        if (commitment.settled) revert OfferingNothingLeft();
        _commitments[account].settled = true;
    }

    function _sale() private view returns (Sale memory) {
        Caps memory caps = _caps;
        return Sale({
            saleSupply: _goods.saleSupply,
            softCap: caps.soft,
            hardCap: caps.hard,
            total: _progress.totalCommitted,
            guaranteed: _limits.totalGuaranteed
        });
    }
}
