// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SaleBounds} from "./SaleBounds.sol";

/// @notice What decides a curve. Money is in base units of the currency, tokens in base units.
struct Curve {
    /// Below 2^96.
    uint256 saleSupply;
    /// What the whole sale supply brings, within the bounds of `CurveBounds`.
    uint256 goal;
    /// Within the bounds of `CurveBounds`.
    uint256 virtualReserve;
}

/// @title ConstantProduct
/// @notice The arithmetic of a bonding curve with virtual reserves. With `S` the sale's supply, `G` the goal and `V` the virtual
/// reserve, the product of `V + reserve` and `S * (V + G) / G - sold` is constant, so `sold = S` at `reserve = G`, where the price is
/// `((V + G) / V)^2` times the first one.
///
/// The reserve is a function of the tokens sold alone, rounded up. So trades that lead back to the same number of tokens cost
/// nothing in all and bring nothing, however they are split, and the reserve never falls below the exact curve.
library ConstantProduct {
    using Math for uint256;

    uint256 private constant WHOLE_TOKEN = 1e18;

    /// @notice Money that the curve holds when `sold` tokens are sold, `sold <= saleSupply`.
    function reserveAt(Curve memory curve, uint256 sold) internal pure returns (uint256) {
        return (curve.virtualReserve * curve.goal).mulDiv(sold, _tokensScaled(curve, sold), Math.Rounding.Ceil);
    }

    /// @notice The most tokens that can be sold with a reserve of at most `reserve`: all of them from the goal on.
    function soldAt(Curve memory curve, uint256 reserve) internal pure returns (uint256) {
        if (reserve >= curve.goal) return curve.saleSupply;
        return (reserve * curve.saleSupply)
        .mulDiv(curve.virtualReserve + curve.goal, curve.goal * (curve.virtualReserve + reserve));
    }

    /// @notice What the next tokens cost when `sold` are sold, for each whole token of 10^18 base units, rounded down.
    function priceAt(Curve memory curve, uint256 sold) internal pure returns (uint256) {
        uint256 money = curve.virtualReserve + reserveAt(curve, sold);
        return (money * curve.goal).mulDiv(WHOLE_TOKEN, _tokensScaled(curve, sold));
    }

    /// @notice What goes to the pool after the last token is sold.
    /// @return tokens So many that the pool's price is the curve's last one.
    /// @return amount Share of the goal.
    function liquidity(Curve memory curve, uint256 shareBasisPoints)
        internal
        pure
        returns (uint256 tokens, uint256 amount)
    {
        amount = curve.goal * shareBasisPoints / SaleBounds.BASIS_POINTS;
        tokens = (amount * curve.saleSupply)
        .mulDiv(curve.virtualReserve, curve.goal * (curve.virtualReserve + curve.goal), Math.Rounding.Ceil);
    }

    /// @dev The curve's virtual tokens, times the goal.
    function _tokensScaled(Curve memory curve, uint256 sold) private pure returns (uint256) {
        return curve.saleSupply * (curve.virtualReserve + curve.goal) - sold * curve.goal;
    }
}
