// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../kernels/TensorTypes.sol";
import {IModelRegistry, Model, ModelTerms} from "./IModelRegistry.sol";
import {IProgramRegistry, Program} from "./IProgramRegistry.sol";

/// @title ModelRegistry
/// @notice See `IModelRegistry`. Nothing in storage is ever written twice, except the list of ids, which only grows.
contract ModelRegistry is IModelRegistry {
    using TensorTypes for uint256;

    /// @dev One slot, because the oracle reads it with every request.
    struct RequestTerms {
        uint96 feeAmount;
        uint96 operatorRewardWei;
        uint24 inputLengthMin;
        uint24 inputLengthMax;
        bool feeInAsset;
    }

    /// @dev What only settlement, disputes and people read.
    struct Listing {
        address developer;
        uint40 registeredAt;
        address revenueRouter;
        address feeAsset;
        bytes32 programRoot;
        bytes32 weightsRoot;
        string name;
        string packageURI;
    }

    /// @inheritdoc IModelRegistry
    /// @dev A request carries the input and up to 4 KiB beside it, within the 128 KiB that public transaction pools take. At 40 gas a byte
    /// it is far below the 2^24 gas of a transaction. No proof carries an input.
    uint256 public constant MAX_INPUT_BYTES = 126_976;
    /// @inheritdoc IModelRegistry
    /// @dev Every claim carries its answer. The oracle takes as much.
    uint256 public constant MAX_OUTPUT_BYTES = 60_000;
    /// @inheritdoc IModelRegistry
    uint256 public constant MAX_NAME_BYTES = 64;
    /// @inheritdoc IModelRegistry
    uint256 public constant MAX_PACKAGE_URI_BYTES = 256;

    /// @inheritdoc IModelRegistry
    IProgramRegistry public immutable programs;

    mapping(uint256 modelId => RequestTerms) private _requestTerms;
    mapping(uint256 modelId => Listing) private _listings;
    uint256[] private _modelIds;

    /// @param programs_ Where a program has to be validated before a model of it is registered.
    constructor(IProgramRegistry programs_) {
        programs = programs_;
    }

    /// @inheritdoc IModelRegistry
    function register(ModelTerms calldata terms) external returns (uint256 modelId) {
        _check(terms);
        modelId = modelIdOf(msg.sender, terms);
        require(_listings[modelId].developer == address(0), ModelAlreadyRegistered(modelId));

        _requestTerms[modelId] = RequestTerms({
            feeAmount: terms.feeAmount,
            operatorRewardWei: terms.operatorRewardWei,
            // 24 bits hold more than any model may take.
            inputLengthMin: uint24(terms.inputLengthMin),
            inputLengthMax: uint24(terms.inputLengthMax),
            feeInAsset: terms.feeAsset != address(0)
        });
        _listings[modelId] = Listing({
            developer: msg.sender,
            // 40 bits hold the unix time for another 34,000 years.
            registeredAt: uint40(block.timestamp),
            revenueRouter: terms.revenueRouter,
            feeAsset: terms.feeAsset,
            programRoot: terms.programRoot,
            weightsRoot: terms.weightsRoot,
            name: terms.name,
            packageURI: terms.packageURI
        });
        _modelIds.push(modelId);
        emit ModelRegistered(modelId, msg.sender, _modelHash(terms.programRoot, terms.weightsRoot), terms);
    }

    /// @inheritdoc IModelRegistry
    function modelIdOf(address developer, ModelTerms calldata terms) public view returns (uint256 modelId) {
        modelId = uint256(keccak256(abi.encode(block.chainid, address(this), developer, terms)));
    }

    /// @inheritdoc IModelRegistry
    function model(uint256 modelId) external view returns (Model memory) {
        Listing storage listing = _known(modelId);
        RequestTerms memory terms = _requestTerms[modelId];
        return Model({
            developer: listing.developer,
            registeredAt: listing.registeredAt,
            terms: ModelTerms({
                programRoot: listing.programRoot,
                weightsRoot: listing.weightsRoot,
                feeAsset: listing.feeAsset,
                feeAmount: terms.feeAmount,
                operatorRewardWei: terms.operatorRewardWei,
                inputLengthMin: terms.inputLengthMin,
                inputLengthMax: terms.inputLengthMax,
                revenueRouter: listing.revenueRouter,
                name: listing.name,
                packageURI: listing.packageURI
            })
        });
    }

    /// @inheritdoc IModelRegistry
    function modelHash(uint256 modelId) external view returns (bytes32) {
        Listing storage listing = _known(modelId);
        return _modelHash(listing.programRoot, listing.weightsRoot);
    }

    /// @inheritdoc IModelRegistry
    function rootsOf(uint256 modelId) external view returns (bytes32 programRoot, bytes32 weightsRoot) {
        Listing storage listing = _listings[modelId];
        (programRoot, weightsRoot) = (listing.programRoot, listing.weightsRoot);
        // Only a validated program is listed, and none has this root.
        require(programRoot != 0, ModelUnknown(modelId));
    }

    /// @inheritdoc IModelRegistry
    function outputBytesMax(uint256 modelId) external view returns (uint256 length) {
        return _outputBytesMax(programs.program(_known(modelId).programRoot));
    }

    /// @inheritdoc IModelRegistry
    function developerOf(uint256 modelId) external view returns (address) {
        return _listings[modelId].developer;
    }

    /// @inheritdoc IModelRegistry
    function revenueRouterOf(uint256 modelId) external view returns (address) {
        return _known(modelId).revenueRouter;
    }

    /// @inheritdoc IModelRegistry
    function feeAssetOf(uint256 modelId) external view returns (address) {
        return _known(modelId).feeAsset;
    }

    /// @inheritdoc IModelRegistry
    function requestTerms(uint256 modelId)
        external
        view
        returns (
            uint96 feeAmount,
            uint96 operatorRewardWei,
            uint32 inputLengthMin,
            uint32 inputLengthMax,
            address feeAsset
        )
    {
        RequestTerms memory terms = _requestTerms[modelId];
        if (terms.feeInAsset) feeAsset = _listings[modelId].feeAsset;
        return (terms.feeAmount, terms.operatorRewardWei, terms.inputLengthMin, terms.inputLengthMax, feeAsset);
    }

    /// @inheritdoc IModelRegistry
    function modelCount() external view returns (uint256) {
        return _modelIds.length;
    }

    /// @inheritdoc IModelRegistry
    function modelIdAt(uint256 index) external view returns (uint256 modelId) {
        return _modelIds[index];
    }

    function _check(ModelTerms calldata terms) private view {
        Program memory program = programs.program(terms.programRoot);
        // The list of no constants has the root 0; of any others, nothing could be opened under it in a dispute.
        require(terms.weightsRoot != 0 || program.constantCount == 0, ModelRootMissing());
        require(
            terms.inputLengthMin == program.inputBytesMin && terms.inputLengthMax == program.inputBytesMax
                && terms.inputLengthMax <= MAX_INPUT_BYTES,
            ModelInputRule(terms.inputLengthMin, terms.inputLengthMax)
        );
        uint256 outputLength = _outputBytesMax(program);
        require(outputLength <= MAX_OUTPUT_BYTES, ModelOutputLength(outputLength));
        uint256 nameLength = bytes(terms.name).length;
        require(nameLength > 0 && nameLength <= MAX_NAME_BYTES, ModelNameLength(nameLength));
        uint256 uriLength = bytes(terms.packageURI).length;
        require(uriLength <= MAX_PACKAGE_URI_BYTES, ModelPackageURILength(uriLength));
        // A mistyped router would lock the revenue for ever.
        address router = terms.revenueRouter;
        require(router == address(0) || router.code.length > 0, ModelRouterMissing(router));
        // Nobody could pay in nothing. Whether it is an asset that works is seen by whoever pays with it.
        address asset = terms.feeAsset;
        require(asset == address(0) || asset.code.length > 0, ModelFeeAssetMissing(asset));
    }

    /// @dev Of the longest answer.
    function _outputBytesMax(Program memory program) private pure returns (uint256 length) {
        if (program.stepLimit > 0) return program.tokenLimit << program.inputType.log2Bytes();
        for (uint256 i = 0; i < program.outputTypes.length; i++) {
            length += program.outputTypes[i].byteLength();
        }
    }

    function _known(uint256 modelId) private view returns (Listing storage listing) {
        listing = _listings[modelId];
        require(listing.developer != address(0), ModelUnknown(modelId));
    }

    function _modelHash(bytes32 programRoot, bytes32 weightsRoot) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(programRoot, weightsRoot));
    }
}
