// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {IRevenueRouter, RevenueRoute} from "../model/IRevenueRouter.sol";
import {LaunchState} from "../token/ILaunchVault.sol";
import {TokenTerms} from "../token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../token/RevenueShareToken.sol";
import {FixedPriceOffering} from "./FixedPriceOffering.sol";
import {OfferingTerms} from "./IFixedPriceOffering.sol";
import {ILaunchpad, Launch} from "./ILaunchpad.sol";

/// @title Launchpad
/// @notice See `ILaunchpad`. A launch is two clones of implementations that this contract deploys itself.
contract Launchpad is ILaunchpad {
    /// @inheritdoc ILaunchpad
    IModelRegistry public immutable registry;
    /// @inheritdoc ILaunchpad
    address public immutable tokenImplementation;
    /// @inheritdoc ILaunchpad
    address public immutable offeringImplementation;

    mapping(uint256 modelId => Launch) private _launches;
    /// @inheritdoc ILaunchpad
    mapping(uint256 modelId => uint256) public launchCount;
    /// @inheritdoc ILaunchpad
    mapping(address token => uint256) public modelIdOfToken;

    constructor(IModelRegistry registry_) {
        registry = registry_;
        tokenImplementation = address(new RevenueShareToken());
        offeringImplementation = address(new FixedPriceOffering());
    }

    /// @inheritdoc ILaunchpad
    function launch(uint256 modelId, TokenTerms calldata tokenTerms, OfferingTerms calldata offeringTerms)
        external
        returns (address token, address offering)
    {
        if (registry.developerOf(modelId) != msg.sender) revert LaunchpadNotDeveloper(modelId, msg.sender);
        address router = registry.revenueRouterOf(modelId);
        if (router != address(this)) revert LaunchpadNotRouter(modelId, router);
        address earlier = _launches[modelId].offering;
        if (earlier != address(0) && _stateOf(earlier) != LaunchState.Failed) {
            revert LaunchpadAlreadyLaunched(modelId, earlier);
        }

        (bytes memory offeringArgs, bytes32 salt) = _offeringSeed(modelId, msg.sender);
        offering = Clones.cloneDeterministicWithImmutableArgs(offeringImplementation, offeringArgs, salt);
        token = Clones.cloneDeterministicWithImmutableArgs(tokenImplementation, _tokenArgs(offering, msg.sender), salt);
        // Unix time fits in 40 bits for 34,000 years.
        _launches[modelId] = Launch({token: token, offering: offering, launchedAt: uint40(block.timestamp)});
        launchCount[modelId] += 1;
        modelIdOfToken[token] = modelId;

        OfferingTerms memory fixedTerms =
            FixedPriceOffering(offering).initialise(RevenueShareToken(payable(token)), offeringTerms);
        RevenueShareToken(payable(token))
            .initialise(tokenTerms, uint256(fixedTerms.saleSupply) + fixedTerms.developerSupply);
        emit Launched(modelId, msg.sender, token, offering, tokenTerms, fixedTerms);
    }

    /// @inheritdoc ILaunchpad
    function launchOf(uint256 modelId) external view returns (Launch memory) {
        return _launches[modelId];
    }

    /// @inheritdoc ILaunchpad
    function predictLaunch(uint256 modelId) external view returns (address token, address offering) {
        address developer = registry.developerOf(modelId);
        (bytes memory offeringArgs, bytes32 salt) = _offeringSeed(modelId, developer);
        offering = Clones.predictDeterministicAddressWithImmutableArgs(offeringImplementation, offeringArgs, salt);
        token = Clones.predictDeterministicAddressWithImmutableArgs(
            tokenImplementation, _tokenArgs(offering, developer), salt
        );
    }

    /// @inheritdoc IRevenueRouter
    function revenueRoute(uint256 modelId) external view returns (RevenueRoute route, address recipient) {
        Launch storage newest = _launches[modelId];
        address offering = newest.offering;
        LaunchState state = offering == address(0) ? LaunchState.Failed : _stateOf(offering);
        if (state == LaunchState.Pending) return (RevenueRoute.Wait, address(0));
        if (state == LaunchState.Succeeded) return (RevenueRoute.Token, newest.token);

        recipient = registry.developerOf(modelId);
        if (recipient == address(0)) revert IModelRegistry.ModelUnknown(modelId);
        return (RevenueRoute.Account, recipient);
    }

    function _stateOf(address offering) private view returns (LaunchState) {
        return FixedPriceOffering(offering).launchState();
    }

    /// @dev The terms are not part of it, so a launch's addresses are known before its terms are.
    function _offeringSeed(uint256 modelId, address developer) private view returns (bytes memory args, bytes32 salt) {
        return (abi.encode(developer, modelId), bytes32(launchCount[modelId]));
    }

    function _tokenArgs(address offering, address developer) private pure returns (bytes memory) {
        return abi.encode(offering, developer);
    }
}
