// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueDeposit} from "../model/IRevenueDeposit.sol";
import {IERC7641AltRevToken} from "./IERC7641AltRevToken.sol";

/// @notice What is fixed for ever when a revenue token is created.
struct TokenTerms {
    /// ERC-20 name, 1 to 64 bytes.
    string name;
    /// ERC-20 symbol, 1 to 16 bytes.
    string symbol;
    /// Length of a revenue period in seconds, 1 hour to 30 days.
    uint32 periodSeconds;
    /// Share of revenue that holders claim, in basis points, 0 to 10,000. The rest feeds the redemption pool.
    uint16 holderShareBps;
    /// Up to 4 ERC-20 contracts whose tokens are shared besides ether, each once. Whoever buys the token should know them: an
    /// asset that lies about its balances harms what is shared of it, but nothing else.
    address[] revenueAssets;
}

/// @title IRevenueShareToken
/// @notice An ERC-20 with ERC-2612 permits whose holders share the revenue of a model (ERC-7641 with its AltRevToken
/// extension), in ether and up to four further assets. Nobody has a privilege: no
/// owner, no mint, no pause, no upgrade. (Each token is a minimal clone of one immutable implementation.)
///
/// Time is cut in periods. Revenue of the running period is pending; the first transaction at or after the boundary closes
/// the period before it does anything else, so the balances that count for a period are those at its boundary and no
/// transaction can change them. A flash loan therefore earns nothing. A snapshot id of ERC-7641 is the id of a closed
/// period, from 1, without gaps. A boundary with nothing to share closes nothing: the period runs on to the next one. When
/// several boundaries pass without a transaction, one period covers them all.
///
/// Tokens that were bought but still lie in the vault share from the first period on, for the account that takes them out:
/// it is as if it had held them since the start, so nobody gains by claiming tokens first or loses by claiming them late.
/// (What that adds to a period which the account already claimed by its id comes with `claimAll`.) Plain transfers of ether to
/// the token are deposits; tokens that were sent plainly are counted by `sync`. Accounts that were excluded at creation, where
/// tokens wait for somebody by a schedule or a proof, share nothing.
///
/// Every claim and every burn pays ether and all further assets. What an asset does not send within 300,000 gas stays credited to
/// the account and comes with `claimAll`, `claimFor` or `claimTo`; it holds up nothing else. Ether that the payee refuses reverts.
interface IRevenueShareToken is IERC7641AltRevToken, IRevenueDeposit {
    event RevenueDeposited(address indexed from, uint256 amountWei);
    /// @param revenueWei What the holders share for this period.
    /// @param eligibleSupply Supply at the boundary without excluded accounts.
    event PeriodClosed(uint256 indexed id, uint256 revenueWei, uint256 redemptionWei, uint256 eligibleSupply);
    /// @param id The period for `claim(id)`, or 0 when all closed periods were claimed.
    event RevenueClaimed(address indexed account, uint256 indexed id, uint256 amountWei);
    event Redeemed(address indexed account, uint256 amount, uint256 payoutWei);
    event Excluded(address indexed account);
    /// @notice Revenue periods run from now on.
    event Started(uint256 timestamp);
    /// @notice The launch failed and what had been deposited went to the creator.
    event DepositsReturned(address indexed creator, uint256 amountWei);
    /// @notice Revenue in a further asset. `from` is 0 for what `sync` found.
    event AssetDeposited(address indexed from, address indexed asset, uint256 amount);
    /// @notice What came in of `asset` during the closed period `id` was shared out.
    event AssetShared(address indexed asset, uint256 indexed id, uint256 revenue, uint256 redemption);
    /// @notice Sent to the payee, unless `AssetCredited` follows. `id` is as in `RevenueClaimed`.
    event AssetClaimed(address indexed account, address indexed asset, uint256 indexed id, uint256 amount);
    /// @notice Sent to the account, unless `AssetCredited` follows.
    event AssetRedeemed(address indexed account, address indexed asset, uint256 amount);
    /// @notice `asset` did not send what `account` claimed or redeemed; it stays claimable.
    event AssetCredited(address indexed account, address indexed asset, uint256 amount);
    event AssetReturned(address indexed creator, address indexed asset, uint256 amount);
    /// @notice Given to those who redeem. `asset` is `address(0)` for ether.
    event RedemptionFunded(address indexed from, address indexed asset, uint256 amount);
    /// @notice What `account` claims in this transaction is paid to `payee`.
    event ClaimDirected(address indexed account, address indexed payee);

    error RevenueShareNothingToClaim(address account);
    error RevenueSharePeriodNotClosed(uint256 id, uint256 lastClosedId);
    error RevenueSharePaymentFailed(address account, uint256 amountWei);
    error RevenueShareLaunchNotSucceeded();
    error RevenueShareLaunchNotFailed();
    error RevenueShareAlreadyStarted();
    error RevenueShareZeroAmount();
    error RevenueShareZeroPayee();
    /// @notice `asset` is none of those that are shared here.
    error RevenueShareAssetUnknown(address asset);
    /// @notice With `amount` more, 2^127 base units or more of `asset` would have come in over time.
    error RevenueShareAssetOverflow(address asset, uint256 amount);
    /// @notice Ether came with a call that takes a further asset.
    error RevenueShareEtherNotTaken(uint256 amountWei);
    error RevenueShareSignatureExpired(uint256 deadline);
    /// @notice The signature is not `account`'s, or for another payee, nonce or deadline.
    error RevenueShareBadSignature(address account);
    /// @notice Ether was sent to the implementation instead of a token.
    error RevenueShareNotInitialised();
    /// @notice `rule` names the broken bound.
    error RevenueShareBadTerms(string rule);

    /// @notice Begins the periods: once, by anyone, after the launch succeeded and was finalised. Deposits made earlier count
    /// for the first period, which ends a whole period from now. Burns the vault's unsold tokens and hands the locked ones to the
    /// contracts that release them.
    function start() external;

    /// @notice After a failed launch, sends everything deposited to the creator. By anyone. What an asset refuses stays for
    /// another call.
    function returnDeposits() external;

    /// @notice Adds to the redemption pool: `msg.value` wei where `asset` is `address(0)`, else what arrives of `amount` base units
    /// that the caller approved. By anyone, once the periods run.
    function fundRedemption(address asset, uint256 amount) external payable;

    /// @notice Burns the caller's tokens as `burn` does, but leaves what they would redeem to the others.
    function discard(uint256 amount) external;

    /// @notice Adds ether that arrived by force (never through `deposit`) to the running period.
    /// @return amountWei What was found; 0 is no error.
    function sync() external returns (uint256 amountWei);

    /// @notice Adds to the running period what the token holds of `asset` beyond its books: sent plainly, or grown by itself.
    /// @return amount What was found, in base units; 0 is no error.
    function sync(address asset) external returns (uint256 amount);

    /// @notice What all closed periods earned less what was paid, in wei, as if due periods were closed now. Wei that
    /// single claims rounded off remain in it; it may miss a wei of the sum over periods for tokens taken out late.
    function claimable(address account) external view returns (uint256 amountWei);

    /// @notice The same for a further asset, in base units, with what was credited. A claim pays all of it, unless the account's
    /// balance moved in more than 100 periods since its last claim: then it takes several.
    function claimableAsset(address account, address asset) external view returns (uint256 amount);

    /// @notice Pays the caller all closed periods. Reverts with `RevenueShareNothingToClaim`.
    /// @return amountWei The ether that was paid; `AssetClaimed` tells the rest.
    function claimAll() external returns (uint256 amountWei);

    /// @notice Pays `account` all closed periods; anyone may call, only `account` is paid.
    function claimFor(address account) external returns (uint256 amountWei);

    /// @notice Pays all closed periods of the caller to `payee`: for contracts that can't receive what they earned.
    function claimTo(address payee) external returns (uint256 amountWei);

    /// @notice The same for `account`, which signed EIP-712 `ClaimTo(address account,address payee,uint256 nonce,uint256 deadline)`
    /// with the domain of the permits and its next nonce of `nonces`, as a key (ECDSA) or as a contract (ERC-1271).
    function claimToWithSignature(address account, address payee, uint256 deadline, bytes calldata signature)
        external
        returns (uint256 amountWei);

    /// @notice Gives up the caller's future revenue for ever, the running period included (an exchange or a pool that could not
    /// pass it on). Redemption by `burn` stays.
    function excludeSelf() external;

    function isExcluded(address account) external view returns (bool);

    /// @notice Id of the newest closed period, as if due periods were closed now. 0 before the first.
    function lastClosedPeriod() external view returns (uint256 id);

    /// @notice Unix time at which the running period ends, in seconds; 0 before `start`.
    function periodEnd() external view returns (uint256 timestamp);

    /// @notice Revenue of the running period in wei, not yet shared. This and all views below tell what they would be if a due
    /// period were closed now.
    function pendingWei() external view returns (uint256);

    /// @notice What holders can still claim in total, in wei.
    function claimPoolWei() external view returns (uint256);

    /// @notice What burning shares out in total, in wei.
    function redeemPoolWei() external view returns (uint256);

    /// @notice Supply that shares revenue now: the total without excluded accounts, but with what lies in the vault for others.
    function eligibleSupply() external view returns (uint256);

    /// @notice Revenue that holders got for period `id` in all, in wei, and the supply that shared it.
    function period(uint256 id) external view returns (uint256 revenueWei, uint256 supply);

    /// @notice Tokens of `account` that shared period `id`, in base units; 0 while it has not closed. Over all accounts at most the
    /// supply of `period`. What lay in the vault then counts once the account took it out.
    function eligibleBalanceAt(address account, uint256 id) external view returns (uint256 amount);

    /// @notice The further assets, in the order of the terms.
    function revenueAssets() external view returns (address[] memory assets);

    /// @notice `pendingWei`, `claimPoolWei` and `redeemPoolWei` of a further asset, in its base units.
    function assetPools(address asset) external view returns (uint256 pending, uint256 claimPool, uint256 redeemPool);

    /// @notice What holders got of `asset` for period `id` in all, in base units.
    function assetRevenue(address asset, uint256 id) external view returns (uint256 revenue);

    function periodSeconds() external view returns (uint32);
    function holderShareBps() external view returns (uint16);
    /// @notice The launch vault, to which the whole supply was minted.
    function vault() external view returns (address);
    function creator() external view returns (address);
}
