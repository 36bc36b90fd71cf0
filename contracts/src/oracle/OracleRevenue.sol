// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IModelRegistry} from "../model/IModelRegistry.sol";
import {IRevenueRouter, RevenueRoute} from "../model/IRevenueRouter.sol";
import {GuardedCall} from "./GuardedCall.sol";
import {IInferenceOracle} from "./IInferenceOracle.sol";
import {OracleLedger} from "./OracleLedger.sol";
import {OracleTerms} from "./OracleTerms.sol";

/// @title OracleRevenue
/// @notice What models have earned, each in its own asset, and how it leaves the oracle.
abstract contract OracleRevenue is OracleTerms, OracleLedger {
    using GuardedCall for address;

    /// @dev Enough for any honest router and token, little enough for a transaction that settles many models.
    uint256 private constant ROUTE_GAS = 500_000;
    uint256 private constant DEPOSIT_GAS = 2_000_000;
    uint256 private constant BASIS_POINTS = 10_000;

    /// @inheritdoc IInferenceOracle
    mapping(uint256 modelId => uint256) public unsettledRevenue;

    /// @inheritdoc IInferenceOracle
    function settleRevenue(uint256 modelId) external returns (uint256 amount) {
        uint256 revenue = unsettledRevenue[modelId];
        require(revenue > 0, OracleNothingToSettle(modelId));
        // The router is asked once and can't change anything while it answers.
        (RevenueRoute route, address recipient) = _revenueRoute(modelId);
        require(route != RevenueRoute.Wait, OracleRevenueWaits(modelId));

        unsettledRevenue[modelId] = 0;
        address asset = IModelRegistry(REGISTRY).feeAssetOf(modelId);
        uint256 share = revenue * PROTOCOL_SHARE_BASIS_POINTS / BASIS_POINTS;
        if (share > 0) {
            _creditAsset(PROTOCOL_RECIPIENT, asset, share);
            emit ProtocolShareCredited(modelId, asset, share);
        }
        amount = revenue - share;
        emit RevenueSettled(modelId, recipient, asset, amount);
        if (route == RevenueRoute.Account) _creditAsset(recipient, asset, amount);
        else require(_deposit(recipient, asset, amount), OraclePaymentFailed(recipient, asset, amount));
    }

    /// @inheritdoc IInferenceOracle
    function getModel(uint256 modelId)
        external
        view
        returns (
            bytes32 modelHash,
            bytes32 programHash,
            uint256 fee,
            address receiver,
            uint256 receiverPercentage,
            uint256 accumulateRevenue,
            address token,
            bool unverifiable
        )
    {
        modelId = _fullModelId(modelId);
        uint256 inputLengthMax;
        (fee,,, inputLengthMax, token) = IModelRegistry(REGISTRY).requestTerms(modelId);
        require(inputLengthMax > 0, "model does not exist");
        modelHash = IModelRegistry(REGISTRY).modelHash(modelId);
        (programHash,) = IModelRegistry(REGISTRY).rootsOf(modelId);
        // A router that answers nothing must not keep consumers from reading the rest.
        (,, receiver) = _routeAnswer(modelId, IModelRegistry(REGISTRY).revenueRouterOf(modelId));
        receiverPercentage = (BASIS_POINTS - PROTOCOL_SHARE_BASIS_POINTS) / 100;
        accumulateRevenue = unsettledRevenue[modelId];
        unverifiable = false;
    }

    /// @dev The two functions of one name have no selector that Solidity could tell apart.
    function _deposit(address recipient, address asset, uint256 amount) private returns (bool success) {
        // Without code the money would be taken and nobody would share it.
        if (recipient.code.length == 0) return false;
        if (asset == address(0)) return recipient.pay(amount, DEPOSIT_GAS, abi.encodeWithSignature("deposit()"));
        bytes memory payload = abi.encodeWithSignature("deposit(address,uint256)", asset, amount);
        return _handOver(asset, amount, recipient, DEPOSIT_GAS, payload);
    }

    function _revenueRoute(uint256 modelId) private view returns (RevenueRoute route, address recipient) {
        address router = IModelRegistry(REGISTRY).revenueRouterOf(modelId);
        bool valid;
        (valid, route, recipient) = _routeAnswer(modelId, router);
        require(valid, OracleRouterAnswer(modelId, router));
    }

    /// @dev No recipient unless the answer is valid, nor as long as the revenue waits.
    function _routeAnswer(uint256 modelId, address router)
        private
        view
        returns (bool valid, RevenueRoute route, address recipient)
    {
        if (router == address(0)) {
            return (true, RevenueRoute.Account, IModelRegistry(REGISTRY).developerOf(modelId));
        }

        (bool success, uint256 routeWord, uint256 recipientWord) =
            router.readTwoWords(ROUTE_GAS, abi.encodeCall(IRevenueRouter.revenueRoute, (modelId)));
        if (!success || routeWord > uint256(type(RevenueRoute).max) || recipientWord > type(uint160).max) {
            return (false, RevenueRoute.Wait, address(0));
        }
        route = RevenueRoute(routeWord);
        if (route == RevenueRoute.Wait) return (true, route, address(0));
        recipient = address(uint160(recipientWord));
        valid = recipient != address(0);
    }
}
