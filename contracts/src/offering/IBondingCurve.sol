// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IOffering} from "./IOffering.sol";

/// @notice What is fixed for ever when a bonding curve is created, besides `SaleTerms`.
struct CurveTerms {
    /// What all tokens for sale cost together, in base units of the currency, 10,000 to 2^120 - 1: the raise of a success.
    uint128 goal;
    /// Money that the curve counts besides its reserve, in base units of the currency, a ninth of the goal to its hundredfold. The
    /// last price is `((virtualReserve + goal) / virtualReserve)^2` times the first.
    uint128 virtualReserve;
}

/// @notice What one account has in a curve.
struct CurvePosition {
    /// Bought and not sold again, in base units.
    uint96 tokens;
    /// All that the account put in, less all that it took out, in base units of the currency: its refund when the curve fails.
    uint128 paid;
    /// Whether it has claimed or was refunded.
    bool settled;
}

/// @title IBondingCurve
/// @notice Sells tokens along a rising price and buys them back along the same, until all are sold: the purchase that reaches the goal
/// decides the sale as a success, at once. A curve that doesn't reach it by its end has failed. No fee.
///
/// With `S` tokens for sale, goal `G` and virtual reserve `V`, a curve that sold `s` tokens holds the reserve
/// `ceil(V*G*s / (S*(V+G) - G*s))`: the product of virtual money and virtual tokens is constant. A trade costs, or brings, the difference of two
/// reserves. The last price is that of the pool which the liquidity's part of the goal is put into.
///
/// Until the sale is decided tokens are positions in the vault, and nobody takes out more than it put in: a sale pays at once what the seller
/// paid so far at most, and the rest, the gain, with `claim` after a success. So a failed curve refunds every account exactly what it
/// paid, in any order, whatever was traded.
interface IBondingCurve is IOffering {
    /// @param cost What the tokens cost; what was offered beyond it was handed back.
    /// @param totalSold Tokens sold after it, in base units.
    event Bought(address indexed account, uint256 tokens, uint256 cost, uint256 totalSold);
    /// @param paid What was paid at once.
    /// @param gain What the account gets besides if the curve succeeds.
    event Sold(address indexed account, uint256 tokens, uint256 paid, uint256 gain, uint256 totalSold);

    error OfferingDeadlinePassed(uint256 deadline);
    /// @notice The trade would bring `received` where at least `minimum` was asked for: base units of tokens, or of the currency.
    error OfferingSlippage(uint256 received, uint256 minimum);
    error OfferingTooFewTokens(uint256 tokens, uint256 requested);

    /// @notice Buys tokens for up to `amount` of the currency: ether sent along, or an ERC-20 that the vault may take. What buys no
    /// further base unit, or comes after the last token, is handed back in the same call; a caller who refuses it keeps it owed, see
    /// `refund`. The purchase of the last token decides the sale.
    /// @param minimumTokens Least tokens for the whole amount, in base units; in proportion to the cost when only the last ones are left.
    /// @param deadline Last second in which the trade may happen, unix time.
    function buy(uint256 amount, uint256 minimumTokens, uint256 deadline)
        external
        payable
        returns (uint256 tokens, uint256 cost);

    /// @notice Sells tokens of the caller's position back to the curve.
    /// @param tokens In base units.
    /// @param minimumAmount Least that they bring, gain included, in base units of the currency.
    /// @param deadline Last second in which the trade may happen, unix time.
    /// @return paid What the caller got at once.
    /// @return gain What it gets besides if the curve succeeds.
    function sell(uint256 tokens, uint256 minimumAmount, uint256 deadline) external returns (uint256 paid, uint256 gain);

    function curveTerms() external view returns (CurveTerms memory);
    /// @notice Tokens sold and not sold back, in base units.
    function totalSold() external view returns (uint256);
    /// @notice What the curve holds for them, in base units of the currency. The rest of `totalCommitted` is gains.
    function reserve() external view returns (uint256);
    /// @notice What the next tokens cost, for each whole token, in base units of the currency, rounded down.
    function price() external view returns (uint256);
    /// @notice What `buy` would get now for `amount`, whether or not the curve is open.
    function quoteBuy(uint256 amount) external view returns (uint256 tokens, uint256 cost);
    /// @notice What `sell` would bring now, gain included; reverts for more tokens than are sold.
    function quoteSell(uint256 tokens) external view returns (uint256 amount);
    function positionOf(address account) external view returns (CurvePosition memory);
    /// @notice What `account` gets besides its tokens if the curve succeeds, in base units of the currency.
    function gainOf(address account) external view returns (uint256);
}
