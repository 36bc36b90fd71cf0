// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CurveTerms} from "./IBondingCurve.sol";
import {SaleBounds} from "./SaleBounds.sol";

/// @title CurveBounds
/// @notice What terms a bonding curve may have, besides those of every sale.
library CurveBounds {
    /// Every basis point of the goal is at least one base unit.
    uint256 internal constant MIN_GOAL = 10_000;
    /// The price grows at most hundredfold: with a smaller virtual reserve the first buyer would get most tokens for almost nothing.
    uint256 internal constant MAX_GOAL_TO_VIRTUAL_RESERVE = 9;
    /// The price grows by 2% at least.
    uint256 internal constant MAX_VIRTUAL_RESERVE_TO_GOAL = 100;

    function check(CurveTerms calldata terms) internal pure {
        uint256 goal = terms.goal;
        uint256 virtualReserve = terms.virtualReserve;
        SaleBounds.require_(goal >= MIN_GOAL, "goal < 10000");
        // Also keeps every product of the curve's arithmetic below 2^256.
        SaleBounds.require_(goal <= SaleBounds.MAX_RAISE, "goal >= 2^120");
        SaleBounds.require_(virtualReserve * MAX_GOAL_TO_VIRTUAL_RESERVE >= goal, "virtualReserve < goal / 9");
        SaleBounds.require_(virtualReserve <= goal * MAX_VIRTUAL_RESERVE_TO_GOAL, "virtualReserve > goal * 100");
    }
}
