// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ILaunchVault} from "../token/ILaunchVault.sol";

/// @notice What is fixed for ever when an offering of any kind is created.
struct SaleTerms {
    /// What buyers pay in: `address(0)` for ether, else one ERC-20. Its amounts are in base units everywhere.
    address currency;
    /// Share of the raise that becomes locked liquidity, in basis points, 2,000 to 10,000.
    uint16 liquidityShareBasisPoints;
    /// First second of the sale, unix time; 0 for now. At most 90 days ahead and not in the past.
    uint40 start;
    /// First second in which nothing is sold any more, unix time; 2 hours to 90 days after the start.
    uint40 end;
    /// Tokens for sale, in base units (18 decimals), at least one whole token. Together with all others of the launch they stay
    /// below 2^96.
    uint128 saleSupply;
    /// Tokens for the developer, claimable after success and not locked, in base units.
    uint128 developerSupply;
}

/// @notice Intervals are half open: `Open` from `start` up to and without `end`.
enum OfferingState {
    Scheduled,
    Open,
    /// The sale is over and reached its aim.
    Succeeded,
    /// The sale is over and missed its aim.
    Failed
}

/// @title IOffering
/// @notice What every kind of sale has in common: a vault that holds the whole supply of a revenue token and what buyers pay in,
/// until the sale is decided. No owner; refunds need no prior call, no role and nobody's consent. Every payment is a call of its
/// own that anybody can make and repeat; who can't be paid holds up nobody else.
///
/// Of the raise, `liquidityShareBasisPoints` become locked liquidity at the sale's final price, together with tokens that were
/// minted for it beside the sale: `seedLiquidity`. When that hasn't worked for 7 days, `releaseLiquidity` lets the money
/// go to those who redeem the token and burns the tokens. Where the deployment has no locker, it does so at once.
interface IOffering is ILaunchVault {
    /// @param soldTokens What buyers get in all, in base units.
    event Finalised(uint256 totalCommitted, uint256 raised, uint256 soldTokens);
    /// @param refund The refund that belongs to it; `RefundOwed` tells when the account didn't take it.
    event Claimed(address indexed account, uint256 tokens, uint256 refund);
    event Refunded(address indexed account, uint256 amount);
    /// @notice `account` got its tokens but didn't take its refund, which stays for `refund` and `refundTo`.
    event RefundOwed(address indexed account, uint256 amount);
    event RaiseWithdrawn(address indexed developer, uint256 amount);
    event DeveloperTokensClaimed(address indexed developer, uint256 tokens);
    event LiquiditySeeded(address indexed pool, uint256 tokens, uint256 amount, uint128 liquidity);
    /// @notice `amount` went to the token's redemption, and `tokens` were burnt.
    event LiquidityReleased(uint256 tokens, uint256 amount);

    error OfferingNotOpen(OfferingState state);
    error OfferingNotSucceeded(OfferingState state);
    error OfferingNotFailed(OfferingState state);
    error OfferingNotFinalised();
    error OfferingAlreadyFinalised();
    error OfferingCommitmentsBind(uint256 cutOff);
    error OfferingZeroAmount();
    /// @notice `valueWei` of ether came with the call instead of `expectedWei`.
    error OfferingWrongValue(uint256 valueWei, uint256 expectedWei);
    /// @notice `received` of the currency arrived instead of `amount`: it keeps a fee, or changes balances by itself.
    error OfferingWrongReceipt(uint256 received, uint256 amount);
    error OfferingNothingCommitted(address account);
    error OfferingPaymentFailed(address account, uint256 amount);
    /// @notice The payee refused with so little gas left that it may have been for want of it.
    error OfferingPaymentNeedsGas(address account, uint256 gasNeeded);
    error OfferingNothingLeft();
    error OfferingNotDeveloper(address caller);
    /// @notice The raise is paid from `timestamp` on, so that nobody reaches the aim with money that was lent for a transaction.
    error OfferingRaisePending(uint256 timestamp);
    /// @notice Liquidity can still be seeded; it can be released from `timestamp` on.
    error OfferingLiquidityPending(uint256 timestamp);
    /// @notice There is no locker on this chain.
    error OfferingNoLocker();
    /// @notice The launch has another `termsHash` than the caller expects.
    error OfferingOtherTerms(bytes32 termsHash, bytes32 expected);
    /// @notice `rule` names the broken bound, for example "softCap > hardCap".
    error OfferingBadTerms(string rule);

    /// @notice Makes `call` to this contract for the caller, with the ether sent along, unless `termsHash` is another than expected. The
    /// address doesn't depend on the terms: where a chain is reorganised, a payment could else find others than the buyer saw.
    /// @param call Encoded call of any function here.
    /// @return result What the call returns, encoded; what it reverts with is passed on.
    function onTerms(bytes32 expected, bytes calldata call) external payable returns (bytes memory result);

    /// @notice Fixes the numbers of a successful offering. By anyone, once; makes no external call.
    function finalise() external;

    /// @notice Gives `account` its tokens and its refund after a finalised success. By anyone, once for each account. When the
    /// account doesn't take the refund, it gets the tokens all the same and the refund stays owed.
    function claim(address account) external returns (uint256 tokens, uint256 refund);

    /// @notice Pays `account` back all it paid in after a failure, by anyone, at any time from then on, without any prior
    /// call; or, after a success, the refund that `claim` left owed.
    function refund(address account) external returns (uint256 amount);

    /// @notice The same for the caller, paid to `payee`: for contracts that can't receive the currency.
    function refundTo(address payee) external returns (uint256 amount);

    /// @notice Pays the raise less the liquidity's part to the developer, from an hour after a finalised success. By anyone.
    function withdrawRaise() external returns (uint256 amount);

    /// @notice The same, paid to `payee`. By the developer.
    function withdrawRaiseTo(address payee) external returns (uint256 amount);

    /// @notice Gives the developer its own tokens after a finalised success. By anyone.
    function claimDeveloperTokens() external returns (uint256 tokens);

    /// @notice Burns what was not sold, after a finalised success. By anyone. It is the token's `start`, which the first claim
    /// makes too; afterwards it reverts with `OfferingNothingLeft`.
    function burnUnsold() external returns (uint256 tokens);

    /// @notice Puts the liquidity's part of the raise and its tokens into a locked position. By anyone, after a finalised success,
    /// as often as it takes; once it worked it reverts with `OfferingNothingLeft`.
    function seedLiquidity() external returns (address pool, uint128 liquidity);

    /// @notice Gives up seeding: the money goes to the token's redemption pool, the tokens burn. By anyone, 7 days after
    /// `finalise`; at once where there is no locker.
    function releaseLiquidity() external;

    function state() external view returns (OfferingState);
    function finalised() external view returns (bool);
    /// @notice When `finalise` was called, unix time; 0 before.
    function finalisedAt() external view returns (uint256 timestamp);
    /// @notice What accounts have in the sale, in base units of the currency.
    function totalCommitted() external view returns (uint256);
    /// @notice What was raised, fixed by `finalise`, in base units of the currency; 0 before.
    function raised() external view returns (uint256);
    /// @notice What becomes, or became, liquidity; both 0 before `finalise`.
    /// @return tokens In base units.
    /// @return amount In base units of the currency.
    function liquidity() external view returns (uint256 tokens, uint256 amount);
    /// @notice Tokens minted for liquidity, in base units. What of them is not needed burns with the unsold.
    function liquiditySupply() external view returns (uint256 tokens);
    /// @notice Whether liquidity was seeded or released.
    function liquiditySettled() external view returns (bool);
    /// @notice `address(0)` where the deployment has none.
    function liquidityLocker() external view returns (address);
    /// @notice `keccak256(abi.encode(tokenTerms, saleTerms, terms, allocationTerms))` of the launch's arguments, where `terms` are those of
    /// the sale's kind: all as they were given, so a start of 0 counts as 0.
    function termsHash() external view returns (bytes32);
    function saleTerms() external view returns (SaleTerms memory);
    function token() external view returns (address);
    function developer() external view returns (address);
    function modelId() external view returns (uint256);
    /// @notice What `claim` left owed to `account`, in base units of the currency.
    function refundOwed(address account) external view returns (uint256);
}
