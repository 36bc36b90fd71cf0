// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RevenuePerUnitX128} from "../../../contracts/src/token/RevenuePerUnit.sol";

/// @notice Properties of the token's accumulator for Halmos, which takes every argument for unknown (`npm run prove`). The widths
/// of the arguments are the bounds of a proof. Divisions of 256 bits by other supplies are beyond the solver; random tests have those.
contract AccumulatorProofs {
    /// @notice Invariant 3, for one base unit of the largest supply: a share is never below the exact one, and at most the next unit.
    function check_ShareIsExactOrTheNextUnit_UnitOfMost(uint128 revenue) external pure {
        _share(revenue, type(uint96).max, 1);
    }

    /// @notice Invariant 4: over two periods at once never less than one by one.
    function check_TwoPeriodsAtOnceLoseNothing(uint8 firstRevenue, uint8 secondRevenue, uint8 supply, uint8 amount)
        external
        pure
    {
        if (supply == 0 || amount > supply) return;
        RevenuePerUnitX128 start = RevenuePerUnitX128.wrap(0);
        RevenuePerUnitX128 middle = start.plusShared(firstRevenue, supply);
        RevenuePerUnitX128 end = middle.plusShared(secondRevenue, supply);
        uint256 apart = middle.earned(start, amount) + end.earned(middle, amount);
        uint256 atOnce = end.earned(start, amount);
        assert(apart <= atOnce && atOnce <= apart + 1);
    }

    /// @notice Totals only rise, whatever comes in.
    function check_TotalsRise(uint128 revenue, uint96 supply, uint192 total) external pure {
        if (supply == 0) return;
        RevenuePerUnitX128 before = RevenuePerUnitX128.wrap(total);
        assert(RevenuePerUnitX128.unwrap(before.plusShared(revenue, supply)) >= total);
    }

    /// @notice Who holds nothing earns nothing.
    function check_NothingEarnsNothing(uint128 revenue, uint96 supply) external pure {
        if (supply == 0) return;
        RevenuePerUnitX128 since = RevenuePerUnitX128.wrap(0);
        assert(since.plusShared(revenue, supply).earned(since, 0) == 0);
    }

    /// @dev All products below 2^224.
    function _share(uint256 revenue, uint256 supply, uint256 amount) private pure {
        RevenuePerUnitX128 since = RevenuePerUnitX128.wrap(0);
        uint256 share = since.plusShared(revenue, supply).earned(since, amount);
        uint256 exact = revenue * amount;
        assert(share == exact / supply || (share == exact / supply + 1 && (share * supply - exact) << 32 <= supply));
    }
}
