// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ILiquidityLocker} from "../liquidity/ILiquidityLocker.sol";
import {ILaunchVault, LaunchState, LockedAllocation} from "../token/ILaunchVault.sol";
import {IRevenueShareToken} from "../token/IRevenueShareToken.sol";
import {IOffering, OfferingState, SaleTerms} from "./IOffering.sol";
import {SaleBounds} from "./SaleBounds.sol";
import {SaleMoney} from "./SaleMoney.sol";

/// @title LaunchVault
/// @notice What every kind of sale has in common: see `IOffering`. A clone carries its developer and its model in its code.
///
/// Amounts of the currency are stored in 128 bits, of tokens in 96. How it takes and pays them: `SaleMoney`.
abstract contract LaunchVault is Initializable, SaleMoney {
    using SafeERC20 for IERC20;

    struct Issue {
        IRevenueShareToken token;
        uint96 developerSupply;
    }

    struct Goods {
        uint96 saleSupply;
        uint96 liquiditySupply;
        uint16 liquidityShareBasisPoints;
        uint40 finalisedAt;
    }

    struct Outcome {
        uint128 raised;
        uint96 soldTokens;
    }

    uint256 private constant SEEDING_SECONDS = 7 days;
    /// Longer than any loan that has to be paid back in its own transaction, or by who orders a few blocks.
    uint256 private constant RAISE_DELAY_SECONDS = 1 hours;

    ILiquidityLocker private immutable LOCKER;

    Goods internal _goods;
    Issue private _issue;
    Outcome private _outcome;
    /// @inheritdoc IOffering
    bytes32 public termsHash;
    LockedAllocation[] private _locked;

    /// @param locker `address(0)` where there is none.
    constructor(ILiquidityLocker locker) {
        LOCKER = locker;
        _disableInitializers();
    }

    /// @inheritdoc IOffering
    /// @dev One call with the caller's own rights and ether, as if it had been made directly.
    function onTerms(bytes32 expected, bytes calldata call) external payable returns (bytes memory result) {
        if (termsHash != expected) revert OfferingOtherTerms(termsHash, expected);
        return Address.functionDelegateCall(address(this), call);
    }

    /// @inheritdoc IOffering
    function finalise() external {
        Progress memory progress = _progress;
        OfferingState state_ = _state(progress);
        if (state_ != OfferingState.Succeeded) revert OfferingNotSucceeded(state_);
        if (progress.finalised) revert OfferingAlreadyFinalised();
        (uint256 raised_, uint256 soldTokens) = _result();
        _finalise(raised_, soldTokens);
    }

    /// @inheritdoc IOffering
    function claim(address account) external returns (uint256 tokens, uint256 refund_) {
        _requireFinalised();
        (tokens, refund_) = _settle(account);
        emit Claimed(account, tokens, refund_);

        _giveTokens(account, tokens);
        if (refund_ != 0) _payOrOwe(account, refund_);
    }

    /// @inheritdoc IOffering
    function refund(address account) external returns (uint256 amount) {
        return _refund(account, account);
    }

    /// @inheritdoc IOffering
    function refundTo(address payee) external returns (uint256 amount) {
        return _refund(msg.sender, payee);
    }

    /// @inheritdoc IOffering
    function withdrawRaise() external returns (uint256 amount) {
        return _withdrawRaise(developer());
    }

    /// @inheritdoc IOffering
    function withdrawRaiseTo(address payee) external returns (uint256 amount) {
        if (msg.sender != developer()) revert OfferingNotDeveloper(msg.sender);
        return _withdrawRaise(payee);
    }

    /// @inheritdoc IOffering
    function claimDeveloperTokens() external returns (uint256 tokens) {
        _requireFinalised();
        tokens = _issue.developerSupply;
        if (tokens == 0 || _progress.developerTokensClaimed) revert OfferingNothingLeft();
        _progress.developerTokensClaimed = true;
        address developer_ = developer();
        emit DeveloperTokensClaimed(developer_, tokens);

        _giveTokens(developer_, tokens);
    }

    /// @inheritdoc IOffering
    function burnUnsold() external returns (uint256 tokens) {
        _requireFinalised();
        tokens = unsoldTokens();
        if (tokens == 0 || !_startToken()) revert OfferingNothingLeft();
    }

    /// @inheritdoc IOffering
    function seedLiquidity() external returns (address pool, uint128 liquidity_) {
        if (address(LOCKER) == address(0)) revert OfferingNoLocker();
        (uint256 tokens, uint256 amount) = _settleLiquidity();

        address token_ = address(_issue.token);
        if (_progress.inAsset) {
            _currency.forceApprove(address(LOCKER), amount);
            (pool, liquidity_) = LOCKER.seed(token_, address(_currency), tokens, amount);
        } else {
            (pool, liquidity_) = LOCKER.seed{value: amount}(token_, address(0), tokens, amount);
        }
        emit LiquiditySeeded(pool, tokens, amount, liquidity_);
    }

    /// @inheritdoc IOffering
    function releaseLiquidity() external {
        (uint256 tokens, uint256 amount) = _settleLiquidity();
        uint256 timestamp = _goods.finalisedAt + (address(LOCKER) == address(0) ? 0 : SEEDING_SECONDS);
        if (block.timestamp < timestamp) revert OfferingLiquidityPending(timestamp);
        emit LiquidityReleased(tokens, amount);

        IRevenueShareToken token_ = _issue.token;
        if (tokens != 0) LOCKER.discard(address(token_), tokens);
        if (_progress.inAsset) {
            _currency.forceApprove(address(token_), amount);
            token_.fundRedemption(address(_currency), amount);
        } else {
            token_.fundRedemption{value: amount}(address(0), amount);
        }
    }

    /// @inheritdoc IOffering
    function finalised() external view returns (bool) {
        return _progress.finalised;
    }

    /// @inheritdoc IOffering
    function finalisedAt() external view returns (uint256 timestamp) {
        return _goods.finalisedAt;
    }

    /// @inheritdoc IOffering
    function totalCommitted() external view returns (uint256) {
        return _progress.totalCommitted;
    }

    /// @inheritdoc IOffering
    function raised() external view returns (uint256) {
        return _outcome.raised;
    }

    /// @inheritdoc IOffering
    function liquidity() external view returns (uint256 tokens, uint256 amount) {
        return _liquidity();
    }

    /// @inheritdoc IOffering
    function liquiditySupply() external view returns (uint256 tokens) {
        return _goods.liquiditySupply;
    }

    /// @inheritdoc IOffering
    function liquiditySettled() external view returns (bool) {
        return _progress.liquiditySettled;
    }

    /// @inheritdoc IOffering
    function liquidityLocker() external view returns (address) {
        return address(LOCKER);
    }

    /// @inheritdoc IOffering
    function saleTerms() external view returns (SaleTerms memory) {
        return SaleTerms({
            currency: address(_currency),
            liquidityShareBasisPoints: _goods.liquidityShareBasisPoints,
            start: _progress.start,
            end: _progress.end,
            saleSupply: _goods.saleSupply,
            developerSupply: _issue.developerSupply
        });
    }

    /// @inheritdoc IOffering
    function token() external view returns (address) {
        return address(_issue.token);
    }

    /// @inheritdoc IOffering
    function modelId() external view returns (uint256 modelId_) {
        (, modelId_) = _subject();
    }

    /// @inheritdoc ILaunchVault
    function launchState() external view returns (LaunchState) {
        if (_progress.finalised) return LaunchState.Succeeded;
        return state() == OfferingState.Failed ? LaunchState.Failed : LaunchState.Pending;
    }

    /// @inheritdoc ILaunchVault
    function lockedAllocations() external view returns (LockedAllocation[] memory all) {
        if (_goods.liquiditySupply == 0) return _locked;
        uint256 count = _locked.length;
        all = new LockedAllocation[](count + 1);
        for (uint256 i = 0; i < count; i++) {
            all[i] = _locked[i];
        }
        (uint256 tokens,) = _liquidity();
        // At most the supply for it, which is below 2^96.
        uint96 amount = _progress.finalised ? uint96(tokens) : _goods.liquiditySupply;
        all[count] = LockedAllocation({holder: address(LOCKER), amount: amount});
    }

    /// @inheritdoc ILaunchVault
    function unsoldTokens() public view returns (uint256) {
        if (!_progress.finalised) return 0;
        (uint256 tokens,) = _liquidity();
        return uint256(_goods.saleSupply) - _outcome.soldTokens + _goods.liquiditySupply - tokens;
    }

    /// @inheritdoc IOffering
    function state() public view returns (OfferingState) {
        return _state(_progress);
    }

    /// @inheritdoc IOffering
    function developer() public view returns (address developer_) {
        (developer_,) = _subject();
    }

    /// @dev Sets what all kinds have in common. `terms` gets its start.
    /// @param liquiditySupply_ Tokens for liquidity; none are minted where there is no locker.
    /// @param termsHash_ Of all terms, as in `IOffering`.
    /// @return supply All tokens of the launch, in base units, below 2^96.
    function _initialiseVault(
        IRevenueShareToken token_,
        SaleTerms memory terms,
        uint256 liquiditySupply_,
        LockedAllocation[] calldata locked,
        bytes32 termsHash_
    ) internal onlyInitializing returns (uint256 supply) {
        // Unix time fits in 40 bits for 34,000 years.
        if (terms.start == 0) terms.start = uint40(block.timestamp);
        if (address(LOCKER) == address(0)) liquiditySupply_ = 0;
        uint256 setAside = liquiditySupply_;
        for (uint256 i = 0; i < locked.length; i++) {
            setAside += locked[i].amount;
            _locked.push(locked[i]);
        }
        supply = SaleBounds.check(terms, setAside);

        termsHash = termsHash_;
        _progress.start = terms.start;
        _progress.end = terms.end;
        _progress.inAsset = terms.currency != address(0);
        if (terms.currency != address(0)) _currency = IERC20(terms.currency);
        // The supplies are bounded by the check.
        _goods = Goods({
            saleSupply: uint96(terms.saleSupply),
            liquiditySupply: uint96(liquiditySupply_),
            liquidityShareBasisPoints: terms.liquidityShareBasisPoints,
            finalisedAt: 0
        });
        _issue = Issue({token: token_, developerSupply: uint96(terms.developerSupply)});
    }

    /// @dev Fixes the numbers of a success.
    function _finalise(uint256 raised_, uint256 soldTokens) internal {
        _progress.finalised = true;
        _goods.finalisedAt = uint40(block.timestamp);
        // Parts of what was committed and of the sale's supply.
        _outcome = Outcome({raised: uint128(raised_), soldTokens: uint96(soldTokens)});
        emit Finalised(_progress.totalCommitted, raised_, soldTokens);
    }

    function _requireOpen(Progress memory progress) internal view {
        OfferingState state_ = _state(progress);
        if (state_ != OfferingState.Open) revert OfferingNotOpen(state_);
    }

    function _requireRevocable(Progress memory progress) internal view {
        uint256 binding = SaleBounds.cutOff(progress.start, progress.end);
        if (block.timestamp >= binding) revert OfferingCommitmentsBind(binding);
    }

    function _state(Progress memory progress) internal view virtual returns (OfferingState) {
        if (block.timestamp < progress.start) return OfferingState.Scheduled;
        if (block.timestamp < progress.end) return OfferingState.Open;
        return _succeeds(progress.totalCommitted) ? OfferingState.Succeeded : OfferingState.Failed;
    }

    /// @dev Whether a sale whose time is over reached its aim.
    function _succeeds(uint256 totalCommitted_) internal view virtual returns (bool);

    /// @dev What `finalise` fixes, of a success.
    function _result() internal virtual returns (uint256 raised_, uint256 soldTokens);

    /// @dev Marks `account` as settled after a finalised success, once. Reverts with `OfferingNothingCommitted` or
    /// `OfferingNothingLeft`.
    function _settle(address account) internal virtual returns (uint256 tokens, uint256 refund_);

    /// @dev The same after a failure.
    function _settleFailed(address account) internal virtual returns (uint256 amount);

    /// @dev Both numbers are 0 before `finalise`. The price is the one at which all was sold; the amount is at most the share
    /// of the raise, so the tokens are at most the share of what was sold, for which the supply suffices.
    function _liquidity() internal view virtual returns (uint256 tokens, uint256 amount) {
        Outcome memory outcome = _outcome;
        Goods memory goods = _goods;
        amount = uint256(outcome.raised) * goods.liquidityShareBasisPoints / SaleBounds.BASIS_POINTS;
        if (amount != 0 && goods.liquiditySupply != 0) tokens = outcome.soldTokens * amount / outcome.raised;
    }

    /// @dev For a pool at the sale's own price.
    function _liquiditySupplyOf(SaleTerms memory terms) internal pure returns (uint256) {
        return Math.ceilDiv(uint256(terms.saleSupply) * terms.liquidityShareBasisPoints, SaleBounds.BASIS_POINTS);
    }

    function _withdrawRaise(address payee) private returns (uint256 amount) {
        _requireFinalised();
        (, uint256 liquidityAmount) = _liquidity();
        amount = _outcome.raised - liquidityAmount;
        if (amount == 0 || _progress.raiseWithdrawn) revert OfferingNothingLeft();
        uint256 timestamp = _goods.finalisedAt + RAISE_DELAY_SECONDS;
        if (block.timestamp < timestamp) revert OfferingRaisePending(timestamp);
        _progress.raiseWithdrawn = true;
        emit RaiseWithdrawn(developer(), amount);

        _pay(payee, amount);
    }

    function _refund(address account, address payee) private returns (uint256 amount) {
        amount = refundOwed[account];
        if (amount != 0) {
            refundOwed[account] = 0;
        } else {
            OfferingState state_ = state();
            if (state_ != OfferingState.Failed) revert OfferingNotFailed(state_);
            amount = _settleFailed(account);
        }
        emit Refunded(account, amount);
        _pay(payee, amount);
    }

    /// @dev The tokens for it lie with the locker from the token's start on.
    function _settleLiquidity() private returns (uint256 tokens, uint256 amount) {
        _requireFinalised();
        (tokens, amount) = _liquidity();
        if (amount == 0 || _progress.liquiditySettled) revert OfferingNothingLeft();
        _progress.liquiditySettled = true;
        _startToken();
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

    function _requireFinalised() private view {
        if (_progress.finalised) return;
        OfferingState state_ = state();
        if (state_ != OfferingState.Succeeded) revert OfferingNotSucceeded(state_);
        revert OfferingNotFinalised();
    }

    function _subject() private view returns (address developer_, uint256 modelId_) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (address, uint256));
    }
}
