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
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {IERC7641} from "./IERC7641.sol";
import {IERC7641AltRevToken} from "./IERC7641AltRevToken.sol";
import {ILaunchVault, LaunchState, LockedAllocation} from "./ILaunchVault.sol";
import {IRevenueShareToken, TokenTerms} from "./IRevenueShareToken.sol";
import {RevenueAssets} from "./RevenueAssets.sol";
import {RevenueClaims} from "./RevenueClaims.sol";

/// @title RevenueShareToken
/// @notice The one implementation behind all revenue tokens. A clone carries its vault and its creator in its code.
contract RevenueShareToken is ERC20PermitUpgradeable, ERC165, RevenueClaims {
    bytes32 private constant CLAIM_TO_TYPEHASH =
        keccak256("ClaimTo(address account,address payee,uint256 nonce,uint256 deadline)");

    /// Tokens of accounts that are excluded, without the vault's.
    uint96 private _excludedSupply;

    constructor() {
        _disableInitializers();
    }

    /// @notice Sets the terms and mints `supply` to the vault. Called by the Launchpad in the transaction that creates the clone,
    /// after `TokenBounds`.
    /// @param excluded Accounts that never share revenue, besides the vault.
    function initialise(TokenTerms calldata terms, uint256 supply, address[] calldata excluded) external initializer {
        __ERC20_init(terms.name, terms.symbol);
        // 30 days fit in 24 bits.
        _clock.periodSeconds = uint24(terms.periodSeconds);
        _clock.holderShareBps = terms.holderShareBps;
        _initialiseAssets(terms.revenueAssets);

        address vault_ = vault();
        _supply.eligible = uint96(supply);
        _supply.moved = true;
        _holdings[vault_] = Holding({balance: uint96(supply), since: 0, segments: 0, grants: 0, excluded: true});
        emit Excluded(vault_);
        for (uint256 i = 0; i < excluded.length; i++) {
            _holdings[excluded[i]].excluded = true;
            emit Excluded(excluded[i]);
        }
        emit Transfer(address(0), vault_, supply);
    }

    /// @inheritdoc IRevenueShareToken
    function start() external {
        if (_clock.periodEnd != 0) revert RevenueShareAlreadyStarted();
        address vault_ = vault();
        if (ILaunchVault(vault_).launchState() != LaunchState.Succeeded) revert RevenueShareLaunchNotSucceeded();

        uint256 unsold = ILaunchVault(vault_).unsoldTokens();
        if (unsold != 0) _burn(vault_, unsold);
        LockedAllocation[] memory locked = ILaunchVault(vault_).lockedAllocations();
        for (uint256 i = 0; i < locked.length; i++) {
            _transfer(vault_, locked[i].holder, locked[i].amount);
        }
        // Unix time and at most 30 days fit in 40 bits for 34,000 years.
        _clock.periodEnd = uint40(block.timestamp + _clock.periodSeconds);
        emit Started(block.timestamp);
    }

    /// @inheritdoc IRevenueShareToken
    function returnDeposits() external {
        (address vault_, address creator_) = _parties();
        if (ILaunchVault(vault_).launchState() != LaunchState.Failed) revert RevenueShareLaunchNotFailed();
        uint256 amountWei = _clock.pendingWei;
        _clock.pendingWei = 0;
        if (!_returnAssets(creator_) && amountWei == 0) revert RevenueShareZeroAmount();
        if (amountWei == 0) return;
        emit DepositsReturned(creator_, amountWei);
        _pay(creator_, amountWei);
    }

    /// @inheritdoc IRevenueShareToken
    function claimToWithSignature(address account, address payee, uint256 deadline, bytes calldata signature)
        external
        returns (uint256 amountWei)
    {
        if (block.timestamp > deadline) revert RevenueShareSignatureExpired(deadline);
        bytes32 digest =
            _hashTypedDataV4(keccak256(abi.encode(CLAIM_TO_TYPEHASH, account, payee, _useNonce(account), deadline)));
        if (!SignatureChecker.isValidSignatureNowCalldata(account, digest, signature)) {
            revert RevenueShareBadSignature(account);
        }
        return _claimTo(account, payee);
    }

    /// @inheritdoc IERC7641
    function burn(uint256 amount) external {
        if (amount == 0) revert RevenueShareZeroAmount();
        uint32 open = _close();
        uint256 supply = totalSupply();
        _burn(msg.sender, amount);

        uint256 redeemWei = _pools.redeemWei;
        // amount <= supply since it could be burnt, so payoutWei <= redeemWei < 2^128.
        uint256 payoutWei = amount * redeemWei / supply;
        _pools.redeemWei = uint128(redeemWei - payoutWei);
        emit Redeemed(msg.sender, amount, payoutWei);
        _redeemAssets(amount, supply, open);
        if (payoutWei != 0) _pay(msg.sender, payoutWei);
    }

    /// @inheritdoc IRevenueShareToken
    function discard(uint256 amount) external {
        _burn(msg.sender, amount);
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
    function redeemableOnBurn(uint256 amount) external view returns (uint256) {
        return _redeemable(amount, _books().redeemWei);
    }

    /// @inheritdoc IRevenueShareToken
    function isExcluded(address account) external view returns (bool) {
        return _holdings[account].excluded;
    }

    /// @inheritdoc IRevenueShareToken
    function eligibleBalanceAt(address account, uint256 id) external view returns (uint256 amount) {
        return id == 0 || id > _books().lastClosed ? 0 : _sharing(account, id);
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
    function totalSupply() public view override(ERC20Upgradeable, RevenueAssets) returns (uint256) {
        return uint256(_supply.eligible) + _excludedSupply;
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) public view override(ERC20Upgradeable, IERC20) returns (uint256) {
        return _holdings[account].balance;
    }

    /// @inheritdoc ERC165
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IERC7641).interfaceId || interfaceId == type(IERC7641AltRevToken).interfaceId
            || interfaceId == type(IERC20).interfaceId || interfaceId == type(IERC20Metadata).interfaceId
            || interfaceId == type(IERC20Permit).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @dev Moves balances instead of the parent, which would keep them in words of their own.
    function _update(address from, address to, uint256 value) internal override {
        uint32 open = _close();
        uint256 balance = _holdings[from].balance;
        if (value > balance) revert ERC20InsufficientBalance(from, balance, value);
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

    /// @dev Between two accounts that both share, or both don't, the supply that shares stays as it is.
    function _moveSupply(address to, uint96 amount, bool fromShares, bool toExcluded) private {
        bool toShares = to != address(0) && !toExcluded;
        if (fromShares == toShares && to != address(0)) return;
        if (fromShares) _supply.eligible -= amount;
        else _excludedSupply -= amount;
        if (toShares) _supply.eligible += amount;
        else if (toExcluded) _excludedSupply += amount;
        if (fromShares || toShares) _supply.moved = true;
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
