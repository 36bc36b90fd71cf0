// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IModelRegistry} from "../model/IModelRegistry.sol";
import {IRevenueDeposit} from "../model/IRevenueDeposit.sol";
import {IRevenueRouter, RevenueRoute} from "../model/IRevenueRouter.sol";
import {IAigcCollection} from "./IAigcCollection.sol";

/// @title ModelRoyalties
/// @notice Collects the royalties of one model's tokens and sends them where the model's revenue goes. Everything that lies here is
/// the model's: no account has a share of its own, so a hostile router, recipient or asset can only hold up its own model's money.
abstract contract ModelRoyalties is IAigcCollection {
    using SafeERC20 for IERC20;

    /// @inheritdoc IAigcCollection
    uint256 public constant ROYALTY_BASIS_POINTS = 500;
    uint256 private constant BASIS_POINTS = 10_000;

    receive() external payable {}

    /// @inheritdoc IAigcCollection
    function settleRoyalties() external returns (uint256 amountWei) {
        amountWei = address(this).balance;
        require(amountWei > 0, AigcNoRoyalties(address(0)));
        (RevenueRoute route, address recipient) = _royaltyRoute();
        emit RoyaltiesSettled(address(0), recipient, amountWei);
        if (route == RevenueRoute.Account) Address.sendValue(payable(recipient), amountWei);
        else IRevenueDeposit(recipient).deposit{value: amountWei}();
    }

    /// @inheritdoc IAigcCollection
    function settleRoyalties(address asset) external returns (uint256 amount) {
        amount = IERC20(asset).balanceOf(address(this));
        require(amount > 0, AigcNoRoyalties(asset));
        (RevenueRoute route, address recipient) = _royaltyRoute();
        emit RoyaltiesSettled(asset, recipient, amount);
        if (route == RevenueRoute.Account) {
            IERC20(asset).safeTransfer(recipient, amount);
        } else {
            // A token that doesn't share this asset refuses, and the royalties stay here.
            IERC20(asset).forceApprove(recipient, amount);
            IRevenueDeposit(recipient).deposit(asset, amount);
        }
    }

    function _modelOf() internal view virtual returns (uint256 modelId, IModelRegistry registry);

    function _royaltyWei(uint256 salePriceWei) internal pure returns (uint256) {
        return Math.mulDiv(salePriceWei, ROYALTY_BASIS_POINTS, BASIS_POINTS);
    }

    function _royaltyRoute() private view returns (RevenueRoute route, address recipient) {
        (uint256 modelId, IModelRegistry registry) = _modelOf();
        address router = registry.revenueRouterOf(modelId);
        if (router == address(0)) return (RevenueRoute.Account, registry.developerOf(modelId));
        (route, recipient) = IRevenueRouter(router).revenueRoute(modelId);
        require(route != RevenueRoute.Wait, AigcRoyaltiesWait(modelId));
    }
}
