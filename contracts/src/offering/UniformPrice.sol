// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice Where demand met the supply. Amounts are in base units of the currency and below 2^128.
struct Clearing {
    /// Bids above it are filled, those at it share what is left, those below it get nothing.
    uint256 tick;
    /// What the whole supply for sale costs at the clearing price.
    uint256 value;
    /// The budgets above `tick` together.
    uint256 above;
    /// The budgets at `tick` together.
    uint256 atTick;
    /// What all bids pay together: `value`, or less where even the reserve price leaves tokens unsold.
    uint256 raised;
}

/// @title UniformPrice
/// @notice The arithmetic of an auction in which everybody pays the same price: the highest one at which the budgets of those who accept it
/// buy the whole supply. Tokens are rounded down and payments up, so the tokens never exceed the supply, and refunds and raise
/// together never exceed what was bid. What rounding leaves behind is less than one base unit of each for each account.
///
/// Shares are taken of the raise, never by division by a price: a price has to be rounded, and rounded down it sells more than there is.
library UniformPrice {
    /// @notice One step of the pass over the ticks from the top.
    /// @param above The budgets above the tick.
    /// @param atTick The budgets at it.
    /// @param tickValue Its value.
    /// @param lowest Whether it is the reserve price.
    /// @return met Whether the clearing price is found: at or above this tick's price, or at the reserve.
    function meet(uint256 above, uint256 atTick, uint256 tickValue, bool lowest)
        internal
        pure
        returns (bool met, uint256 value, uint256 raised)
    {
        // Between this tick and the last one that had bids, whose value is above `above`, or it would have met.
        if (above >= tickValue) return (true, above, above);
        if (above + atTick >= tickValue) return (true, tickValue, tickValue);
        return (lowest, tickValue, above + atTick);
    }

    function soldTokens(Clearing memory clearing, uint256 saleSupply) internal pure returns (uint256) {
        return clearing.raised * saleSupply / clearing.value;
    }

    /// @param saleSupply Below 2^96.
    /// @param budget Of one account, part of the budgets at `tick`.
    function allocation(Clearing memory clearing, uint256 saleSupply, uint256 budget, uint256 tick)
        internal
        pure
        returns (uint256 tokens, uint256 spent, uint256 refund)
    {
        if (tick > clearing.tick) return (budget * saleSupply / clearing.value, budget, 0);
        uint256 raisedAtTick = clearing.raised - clearing.above;
        if (tick < clearing.tick || raisedAtTick == 0) return (0, 0, budget);

        uint256 part = budget * raisedAtTick;
        tokens = Math.mulDiv(part, saleSupply, clearing.value * clearing.atTick);
        // At most the budget, since raisedAtTick <= atTick.
        spent = Math.ceilDiv(part, clearing.atTick);
        refund = budget - spent;
    }
}
