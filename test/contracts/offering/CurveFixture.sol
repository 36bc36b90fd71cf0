// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BondingCurve} from "../../../contracts/src/offering/BondingCurve.sol";
import {CurveTerms} from "../../../contracts/src/offering/IBondingCurve.sol";
import {SaleTerms} from "../../../contracts/src/offering/IOffering.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {LaunchFixture} from "./LaunchFixture.sol";

/// @notice A curve whose price grows ninefold: 25, 50, 75 and 100 ether sell 500, 750, 900 and 1,000 thousand tokens.
abstract contract CurveFixture is LaunchFixture {
    uint128 internal constant GOAL = 100 ether;
    uint128 internal constant VIRTUAL_RESERVE = 50 ether;
    uint256 internal constant END = LAUNCH_TIME + LENGTH;

    BondingCurve internal curve;

    function saleTerms() internal view virtual returns (SaleTerms memory) {
        return offeringTerms().sale;
    }

    function curveTerms() internal view virtual returns (CurveTerms memory) {
        return CurveTerms({goal: GOAL, virtualReserve: VIRTUAL_RESERVE});
    }

    function launchCurve() internal {
        launchCurve(saleTerms(), curveTerms());
    }

    function launchCurve(SaleTerms memory saleTerms_, CurveTerms memory curveTerms_) internal {
        vm.prank(developer);
        (address token_, address offering_) =
            launchpad.launchCurve(modelId, tokenTerms(), saleTerms_, curveTerms_, allocationTerms());
        token = RevenueShareToken(payable(token_));
        curve = BondingCurve(offering_);
    }

    /// @notice Without limits.
    function buy(address account, uint256 amountWei) internal returns (uint256 tokens, uint256 cost) {
        vm.prank(account);
        return curve.buy{value: amountWei}(amountWei, 0, type(uint256).max);
    }

    /// @notice Without limits.
    function sell(address account, uint256 tokens) internal returns (uint256 paid, uint256 gain) {
        vm.prank(account);
        return curve.sell(tokens, 0, type(uint256).max);
    }

    function paidOf(address account) internal view returns (uint256) {
        return curve.positionOf(account).paid;
    }

    function tokensOf(address account) internal view returns (uint256) {
        return curve.positionOf(account).tokens;
    }
}
