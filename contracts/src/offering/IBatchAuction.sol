// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IOffering} from "./IOffering.sol";
import {Clearing} from "./UniformPrice.sol";

/// @notice What is fixed for ever when an auction is created, besides the `SaleTerms` of every sale.
struct AuctionTerms {
    /// What the whole supply for sale costs at the lowest price, that of tick 0, in base units of the currency.
    uint128 reserveValue;
    /// Least sum of all bids that makes the auction succeed, in base units of the currency; at most `reserveValue`, so that the
    /// raise reaches it too.
    uint128 softCap;
    /// Prices that bids may name, 1 to 512.
    uint16 tickCount;
    /// By how much each tick is dearer: than the one below it where `geometric`, else in parts of the reserve price. At least 2 base
    /// units of `reserveValue`; all steps together at most 400,000.
    uint32 stepBasisPoints;
    bool geometric;
}

/// @notice All that an account bids.
struct Bid {
    /// Most that it pays, in base units of the currency.
    uint128 budget;
    /// The highest price that it accepts.
    uint16 tick;
    /// Whether it was claimed or refunded.
    bool settled;
}

/// @title IBatchAuction
/// @notice Sells a fixed amount of a token at one price for everybody: the highest, from the reserve price on, at which the budgets of those
/// who accept it buy the whole supply. Bids name a tick of a ladder of prices, which is the most that they pay for a token, and a
/// budget. They may be raised and moved up until the end, and lowered or withdrawn until the cut-off, `max(1 hour, 10% of the
/// length)` before it.
///
/// Prices are told by their value, what the whole supply for sale costs at them; a whole token costs `value * 1e18 / saleSupply`. With
/// `S` tokens and a clearing price of value `V`, a budget `b`
/// - above the price gets `floor(b*S/V)` tokens and no refund;
/// - at the price, where the budgets `B` at it share what `R` buys, gets `floor(b*R*S/(V*B))` tokens, pays `ceil(b*R/B)` and is
///   refunded the rest;
/// - below it is refunded.
/// Where all bids together don't reach the reserve value, all are filled at the reserve price and the rest burns; where they don't
/// reach the soft cap, all are refunded.
interface IBatchAuction is IOffering {
    /// @param amount What came with it; 0 where the bid was only moved up.
    /// @param budget The whole bid, now at `tick`.
    event BidPlaced(
        address indexed account, uint256 indexed tick, uint256 amount, uint256 budget, uint256 totalCommitted
    );
    /// @param budget What is left of the bid.
    event BidWithdrawn(
        address indexed account, uint256 indexed tick, uint256 amount, uint256 budget, uint256 totalCommitted
    );
    /// @notice The price is found; `finalise` can't find another.
    event Cleared(uint256 tick, uint256 value, uint256 raised);

    error AuctionNoSuchTick(uint256 tick, uint256 tickCount);
    /// @notice The account's bid is at `bidTick`. To bid lower, withdraw all of it first.
    error AuctionTickLowered(uint256 tick, uint256 bidTick);
    error AuctionBudgetTooSmall(uint256 budget, uint256 requested);
    error AuctionAlreadyCleared();

    /// @notice Adds `amount` of the currency to the caller's bid and moves all of it to `tick`, which is at or above the bid's. Ether
    /// comes as `msg.value`, an ERC-20 by an approval. `amount` may be 0 to move a bid up only.
    function bid(uint256 tick, uint256 amount) external payable;

    /// @notice Takes back `amount` of the caller's bid, before the cut-off only.
    function withdraw(uint256 amount) external;

    /// @notice Takes up to `maximumTicks` steps of the pass that finds the price, after a success. By anyone, in as many calls as
    /// wanted; `finalise` takes all that are left.
    /// @return done Whether the price is found.
    function clear(uint256 maximumTicks) external returns (bool done);

    /// @notice Whether the price is found.
    function cleared() external view returns (bool);
    /// @notice Where demand meets the supply: what was found, or what the bids of now would give. `tick` is the lowest one that gets
    /// anything, or could.
    function clearing() external view returns (Clearing memory);
    /// @notice What a bid of `budget` at `tick`, among the bids of `clearing`, gets.
    function allocation(uint256 budget, uint256 tick)
        external
        view
        returns (uint256 tokens, uint256 spent, uint256 refund);
    function bidOf(address account) external view returns (Bid memory);
    /// @notice The value of each tick, from the reserve price up, in base units of the currency.
    function tickValues() external view returns (uint256[] memory values);
    /// @notice The budgets at each tick together, from the reserve price up.
    function tickBudgets() external view returns (uint256[] memory budgets);
    /// @notice Unix time from which bids bind, in seconds.
    function cutOff() external view returns (uint256 timestamp);
    function auctionTerms() external view returns (AuctionTerms memory);
}
