// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IAigcCollections
/// @notice Creates the one collection of each model. Anybody may, for any registered model: there is nothing to choose.
interface IAigcCollections {
    event CollectionCreated(uint256 indexed modelId, address indexed collection, address indexed creator);

    error AigcCollectionExists(uint256 modelId, address collection);

    /// @notice Creates a model's collection. Reverts with `ModelUnknown`. Emits `CollectionCreated`.
    function create(uint256 modelId) external returns (address collection);

    /// @notice A model's collection, `address(0)` before it is created.
    function collectionOf(uint256 modelId) external view returns (address collection);

    /// @notice Where a model's collection is or will be. It depends on the model alone.
    function predictCollection(uint256 modelId) external view returns (address collection);

    /// @notice The code behind all collections. It has no tokens itself.
    function implementation() external view returns (address);

    /// @notice The oracle whose answers are minted.
    function oracle() external view returns (address);
}
