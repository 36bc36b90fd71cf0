// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {ILaunchVault, LaunchState, LockedAllocation} from "../token/ILaunchVault.sol";
import {IRevenueShareToken} from "../token/IRevenueShareToken.sol";
import {IFixedPriceOffering, OfferingState, OfferingTerms} from "./IFixedPriceOffering.sol";
import {OfferingBounds} from "./OfferingBounds.sol";
import {ProRata, Sale} from "./ProRata.sol";

/// @title FixedPriceOffering
/// @notice The one implementation behind all offerings. A clone carries its developer and its model in its code.
///
/// Amounts of ether are stored in 128 bits and can't exceed them: no chain has 2^128 wei.
contract FixedPriceOffering is Initializable, IFixedPriceOffering {
    using ProRata for Sale;

    /// What every commitment touches, in one word.
    struct Progress {
        uint128 totalWei;
        uint40 start;
        uint40 end;
        bool finalised;
        bool raiseWithdrawn;
        bool developerTokensClaimed;
        bool tokenStarted;
    }

    struct Caps {
        uint128 accountWei;
        uint128 softWei;
    }

    struct Goods {
        uint128 hardCapWei;
        /// Both supplies together stay below 2^96.
        uint96 saleSupply;
    }

    struct Issue {
        IRevenueShareToken token;
        uint96 developerSupply;
    }

    struct Commitment {
        uint128 amountWei;
        bool settled;
    }

    Progress private _progress;
    Caps private _caps;
    Goods private _goods;
    Issue private _issue;
    LockedAllocation[] private _locked;
    mapping(address account => Commitment) private _commitments;
    /// @inheritdoc IFixedPriceOffering
    mapping(address account => uint256) public refundOwedWei;

    constructor() {
        _disableInitializers();
    }

    /// @notice Sets the terms; a start of 0 means now. Called by the Launchpad in the transaction that creates the clone.
    /// @return fixedTerms The terms with their start.
    /// @return supply All tokens of the launch, in base units, below 2^96.
    function initialise(IRevenueShareToken token_, OfferingTerms calldata terms_, LockedAllocation[] calldata locked)
        external
        initializer
        returns (OfferingTerms memory fixedTerms, uint256 supply)
    {
        fixedTerms = terms_;
        // Unix time fits in 40 bits for 34,000 years.
        if (fixedTerms.start == 0) fixedTerms.start = uint40(block.timestamp);
        uint256 lockedSupply;
        for (uint256 i = 0; i < locked.length; i++) {
            lockedSupply += locked[i].amount;
            _locked.push(locked[i]);
        }
        supply = OfferingBounds.check(fixedTerms, lockedSupply);

        _progress.start = fixedTerms.start;
        _progress.end = fixedTerms.end;
        _caps = Caps({accountWei: fixedTerms.accountCapWei, softWei: fixedTerms.softCapWei});
        // The supplies are bounded by the check.
        _goods = Goods({hardCapWei: fixedTerms.hardCapWei, saleSupply: uint96(fixedTerms.saleSupply)});
        _issue = Issue({token: token_, developerSupply: uint96(fixedTerms.developerSupply)});
    }

    /// @inheritdoc IFixedPriceOffering
    function commit() external payable {
        Progress memory progress = _progress;
        OfferingState state_ = _state(progress);
        if (state_ != OfferingState.Open) revert OfferingNotOpen(state_);
        if (msg.value == 0) revert OfferingZeroAmount();

        uint256 amountWei = _commitments[msg.sender].amountWei + msg.value;
        uint256 accountCapWei = _caps.accountWei;
        if (accountCapWei != 0 && amountWei > accountCapWei) revert OfferingAccountCap(amountWei, accountCapWei);

        uint256 totalWei = progress.totalWei + msg.value;
        _commitments[msg.sender].amountWei = uint128(amountWei);
        _progress.totalWei = uint128(totalWei);
        emit Committed(msg.sender, msg.value, totalWei);
    }

    /// @inheritdoc IFixedPriceOffering
    function withdraw(uint256 amountWei) external {
        Progress memory progress = _progress;
        OfferingState state_ = _state(progress);
        if (state_ != OfferingState.Open) revert OfferingNotOpen(state_);
        uint256 binding = OfferingBounds.cutOff(progress.start, progress.end);
        if (block.timestamp >= binding) revert OfferingCommitmentsBind(binding);
        if (amountWei == 0) revert OfferingZeroAmount();
        uint256 committed = _commitments[msg.sender].amountWei;
        if (amountWei > committed) revert OfferingCommitmentTooSmall(committed, amountWei);

        uint256 totalWei = progress.totalWei - amountWei;
        _commitments[msg.sender].amountWei = uint128(committed - amountWei);
        _progress.totalWei = uint128(totalWei);
        emit CommitmentWithdrawn(msg.sender, amountWei, totalWei);
        _pay(msg.sender, amountWei);
    }

    /// @inheritdoc IFixedPriceOffering
    function finalise() external {
        OfferingState state_ = state();
        if (state_ != OfferingState.Succeeded) revert OfferingNotSucceeded(state_);
        if (_progress.finalised) revert OfferingAlreadyFinalised();

        _progress.finalised = true;
        Sale memory sale = _sale();
        emit Finalised(sale.totalWei, sale.raisedWei(), sale.soldTokens());
    }

    /// @inheritdoc IFixedPriceOffering
    function claim(address account) external returns (uint256 tokens, uint256 refundWei) {
        _requireFinalised();
        (tokens,, refundWei) = _sale().allocation(_settle(account));
        emit Claimed(account, tokens, refundWei);

        _giveTokens(account, tokens);
        if (refundWei != 0) _tryRefund(account, refundWei);
    }

    /// @inheritdoc IFixedPriceOffering
    function refund(address account) external returns (uint256 amountWei) {
        return _refund(account, account);
    }

    /// @inheritdoc IFixedPriceOffering
    function refundTo(address payee) external returns (uint256 amountWei) {
        return _refund(msg.sender, payee);
    }

    /// @inheritdoc IFixedPriceOffering
    function withdrawRaise() external returns (uint256 amountWei) {
        _requireFinalised();
        if (_progress.raiseWithdrawn) revert OfferingNothingLeft();
        _progress.raiseWithdrawn = true;
        amountWei = raisedWei();
        address developer_ = developer();
        emit RaiseWithdrawn(developer_, amountWei);

        _pay(developer_, amountWei);
    }

    /// @inheritdoc IFixedPriceOffering
    function claimDeveloperTokens() external returns (uint256 tokens) {
        _requireFinalised();
        tokens = _issue.developerSupply;
        if (tokens == 0 || _progress.developerTokensClaimed) revert OfferingNothingLeft();
        _progress.developerTokensClaimed = true;
        address developer_ = developer();
        emit DeveloperTokensClaimed(developer_, tokens);

        _giveTokens(developer_, tokens);
    }

    /// @inheritdoc IFixedPriceOffering
    function burnUnsold() external returns (uint256 tokens) {
        _requireFinalised();
        tokens = unsoldTokens();
        if (tokens == 0 || !_startToken()) revert OfferingNothingLeft();
    }

    /// @inheritdoc IFixedPriceOffering
    function finalised() external view returns (bool) {
        return _progress.finalised;
    }

    /// @inheritdoc IFixedPriceOffering
    function committedWei(address account) external view returns (uint256) {
        return _commitments[account].amountWei;
    }

    /// @inheritdoc IFixedPriceOffering
    function totalCommittedWei() external view returns (uint256) {
        return _progress.totalWei;
    }

    /// @inheritdoc IFixedPriceOffering
    function allocation(uint256 amountWei, uint256 totalWei)
        external
        view
        returns (uint256 tokens, uint256 spentWei, uint256 refundWei)
    {
        Sale memory sale = _sale();
        sale.totalWei = totalWei;
        return sale.allocation(amountWei);
    }

    /// @inheritdoc IFixedPriceOffering
    function cutOff() external view returns (uint256 timestamp) {
        return OfferingBounds.cutOff(_progress.start, _progress.end);
    }

    /// @inheritdoc IFixedPriceOffering
    function terms() external view returns (OfferingTerms memory) {
        return OfferingTerms({
            saleSupply: _goods.saleSupply,
            developerSupply: _issue.developerSupply,
            softCapWei: _caps.softWei,
            hardCapWei: _goods.hardCapWei,
            accountCapWei: _caps.accountWei,
            start: _progress.start,
            end: _progress.end
        });
    }

    /// @inheritdoc IFixedPriceOffering
    function token() external view returns (address) {
        return address(_issue.token);
    }

    /// @inheritdoc IFixedPriceOffering
    function modelId() external view returns (uint256 modelId_) {
        (, modelId_) = _subject();
    }

    /// @inheritdoc IFixedPriceOffering
    function settled(address account) external view returns (bool) {
        return _commitments[account].settled;
    }

    /// @inheritdoc ILaunchVault
    function launchState() external view returns (LaunchState) {
        if (_progress.finalised) return LaunchState.Succeeded;
        return state() == OfferingState.Failed ? LaunchState.Failed : LaunchState.Pending;
    }

    /// @inheritdoc ILaunchVault
    function lockedAllocations() external view returns (LockedAllocation[] memory) {
        return _locked;
    }

    /// @inheritdoc IFixedPriceOffering
    function raisedWei() public view returns (uint256) {
        return _progress.finalised ? _sale().raisedWei() : 0;
    }

    /// @inheritdoc ILaunchVault
    function unsoldTokens() public view returns (uint256) {
        return _progress.finalised ? _goods.saleSupply - _sale().soldTokens() : 0;
    }

    /// @inheritdoc IFixedPriceOffering
    function state() public view returns (OfferingState) {
        return _state(_progress);
    }

    /// @inheritdoc IFixedPriceOffering
    function developer() public view returns (address developer_) {
        (developer_,) = _subject();
    }

    function _state(Progress memory progress) private view returns (OfferingState) {
        if (block.timestamp < progress.start) return OfferingState.Scheduled;
        if (block.timestamp < progress.end) return OfferingState.Open;
        return progress.totalWei >= _caps.softWei ? OfferingState.Succeeded : OfferingState.Failed;
    }

    function _sale() private view returns (Sale memory) {
        Goods memory goods = _goods;
        return Sale({
            saleSupply: goods.saleSupply,
            softCapWei: _caps.softWei,
            hardCapWei: goods.hardCapWei,
            totalWei: _progress.totalWei
        });
    }

    function _requireFinalised() private view {
        if (_progress.finalised) return;
        OfferingState state_ = state();
        if (state_ != OfferingState.Succeeded) revert OfferingNotSucceeded(state_);
        revert OfferingNotFinalised();
    }

    /// @dev Marks the commitment of `account` as settled, once.
    function _settle(address account) private returns (uint256 amountWei) {
        Commitment memory commitment = _commitments[account];
        if (commitment.amountWei == 0) revert OfferingNothingCommitted(account);
        if (commitment.settled) revert OfferingNothingLeft();
        _commitments[account].settled = true;
        return commitment.amountWei;
    }

    function _refund(address account, address payee) private returns (uint256 amountWei) {
        amountWei = refundOwedWei[account];
        if (amountWei != 0) {
            refundOwedWei[account] = 0;
        } else {
            OfferingState state_ = state();
            if (state_ != OfferingState.Failed) revert OfferingNotFailed(state_);
            amountWei = _settle(account);
        }
        emit Refunded(account, amountWei);
        _pay(payee, amountWei);
    }

    /// @dev A payee that refuses ether keeps its claim to it and holds up nothing else.
    function _tryRefund(address account, uint256 amountWei) private {
        (bool paid,) = account.call{value: amountWei}("");
        if (paid) return;
        refundOwedWei[account] = amountWei;
        emit RefundOwed(account, amountWei);
    }

    /// @dev No token leaves before the periods run and unsold tokens are burnt. The token is ours: it calls nobody back and
    /// reverts where it can't transfer.
    function _giveTokens(address account, uint256 tokens) private {
        _startToken();
        if (tokens != 0) _issue.token.transfer(account, tokens);
    }

    /// @return now_ Whether this call started the token; anybody could have done so before.
    function _startToken() private returns (bool now_) {
        if (_progress.tokenStarted) return false;
        _progress.tokenStarted = true;
        IRevenueShareToken token_ = _issue.token;
        now_ = token_.periodEnd() == 0;
        if (now_) token_.start();
    }

    /// @dev With all gas: whoever calls pays for it, and every stored number is already final.
    function _pay(address account, uint256 amountWei) private {
        (bool paid,) = account.call{value: amountWei}("");
        if (!paid) revert OfferingPaymentFailed(account, amountWei);
    }

    function _subject() private view returns (address developer_, uint256 modelId_) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (address, uint256));
    }
}
