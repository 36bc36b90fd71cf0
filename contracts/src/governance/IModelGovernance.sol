// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IModelRegistry} from "../model/IModelRegistry.sol";
import {ILaunchpad} from "../offering/ILaunchpad.sol";

/// @notice The version of a model that its holders recommend, by the newest of their proposals that was executed.
struct Recommendation {
    /// A registered model. The model's own id says that this one is recommended again.
    uint256 versionModelId;
    /// Of the model's governor.
    uint64 proposalId;
    /// Unix time of the execution, in seconds.
    uint40 recommendedAt;
}

/// @title IModelGovernance
/// @notice Creates, for each revenue token, a governor and a treasury, and keeps which version of a model its holders recommend.
/// Creation is permissionless and the same whoever does it: all rules are constants. Nobody has a privilege.
///
/// A recommendation is a word of the holders to readers. It redirects no request and no revenue.
interface IModelGovernance {
    event GovernanceCreated(uint256 indexed modelId, address indexed token, address indexed governor, address treasury);
    event VersionRecommended(uint256 indexed modelId, uint256 indexed versionModelId, uint256 indexed proposalId);

    /// @notice `token` was not made by the launchpad.
    error GovernanceTokenUnknown(address token);
    error GovernanceAlreadyCreated(address token, address governor);
    error GovernanceUnknownGovernor(address caller);
    /// @notice A newer proposal has recommended a version already, so this one comes too late.
    error GovernanceRecommendationOutdated(uint256 proposalId, uint256 newerProposalId);

    /// @notice Creates governor and treasury of `token`, once, by anyone, at the addresses of `predictGovernance`.
    function createGovernance(address token) external returns (address governor, address treasury);

    /// @notice Records what a model's holders recommend; by a governor that was created here only. Reverts with `ModelUnknown`.
    function recommend(uint256 proposalId, uint256 versionModelId) external;

    /// @notice What the holders of a model's token recommend; all zero before they did.
    function recommendationOf(uint256 modelId) external view returns (Recommendation memory);

    /// @notice The governor of `token`, zero before it was created.
    function governorOf(address token) external view returns (address);

    /// @notice The model whose holders decide in `governor`, 0 for one that was not created here.
    function modelIdOfGovernor(address governor) external view returns (uint256);

    /// @notice Where governor and treasury of `token` are, or will be: a developer can name the treasury in a launch's terms.
    function predictGovernance(address token) external view returns (address governor, address treasury);

    function launchpad() external view returns (ILaunchpad);
    function registry() external view returns (IModelRegistry);
    /// @notice The code behind all clones. None holds anything.
    function governorImplementation() external view returns (address);
    function treasuryImplementation() external view returns (address);
}
