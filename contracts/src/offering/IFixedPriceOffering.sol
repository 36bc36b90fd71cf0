// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ILaunchVault} from "../token/ILaunchVault.sol";

/// @notice What is fixed for ever when a fixed-price offering is created.
struct OfferingTerms {
    /// Tokens for sale, in base units (18 decimals), at least one whole token, and at least
    /// 10^12 base units of it sold at the soft cap. Together with all others of the launch they stay below 2^96.
    uint128 saleSupply;
    /// Tokens for the developer, claimable after success and not locked, in base units.
    uint128 developerSupply;
    /// Least amount that makes the offering succeed, in wei.
    uint128 softCapWei;
    /// Most that is raised, in wei. The price of a whole token is `hardCapWei * 1e18 / saleSupply`.
    uint128 hardCapWei;
    /// Most that one account may commit, in wei; 0 for no limit.
    uint128 accountCapWei;
    /// First second in which commitments are taken, unix time; 0 for now. At most 90 days ahead and not in the past.
    uint40 start;
    /// First second in which none is taken any more, unix time; 2 hours to 90 days after the start.
    uint40 end;
}

/// @notice Intervals are half open: `Open` from `start` up to and without `end`.
enum OfferingState {
    Scheduled,
    Open,
    /// The time is over and the soft cap was reached.
    Succeeded,
    /// The time is over and the soft cap was missed.
    Failed
}

/// @title IFixedPriceOffering
/// @notice Sells a fixed amount of a token for ether at a fixed price and shares it pro rata when over-subscribed. The state is
/// a function of time and of the total committed. No owner; refunds need no prior call, no role and nobody's consent.
///
/// With `C` committed, hard cap `H`, soft cap `Q` and `S` tokens:
/// - `C < Q`: every commitment is refunded.
/// - `Q <= C <= H`: an account that committed `c` gets `floor(c*S/H)` tokens and no refund; unsold tokens are burnt.
/// - `C > H`: it gets `floor(c*S/C)` tokens, pays `ceil(c*H/C)` and is refunded the rest; exactly `H` is raised.
///
/// Commitments may be withdrawn until the cut-off, `max(1 hour, 10% of the length)` before the end; after it they bind.
interface IFixedPriceOffering is ILaunchVault {
    event Committed(address indexed account, uint256 amountWei, uint256 totalCommittedWei);
    event CommitmentWithdrawn(address indexed account, uint256 amountWei, uint256 totalCommittedWei);
    event Finalised(uint256 totalCommittedWei, uint256 raisedWei, uint256 soldTokens);
    /// @param refundWei The refund that belongs to the commitment; `RefundOwed` tells when the account didn't take it.
    event Claimed(address indexed account, uint256 tokens, uint256 refundWei);
    event Refunded(address indexed account, uint256 amountWei);
    /// @notice `account` got its tokens but didn't take its refund, which stays for `refund` and `refundTo`.
    event RefundOwed(address indexed account, uint256 amountWei);
    event RaiseWithdrawn(address indexed developer, uint256 amountWei);
    event DeveloperTokensClaimed(address indexed developer, uint256 tokens);

    error OfferingNotOpen(OfferingState state);
    error OfferingNotSucceeded(OfferingState state);
    error OfferingNotFailed(OfferingState state);
    error OfferingNotFinalised();
    error OfferingAlreadyFinalised();
    error OfferingCommitmentsBind(uint256 cutOff);
    error OfferingAccountCap(uint256 committedWei, uint256 accountCapWei);
    error OfferingZeroAmount();
    error OfferingNothingCommitted(address account);
    error OfferingCommitmentTooSmall(uint256 committedWei, uint256 requestedWei);
    error OfferingPaymentFailed(address account, uint256 amountWei);
    error OfferingNothingLeft();
    /// @notice `rule` names the broken bound, for example "softCapWei > hardCapWei".
    error OfferingBadTerms(string rule);

    /// @notice Commits `msg.value` wei to the offering, on top of earlier commitments.
    function commit() external payable;

    /// @notice Takes back `amountWei` of the caller's commitment, before the cut-off only.
    function withdraw(uint256 amountWei) external;

    /// @notice Fixes the numbers of a successful offering. By anyone, once; makes no external call.
    function finalise() external;

    /// @notice Gives `account` its tokens and its refund after a finalised success. By anyone, once for each account. When the
    /// account doesn't take the ether, it gets the tokens all the same and the refund stays owed.
    function claim(address account) external returns (uint256 tokens, uint256 refundWei);

    /// @notice Pays `account` its whole commitment back after a failure, by anyone, at any time from `end`, without any prior
    /// call; or, after a success, the refund that `claim` left owed.
    function refund(address account) external returns (uint256 amountWei);

    /// @notice The same for the caller, paid to `payee`: for contracts that can't receive ether.
    function refundTo(address payee) external returns (uint256 amountWei);

    /// @notice Pays the raise to the developer after a finalised success. By anyone.
    function withdrawRaise() external returns (uint256 amountWei);

    /// @notice Gives the developer its own tokens after a finalised success. By anyone.
    function claimDeveloperTokens() external returns (uint256 tokens);

    /// @notice Burns what was not sold, after a finalised success. By anyone. It is the token's `start`, which the first claim
    /// makes too; afterwards it reverts with `OfferingNothingLeft`.
    function burnUnsold() external returns (uint256 tokens);

    function state() external view returns (OfferingState);
    function finalised() external view returns (bool);
    function committedWei(address account) external view returns (uint256);
    function totalCommittedWei() external view returns (uint256);
    /// @notice What was raised, fixed by `finalise`, in wei.
    function raisedWei() external view returns (uint256);
    /// @notice What a commitment of `amountWei` would get if the offering ended now with a total of `totalWei`, of which it is a
    /// part.
    function allocation(uint256 amountWei, uint256 totalWei)
        external
        view
        returns (uint256 tokens, uint256 spentWei, uint256 refundWei);
    /// @notice Unix time from which commitments bind, in seconds.
    function cutOff() external view returns (uint256 timestamp);
    function terms() external view returns (OfferingTerms memory);
    function token() external view returns (address);
    function developer() external view returns (address);
    function modelId() external view returns (uint256);
    /// @notice Whether `account` has already claimed or been refunded.
    function settled(address account) external view returns (bool);
    /// @notice What `claim` left owed to `account`, in wei.
    function refundOwedWei(address account) external view returns (uint256);
}
