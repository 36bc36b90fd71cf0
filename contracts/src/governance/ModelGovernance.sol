// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {ILaunchpad} from "../offering/ILaunchpad.sol";
import {HolderGovernor} from "./HolderGovernor.sol";
import {IModelGovernance, Recommendation} from "./IModelGovernance.sol";
import {ModelTreasury} from "./ModelTreasury.sol";

/// @title ModelGovernance
/// @notice See `IModelGovernance`.
contract ModelGovernance is IModelGovernance {
    /// @inheritdoc IModelGovernance
    ILaunchpad public immutable launchpad;
    /// @inheritdoc IModelGovernance
    IModelRegistry public immutable registry;
    /// @inheritdoc IModelGovernance
    address public immutable governorImplementation;
    /// @inheritdoc IModelGovernance
    address public immutable treasuryImplementation;

    /// @inheritdoc IModelGovernance
    mapping(address token => address) public governorOf;
    /// @inheritdoc IModelGovernance
    mapping(address governor => uint256) public modelIdOfGovernor;
    mapping(uint256 modelId => Recommendation) private _recommendations;

    /// @param governorImplementation_ Deployed beside, since the creation code of both together would be too long.
    constructor(ILaunchpad launchpad_, HolderGovernor governorImplementation_) {
        launchpad = launchpad_;
        registry = launchpad_.registry();
        governorImplementation = address(governorImplementation_);
        treasuryImplementation = address(new ModelTreasury());
    }

    /// @inheritdoc IModelGovernance
    function createGovernance(address token) external returns (address governor, address treasury) {
        uint256 modelId = launchpad.modelIdOfToken(token);
        if (modelId == 0) revert GovernanceTokenUnknown(token);
        if (governorOf[token] != address(0)) revert GovernanceAlreadyCreated(token, governorOf[token]);
        bytes32 salt = _salt(token);
        treasury = Clones.cloneDeterministicWithImmutableArgs(treasuryImplementation, _treasuryArgs(token), salt);
        governor =
            Clones.cloneDeterministicWithImmutableArgs(governorImplementation, _governorArgs(token, treasury), salt);
        governorOf[token] = governor;
        modelIdOfGovernor[governor] = modelId;
        emit GovernanceCreated(modelId, token, governor, treasury);
    }

    /// @inheritdoc IModelGovernance
    function recommend(uint256 proposalId, uint256 versionModelId) external {
        uint256 modelId = modelIdOfGovernor[msg.sender];
        if (modelId == 0) revert GovernanceUnknownGovernor(msg.sender);
        if (registry.developerOf(versionModelId) == address(0)) revert IModelRegistry.ModelUnknown(versionModelId);
        // A model has one token that ever starts, and only a started one has votes: the ids are of one governor.
        uint256 newest = _recommendations[modelId].proposalId;
        if (proposalId <= newest) revert GovernanceRecommendationOutdated(proposalId, newest);
        _recommendations[modelId] = Recommendation({
            versionModelId: versionModelId,
            // A governor counts its proposals from 1, and unix time fits in 40 bits for 34,000 years.
            proposalId: uint64(proposalId),
            recommendedAt: uint40(block.timestamp)
        });
        emit VersionRecommended(modelId, versionModelId, proposalId);
    }

    /// @inheritdoc IModelGovernance
    function recommendationOf(uint256 modelId) external view returns (Recommendation memory) {
        return _recommendations[modelId];
    }

    /// @inheritdoc IModelGovernance
    function predictGovernance(address token) external view returns (address governor, address treasury) {
        bytes32 salt = _salt(token);
        treasury =
            Clones.predictDeterministicAddressWithImmutableArgs(treasuryImplementation, _treasuryArgs(token), salt);
        governor = Clones.predictDeterministicAddressWithImmutableArgs(
            governorImplementation, _governorArgs(token, treasury), salt
        );
    }

    function _treasuryArgs(address token) private view returns (bytes memory) {
        return abi.encode(address(this), token);
    }

    function _governorArgs(address token, address treasury) private view returns (bytes memory) {
        return abi.encode(address(this), token, treasury);
    }

    function _salt(address token) private pure returns (bytes32) {
        return bytes32(uint256(uint160(token)));
    }
}
