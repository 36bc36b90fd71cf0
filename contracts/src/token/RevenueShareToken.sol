// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20Upgradeable} from "@openzeppelin/contracts-upgradeable/token/ERC20/ERC20Upgradeable.sol";
import {
    ERC20PermitUpgradeable
} from "@openzeppelin/contracts-upgradeable/token/ERC20/extensions/ERC20PermitUpgradeable.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {BalanceHistory, Segment} from "./BalanceHistory.sol";
import {IERC7641} from "./IERC7641.sol";
import {ILaunchVault, LaunchState} from "./ILaunchVault.sol";
import {IRevenueShareToken, TokenTerms} from "./IRevenueShareToken.sol";
import {RevenuePerUnitX128} from "./RevenuePerUnit.sol";
import {RevenuePeriods} from "./RevenuePeriods.sol";
import {TokenBounds} from "./TokenBounds.sol";

/// @title RevenueShareToken
/// @notice The one implementation behind all revenue tokens. A clone carries its vault and its creator in its code.
contract RevenueShareToken is ERC20PermitUpgradeable, ERC165, RevenuePeriods {
    using BalanceHistory for mapping(uint256 => Segment);
    using BitMaps for BitMaps.BitMap;

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

    struct Receipt {
        uint128 paidWei;
        /// All periods up to here are paid.
        uint32 paidThrough;
        /// Bit `i`: period `paidThrough + 1 + i` is paid. Later ones are in `_paidLater`, which saves most single claims a word.
        uint96 paidNext;
    }

    uint256 private constant PAID_NEXT_BITS = 96;

    /// Tokens of accounts that excluded themselves.
    uint96 private _excludedSupply;
    mapping(address account => Holding) private _holdings;
    mapping(address account => mapping(uint256 index => Segment)) private _segments;
    /// Tokens taken out of the vault when periods had already closed. They had shared since period 1: `firstPeriod` is the one
    /// from which they are in the account's own balance, `earnedWei` the sum of all grants so far for the periods before.
    mapping(address account => mapping(uint256 index => Segment)) private _grants;
    mapping(address account => Receipt) private _receipts;
    mapping(address account => BitMaps.BitMap) private _paidLater;

    constructor() {
        _disableInitializers();
    }

    /// @notice Sets the terms and mints `supply` to the vault. Called by the Launchpad in the transaction that creates the clone.
    function initialise(TokenTerms calldata terms, uint256 supply) external initializer {
        TokenBounds.check(terms, supply);
        __ERC20_init(terms.name, terms.symbol);
        _clock.periodSeconds = terms.periodSeconds;
        _clock.holderShareBps = terms.holderShareBps;

        address vault_ = vault();
        // Bounded by the check.
        _supply.eligible = uint96(supply);
        _supply.moved = true;
        _holdings[vault_] = Holding({balance: uint96(supply), since: 0, segments: 0, grants: 0, excluded: true});
        emit Excluded(vault_);
        emit Transfer(address(0), vault_, supply);
    }

    /// @inheritdoc IRevenueShareToken
    function start() external {
        if (_clock.periodEnd != 0) revert RevenueShareAlreadyStarted();
        address vault_ = vault();
        if (ILaunchVault(vault_).launchState() != LaunchState.Succeeded) revert RevenueShareLaunchNotSucceeded();

        uint256 unsold = ILaunchVault(vault_).unsoldTokens();
        if (unsold != 0) _burn(vault_, unsold);
        // Unix time and at most 30 days fit in 40 bits for 34,000 years.
        _clock.periodEnd = uint40(block.timestamp + _clock.periodSeconds);
        emit Started(block.timestamp);
    }

    /// @inheritdoc IRevenueShareToken
    function returnDeposits() external {
        (address vault_, address creator_) = _parties();
        if (ILaunchVault(vault_).launchState() != LaunchState.Failed) revert RevenueShareLaunchNotFailed();
        uint256 amountWei = _clock.pendingWei;
        if (amountWei == 0) revert RevenueShareZeroAmount();

        _clock.pendingWei = 0;
        emit DepositsReturned(creator_, amountWei);
        _pay(creator_, amountWei);
    }

    /// @inheritdoc IERC7641
    function claim(uint256 snapshotId) external {
        uint256 lastClosed = _close() - 1;
        if (snapshotId == 0 || snapshotId > lastClosed) revert RevenueSharePeriodNotClosed(snapshotId, lastClosed);
        Receipt memory receipt = _receipts[msg.sender];
        if (_isPaid(receipt, msg.sender, snapshotId)) revert RevenueShareNothingToClaim(msg.sender);

        uint256 offset = snapshotId - receipt.paidThrough - 1;
        // The shift stays below 96 bits by the condition.
        if (offset < PAID_NEXT_BITS) receipt.paidNext |= uint96(1 << offset);
        else _paidLater[msg.sender].set(snapshotId);
        _payRevenue(msg.sender, snapshotId, _earnedIn(msg.sender, snapshotId, _perUnit[snapshotId]), receipt);
    }

    /// @inheritdoc IRevenueShareToken
    function claimAll() external returns (uint256 amountWei) {
        return claimFor(msg.sender);
    }

    /// @inheritdoc IRevenueShareToken
    function claimFor(address account) public returns (uint256 amountWei) {
        uint32 lastClosed = _close() - 1;
        Receipt memory receipt = _receipts[account];
        amountWei = _unpaid(_earnedThrough(account, lastClosed, _perUnit[lastClosed]), receipt.paidWei);

        receipt.paidThrough = lastClosed;
        receipt.paidNext = 0;
        _payRevenue(account, 0, amountWei, receipt);
    }

    /// @inheritdoc IERC7641
    function burn(uint256 amount) external {
        if (amount == 0) revert RevenueShareZeroAmount();
        _close();
        uint256 supply = totalSupply();
        _burn(msg.sender, amount);

        uint256 redeemWei = _pools.redeemWei;
        // amount <= supply since it could be burnt, so payoutWei <= redeemWei < 2^128.
        uint256 payoutWei = amount * redeemWei / supply;
        _pools.redeemWei = uint128(redeemWei - payoutWei);
        emit Redeemed(msg.sender, amount, payoutWei);
        if (payoutWei != 0) _pay(msg.sender, payoutWei);
    }

    /// @inheritdoc IRevenueShareToken
    function excludeSelf() external {
        uint32 open = _close();
        Holding memory holding = _holdings[msg.sender];
        if (holding.excluded) return;

        _beginSegment(msg.sender, holding, open);
        holding.excluded = true;
        _holdings[msg.sender] = holding;
        _supply.eligible -= holding.balance;
        _supply.moved = true;
        _excludedSupply += holding.balance;
        emit Excluded(msg.sender);
    }

    /// @inheritdoc IERC7641
    function claimableRevenue(address account, uint256 snapshotId) external view returns (uint256) {
        Books memory books = _books();
        if (snapshotId == 0 || snapshotId > books.lastClosed) return 0;
        if (_isPaid(_receipts[account], account, snapshotId)) return 0;
        return _earnedIn(account, snapshotId, _perUnitAt(snapshotId, books));
    }

    /// @inheritdoc IRevenueShareToken
    function claimable(address account) external view returns (uint256 amountWei) {
        Books memory books = _books();
        return _unpaid(_earnedThrough(account, books.lastClosed, books.perUnit), _receipts[account].paidWei);
    }

    /// @inheritdoc IERC7641
    function redeemableOnBurn(uint256 amount) external view returns (uint256) {
        uint256 supply = totalSupply();
        uint256 redeemWei = _books().redeemWei;
        return amount >= supply ? redeemWei : amount * redeemWei / supply;
    }

    /// @inheritdoc IRevenueShareToken
    function isExcluded(address account) external view returns (bool) {
        return _holdings[account].excluded;
    }

    /// @inheritdoc IRevenueShareToken
    function creator() external view returns (address creator_) {
        (, creator_) = _parties();
    }

    /// @inheritdoc IRevenueShareToken
    function vault() public view returns (address vault_) {
        (vault_,) = _parties();
    }

    /// @inheritdoc IERC20
    function totalSupply() public view override(ERC20Upgradeable, IERC20) returns (uint256) {
        return uint256(_supply.eligible) + _excludedSupply;
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) public view override(ERC20Upgradeable, IERC20) returns (uint256) {
        return _holdings[account].balance;
    }

    /// @inheritdoc ERC165
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IERC7641).interfaceId || interfaceId == type(IERC20).interfaceId
            || interfaceId == type(IERC20Metadata).interfaceId || interfaceId == type(IERC20Permit).interfaceId
            || super.supportsInterface(interfaceId);
    }

    /// @dev Moves balances instead of the parent, which would keep them in words of their own.
    function _update(address from, address to, uint256 value) internal override {
        uint32 open = _close();
        if (value > _holdings[from].balance) revert ERC20InsufficientBalance(from, _holdings[from].balance, value);
        // Else anybody could begin segments for others with `transferFrom(other, other, 0)`.
        if (value != 0) {
            // value <= balance < 2^96.
            uint96 amount = uint96(value);
            bool fromExcluded = _debit(from, amount, open);
            bool toExcluded = to != address(0) && _credit(to, amount, open);
            bool fromVault = fromExcluded && from == vault();
            if (fromVault && to != address(0) && open > 1) _grant(to, amount, open);
            _moveSupply(to, amount, !fromExcluded || fromVault, toExcluded);
        }
        emit Transfer(from, to, value);
    }

    function _debit(address account, uint96 amount, uint32 open) private returns (bool excluded) {
        Holding memory holding = _holdings[account];
        _beginSegment(account, holding, open);
        holding.balance -= amount;
        _holdings[account] = holding;
        return holding.excluded;
    }

    function _credit(address account, uint96 amount, uint32 open) private returns (bool excluded) {
        Holding memory holding = _holdings[account];
        // The vault gives out fixed amounts only: what somebody sends to it would be lost.
        if (holding.excluded && account == vault()) revert ERC20InvalidReceiver(account);
        _beginSegment(account, holding, open);
        holding.balance += amount;
        _holdings[account] = holding;
        return holding.excluded;
    }

    /// @dev Gives an account what its tokens earned while they lay in the vault.
    function _grant(address account, uint96 amount, uint32 open) private {
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

    /// @dev Between two accounts that both share, or both don't, the supply that shares stays as it is.
    function _moveSupply(address to, uint96 amount, bool fromShares, bool toExcluded) private {
        bool toShares = to != address(0) && !toExcluded;
        if (fromShares == toShares && to != address(0)) return;
        Supply memory supply = _supply;
        if (fromShares) supply.eligible -= amount;
        else _excludedSupply -= amount;
        if (toShares) supply.eligible += amount;
        else if (toExcluded) _excludedSupply += amount;
        if (fromShares || toShares) {
            supply.moved = true;
            _supply = supply;
        }
    }

    /// @dev Before the first change in the open period, records the balance that counted for the closed ones. Changes `holding`
    /// in memory only.
    function _beginSegment(address account, Holding memory holding, uint32 open) private {
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

    function _payRevenue(address account, uint256 id, uint256 amountWei, Receipt memory receipt) private {
        if (amountWei == 0) revert RevenueShareNothingToClaim(account);
        // At most what was shared out, which is in the pool and below 2^128.
        receipt.paidWei += uint128(amountWei);
        _receipts[account] = receipt;
        _pools.claimWei -= uint128(amountWei);
        emit RevenueClaimed(account, id, amountWei);
        _pay(account, amountWei);
    }

    /// @dev Wei earned in all periods up to `lastClosed`, whose total per unit is `perUnit`.
    function _earnedThrough(address account, uint256 lastClosed, RevenuePerUnitX128 perUnit)
        private
        view
        returns (uint256 earnedWei)
    {
        Holding memory holding = _holdings[account];
        earnedWei = _earnedBefore(account, holding) + _earnedByGrants(account, holding.grants);
        if (holding.excluded || holding.balance == 0 || holding.since > lastClosed) return earnedWei;
        // A balance that is not excluded came in period 1 or later.
        earnedWei += perUnit.earned(_perUnit[holding.since - 1], holding.balance);
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

    /// @dev Wei earned in the closed period `id`, at whose end the total per unit was `perUnit`.
    function _earnedIn(address account, uint256 id, RevenuePerUnitX128 perUnit) private view returns (uint256) {
        Holding memory holding = _holdings[account];
        uint256 amount = 0;
        if (id < holding.since) amount = _segments[account].amountAt(holding.segments, id);
        else if (!holding.excluded) amount = holding.balance;
        // At most two, see `Holding`.
        for (uint256 i = 0; i < holding.grants; i++) {
            Segment memory grant = _grants[account][i];
            if (id < grant.firstPeriod) amount += grant.amount;
        }
        return perUnit.earned(_perUnit[id - 1], amount);
    }

    /// @dev Balance and grants are rounded down apart in the sum over periods but together in a single period, so single claims
    /// may have paid a wei more than the sum. Both stay below what the tokens earned, so the pool covers either.
    function _unpaid(uint256 earnedWei, uint256 paidWei) private pure returns (uint256) {
        return earnedWei > paidWei ? earnedWei - paidWei : 0;
    }

    function _isPaid(Receipt memory receipt, address account, uint256 id) private view returns (bool) {
        if (id <= receipt.paidThrough) return true;
        uint256 offset = id - receipt.paidThrough - 1;
        return offset < PAID_NEXT_BITS ? (receipt.paidNext >> offset) & 1 == 1 : _paidLater[account].get(id);
    }

    function _parties() private view returns (address vault_, address creator_) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (address, address));
    }

    /// @dev The name is kept once.
    function _EIP712Name() internal view override returns (string memory) {
        return name();
    }

    function _EIP712Version() internal pure override returns (string memory) {
        return "1";
    }
}
