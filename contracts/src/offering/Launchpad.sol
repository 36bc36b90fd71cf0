// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {IRevenueRouter, RevenueRoute} from "../model/IRevenueRouter.sol";
import {LaunchState, LockedAllocation} from "../token/ILaunchVault.sol";
import {TokenTerms} from "../token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../token/RevenueShareToken.sol";
import {TokenBounds} from "../token/TokenBounds.sol";
import {AllocationBounds} from "./AllocationBounds.sol";
import {ContributorDrop} from "./ContributorDrop.sol";
import {FixedPriceOffering} from "./FixedPriceOffering.sol";
import {DropTerms} from "./IContributorDrop.sol";
import {OfferingTerms} from "./IFixedPriceOffering.sol";
import {AllocationTerms, ILaunchpad, Launch} from "./ILaunchpad.sol";
import {VestingTerms} from "./ITokenVesting.sol";
import {TokenVesting} from "./TokenVesting.sol";

/// @title Launchpad
/// @notice See `ILaunchpad`. A launch is made of clones of implementations that were deployed with it.
contract Launchpad is ILaunchpad {
    /// @inheritdoc ILaunchpad
    IModelRegistry public immutable registry;
    /// @inheritdoc ILaunchpad
    address public immutable tokenImplementation;
    /// @inheritdoc ILaunchpad
    address public immutable offeringImplementation;
    /// @inheritdoc ILaunchpad
    address public immutable vestingImplementation;
    /// @inheritdoc ILaunchpad
    address public immutable dropImplementation;

    mapping(uint256 modelId => Launch) private _launches;
    /// @inheritdoc ILaunchpad
    mapping(uint256 modelId => uint256) public launchCount;
    /// @inheritdoc ILaunchpad
    mapping(address token => uint256) public modelIdOfToken;

    /// @param tokenImplementation_ A `RevenueShareToken`, too large to be created here.
    constructor(IModelRegistry registry_, RevenueShareToken tokenImplementation_) {
        registry = registry_;
        tokenImplementation = address(tokenImplementation_);
        offeringImplementation = address(new FixedPriceOffering());
        vestingImplementation = address(new TokenVesting());
        dropImplementation = address(new ContributorDrop());
    }

    /// @inheritdoc ILaunchpad
    function launch(
        uint256 modelId,
        TokenTerms calldata tokenTerms,
        OfferingTerms calldata offeringTerms,
        AllocationTerms calldata allocationTerms
    ) external returns (address token, address offering) {
        _checkLaunch(modelId);
        AllocationBounds.check(allocationTerms);
        (bytes memory offeringArgs, bytes32 salt) = _offeringSeed(modelId, msg.sender);
        offering = Clones.cloneDeterministicWithImmutableArgs(offeringImplementation, offeringArgs, salt);
        token = Clones.cloneDeterministicWithImmutableArgs(tokenImplementation, _tokenArgs(offering, msg.sender), salt);
        // Unix time fits in 40 bits for 34,000 years.
        _launches[modelId] = Launch({token: token, offering: offering, launchedAt: uint40(block.timestamp)});
        launchCount[modelId] += 1;
        modelIdOfToken[token] = modelId;

        (LockedAllocation[] memory locked, address[] memory holders) =
            _createHolders(token, offering, offeringTerms.end, allocationTerms);
        (OfferingTerms memory fixedTerms, uint256 supply) =
            FixedPriceOffering(offering).initialise(RevenueShareToken(payable(token)), offeringTerms, locked);
        TokenBounds.check(tokenTerms, supply, token);
        RevenueShareToken(payable(token)).initialise(tokenTerms, supply, holders);
        emit Launched(modelId, msg.sender, token, offering, tokenTerms, fixedTerms);
        _tellHolders(modelId, token, allocationTerms, holders);
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

    function _checkLaunch(uint256 modelId) private view {
        if (registry.developerOf(modelId) != msg.sender) revert LaunchpadNotDeveloper(modelId, msg.sender);
        address router = registry.revenueRouterOf(modelId);
        if (router != address(this)) revert LaunchpadNotRouter(modelId, router);
        address earlier = _launches[modelId].offering;
        if (earlier != address(0) && _stateOf(earlier) != LaunchState.Failed) {
            revert LaunchpadAlreadyLaunched(modelId, earlier);
        }
    }

    /// @dev One contract for each vesting, then one for the drop. Their addresses follow from the launch's and their places.
    function _createHolders(address token, address offering, uint40 offeringEnd, AllocationTerms calldata terms)
        private
        returns (LockedAllocation[] memory locked, address[] memory holders)
    {
        uint256 vestings = terms.vestings.length;
        DropTerms calldata drop = terms.drop;
        uint256 count = vestings + (drop.root == 0 ? 0 : 1);
        locked = new LockedAllocation[](count);
        holders = new address[](count);
        for (uint256 i = 0; i < vestings; i++) {
            VestingTerms calldata vesting = terms.vestings[i];
            holders[i] = Clones.cloneDeterministic(vestingImplementation, _holderSalt(offering, i));
            TokenVesting(payable(holders[i])).initialise(vesting, offeringEnd);
            locked[i] = LockedAllocation({holder: holders[i], amount: vesting.amount});
        }
        if (drop.root == 0) return (locked, holders);
        holders[vestings] = Clones.cloneDeterministicWithImmutableArgs(
            dropImplementation,
            abi.encode(token, drop.root, uint256(offeringEnd) + drop.claimSeconds, drop.unclaimedTo),
            _holderSalt(offering, vestings)
        );
        locked[vestings] = LockedAllocation({holder: holders[vestings], amount: drop.amount});
    }

    function _tellHolders(uint256 modelId, address token, AllocationTerms calldata terms, address[] memory holders)
        private
    {
        uint256 vestings = terms.vestings.length;
        for (uint256 i = 0; i < vestings; i++) {
            emit VestingCreated(modelId, token, holders[i], terms.vestings[i]);
        }
        if (holders.length > vestings) emit DropCreated(modelId, token, holders[vestings], terms.drop);
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

    function _holderSalt(address offering, uint256 place) private pure returns (bytes32) {
        return keccak256(abi.encode(offering, place));
    }
}
