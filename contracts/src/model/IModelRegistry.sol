// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IProgramRegistry} from "./IProgramRegistry.sol";

/// @notice What a developer fixes for ever when registering a model.
struct ModelTerms {
    /// Root of the tree of program records (docs/tensor-programs.md).
    bytes32 programRoot;
    /// Root of the tree of constants.
    bytes32 weightsRoot;
    /// What the fee is paid in: an ERC-20, or `address(0)` for ether.
    address feeAsset;
    /// The model's revenue from one inference, in the smallest unit of `feeAsset`: wei for ether.
    uint96 feeAmount;
    /// What the operator who answers earns from one inference, in wei.
    uint96 operatorRewardWei;
    /// Shortest input that the program accepts, in bytes.
    uint32 inputLengthMin;
    /// Longest input that the program accepts, in bytes. Equal to the minimum for inputs of one fixed shape.
    uint32 inputLengthMax;
    /// Who tells where the revenue goes, usually the Launchpad; `address(0)` pays the developer.
    address revenueRouter;
    /// Name for people, 1 to 64 bytes of UTF-8. Not unique: the id is what identifies a model.
    string name;
    /// Where the package can be fetched, at most 256 bytes. Readers check what they fetch against the two roots.
    string packageURI;
}

/// @notice A registered model.
struct Model {
    address developer;
    uint40 registeredAt;
    ModelTerms terms;
}

/// @title IModelRegistry
/// @notice The models that can be asked. Anyone registers; nobody, the developer included, can change or remove a model.
/// There is no owner.
///
/// The id is a hash of the chain, the registry, the developer and all terms. So it can't move to other content in a
/// reorganisation, nobody can squat the id of somebody else's program, and another price is another listing.
interface IModelRegistry {
    /// @param modelHash `keccak256(programRoot ‖ weightsRoot)`: the same program has the same hash on every chain.
    event ModelRegistered(
        uint256 indexed modelId, address indexed developer, bytes32 indexed modelHash, ModelTerms terms
    );

    error ModelAlreadyRegistered(uint256 modelId);
    error ModelUnknown(uint256 modelId);
    /// @notice The name is empty or longer than 64 bytes.
    error ModelNameLength(uint256 length);
    /// @notice The URI is longer than 256 bytes.
    error ModelPackageURILength(uint256 length);
    /// @notice The limits aren't the program's, or the maximum is above `MAX_INPUT_BYTES`.
    error ModelInputRule(uint256 minimum, uint256 maximum);
    /// @notice The root of the weights is zero, and the program has constants.
    error ModelRootMissing();
    /// @notice The program's answers have up to `length` bytes, more than `MAX_OUTPUT_BYTES`: a claim carries its answer.
    error ModelOutputLength(uint256 length);
    /// @notice The router's address has no code.
    error ModelRouterMissing(address router);
    /// @notice There is no contract at the address of the fee's asset.
    error ModelFeeAssetMissing(address feeAsset);

    /// @notice Where programs are validated.
    function programs() external view returns (IProgramRegistry);

    /// @notice The longest input that any model may accept, in bytes.
    function MAX_INPUT_BYTES() external view returns (uint256);

    /// @notice The longest answer that any model may give, in bytes.
    function MAX_OUTPUT_BYTES() external view returns (uint256);

    /// @notice The longest name, in bytes.
    function MAX_NAME_BYTES() external view returns (uint256);

    /// @notice The longest package URI, in bytes.
    function MAX_PACKAGE_URI_BYTES() external view returns (uint256);

    /// @notice Registers a model in the name of the caller. Emits `ModelRegistered`. Its program must have been validated: reverts
    /// with `ProgramUnknown` otherwise.
    function register(ModelTerms calldata terms) external returns (uint256 modelId);

    /// @notice The id that `register` gives to these terms from this developer, registered or not:
    /// `keccak256(abi.encode(chainid, registry, developer, terms))`.
    function modelIdOf(address developer, ModelTerms calldata terms) external view returns (uint256 modelId);

    /// @notice Everything about a model. Reverts with `ModelUnknown`.
    function model(uint256 modelId) external view returns (Model memory);

    /// @notice `keccak256(programRoot ‖ weightsRoot)`. Reverts with `ModelUnknown`.
    function modelHash(uint256 modelId) external view returns (bytes32);

    /// @notice Roots of the program and of the weights. Reverts with `ModelUnknown`.
    function rootsOf(uint256 modelId) external view returns (bytes32 programRoot, bytes32 weightsRoot);

    /// @notice Length of the model's longest answer, in bytes, at most `MAX_OUTPUT_BYTES`. Reverts with `ModelUnknown`.
    function outputBytesMax(uint256 modelId) external view returns (uint256 length);

    /// @notice The developer, or `address(0)` for an unknown model.
    function developerOf(uint256 modelId) external view returns (address);

    /// @notice The router, `address(0)` for none. Reverts with `ModelUnknown`.
    function revenueRouterOf(uint256 modelId) external view returns (address);

    /// @notice What a model's fee is paid in, `address(0)` for ether. Reverts with `ModelUnknown`.
    function feeAssetOf(uint256 modelId) external view returns (address);

    /// @notice What the oracle needs for one request: one storage read when the fee is in ether, two otherwise. All zero for an
    /// unknown model; a known model has `inputLengthMax > 0`.
    function requestTerms(uint256 modelId)
        external
        view
        returns (
            uint96 feeAmount,
            uint96 operatorRewardWei,
            uint32 inputLengthMin,
            uint32 inputLengthMax,
            address feeAsset
        );

    function modelCount() external view returns (uint256);

    /// @notice Models in the order of registration, `index < modelCount()`.
    function modelIdAt(uint256 index) external view returns (uint256 modelId);
}
