// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

import {IModelRegistry} from "../model/IModelRegistry.sol";
import {IInferenceOracle} from "../oracle/IInferenceOracle.sol";
import {AigcCollection} from "./AigcCollection.sol";
import {IAigcCollections} from "./IAigcCollections.sol";
import {IAigcRenderer} from "./IAigcRenderer.sol";

/// @title AigcCollections
/// @notice See `IAigcCollections`. Collections are clones of an implementation that this contract deploys itself.
contract AigcCollections is IAigcCollections {
    /// @inheritdoc IAigcCollections
    address public immutable oracle;
    /// @inheritdoc IAigcCollections
    address public immutable implementation;

    constructor(IInferenceOracle oracle_, IAigcRenderer renderer) {
        oracle = address(oracle_);
        implementation = address(new AigcCollection(oracle_, renderer));
    }

    /// @inheritdoc IAigcCollections
    function create(uint256 modelId) external returns (address collection) {
        address registry = IInferenceOracle(oracle).REGISTRY();
        require(IModelRegistry(registry).developerOf(modelId) != address(0), IModelRegistry.ModelUnknown(modelId));
        collection = predictCollection(modelId);
        require(collection.code.length == 0, AigcCollectionExists(modelId, collection));
        Clones.cloneDeterministicWithImmutableArgs(implementation, abi.encode(modelId), 0);
        emit CollectionCreated(modelId, collection, msg.sender);
    }

    /// @inheritdoc IAigcCollections
    function collectionOf(uint256 modelId) external view returns (address collection) {
        collection = predictCollection(modelId);
        if (collection.code.length == 0) collection = address(0);
    }

    /// @inheritdoc IAigcCollections
    function predictCollection(uint256 modelId) public view returns (address collection) {
        return Clones.predictDeterministicAddressWithImmutableArgs(implementation, abi.encode(modelId), 0);
    }
}
