// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRevenueDeposit} from "../model/IRevenueDeposit.sol";
import {IERC7641} from "./IERC7641.sol";

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
}

/// @title IRevenueShareToken
/// @notice An ERC-20 with ERC-2612 permits whose holders share the revenue of a model (ERC-7641). Nobody has a privilege: no
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
/// the token are deposits.
interface IRevenueShareToken is IERC7641, IRevenueDeposit {
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

    error RevenueShareNothingToClaim(address account);
    error RevenueSharePeriodNotClosed(uint256 id, uint256 lastClosedId);
    error RevenueSharePaymentFailed(address account, uint256 amountWei);
    error RevenueShareLaunchNotSucceeded();
    error RevenueShareLaunchNotFailed();
    error RevenueShareAlreadyStarted();
    error RevenueShareZeroAmount();
    /// @notice Ether was sent to the implementation instead of a token.
    error RevenueShareNotInitialised();
    /// @notice `rule` names the broken bound.
    error RevenueShareBadTerms(string rule);

    /// @notice Begins the periods: once, by anyone, after the launch succeeded and was finalised. Deposits made earlier count
    /// for the first period, which ends a whole period from now. Burns the vault's unsold tokens.
    function start() external;

    /// @notice After a failed launch, sends everything deposited to the creator. By anyone.
    function returnDeposits() external;

    /// @notice Adds ether that arrived by force (never through `deposit`) to the running period.
    /// @return amountWei What was found; 0 is no error.
    function sync() external returns (uint256 amountWei);

    /// @notice What all closed periods earned less what was paid, in wei, as if due periods were closed now. Wei that
    /// single claims rounded off remain in it; it may miss a wei of the sum over periods for tokens taken out late.
    function claimable(address account) external view returns (uint256 amountWei);

    /// @notice Pays the caller all closed periods. Reverts with `RevenueShareNothingToClaim`.
    function claimAll() external returns (uint256 amountWei);

    /// @notice Pays `account` all closed periods; anyone may call, only `account` is paid.
    function claimFor(address account) external returns (uint256 amountWei);

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

    /// @notice Supply that shares revenue now: the total without accounts that excluded themselves. The vault's tokens count.
    function eligibleSupply() external view returns (uint256);

    /// @notice Revenue that holders got for period `id` in all, in wei, and the supply that shared it.
    function period(uint256 id) external view returns (uint256 revenueWei, uint256 supply);

    function periodSeconds() external view returns (uint32);
    function holderShareBps() external view returns (uint16);
    /// @notice The launch vault, to which the whole supply was minted.
    function vault() external view returns (address);
    function creator() external view returns (address);
}
