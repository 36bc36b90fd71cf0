// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Batches} from "../kernels/Batches.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {DeliverAt, IInferenceOracle} from "./IInferenceOracle.sol";
import {OracleParameters} from "./OracleParameters.sol";

/// @title OracleTerms
/// @notice What is fixed for ever, and what follows from it: prices, bonds and bounds.
abstract contract OracleTerms is IInferenceOracle {
    /// @inheritdoc IInferenceOracle
    /// @dev With the 64/63 of it, still below the 2^24 gas that EIP-7825 allows a transaction.
    uint64 public constant MAX_CALLBACK_GAS = 10_000_000;
    /// @inheritdoc IInferenceOracle
    /// @dev With 16 gas a byte and the largest callback, still below the 2^24 gas of a transaction; and with as much callback data
    /// still within the 128 KiB that public transaction pools take.
    uint256 public constant MAX_OUTPUT_BYTES = 60_000;
    /// @inheritdoc IInferenceOracle
    uint256 public constant MAX_BATCH_ITEMS = Batches.MAX_ITEMS;
    /// @inheritdoc IInferenceOracle
    uint16 public constant MAX_PROTOCOL_SHARE_BASIS_POINTS = 1000;
    /// @dev What operators can still lock up for every answer; a requester who wants more chooses more.
    uint256 private constant VALUE_AT_STAKE_PER_BOND = 10;

    /// @inheritdoc IInferenceOracle
    address public immutable REGISTRY;
    /// @inheritdoc IInferenceOracle
    address public immutable COURT;
    /// @inheritdoc IInferenceOracle
    uint32 public immutable MIN_WINDOW_SECONDS;
    /// @inheritdoc IInferenceOracle
    uint32 public immutable MAX_WINDOW_SECONDS;
    /// @inheritdoc IInferenceOracle
    uint32 public immutable DEFAULT_WINDOW_SECONDS;
    /// @inheritdoc IInferenceOracle
    uint32 public immutable MIN_TIMEOUT_SECONDS;
    /// @inheritdoc IInferenceOracle
    uint32 public immutable MAX_TIMEOUT_SECONDS;
    /// @inheritdoc IInferenceOracle
    uint32 public immutable DEFAULT_TIMEOUT_SECONDS;
    /// @inheritdoc IInferenceOracle
    uint96 public immutable BOND_FLOOR_WEI;
    /// @inheritdoc IInferenceOracle
    uint96 public immutable CALLBACK_GAS_PRICE_WEI;
    /// @inheritdoc IInferenceOracle
    uint16 public immutable PROTOCOL_SHARE_BASIS_POINTS;
    /// @inheritdoc IInferenceOracle
    address public immutable PROTOCOL_RECIPIENT;

    /// @dev Writes no storage, so that the code also works where it was only placed.
    constructor(OracleParameters memory parameters) {
        require(
            parameters.registry.code.length > 0 && parameters.court.code.length > 0
                && _isRange(parameters.minWindowSeconds, parameters.defaultWindowSeconds, parameters.maxWindowSeconds)
                && _isRange(
                    parameters.minTimeoutSeconds, parameters.defaultTimeoutSeconds, parameters.maxTimeoutSeconds
                ) && parameters.bondFloorWei > 0
                && parameters.callbackGasPriceWei <= type(uint96).max / MAX_CALLBACK_GAS
                && parameters.protocolShareBasisPoints <= MAX_PROTOCOL_SHARE_BASIS_POINTS
                && (parameters.protocolShareBasisPoints == 0) == (parameters.protocolRecipient == address(0)),
            OracleParametersInvalid()
        );
        REGISTRY = parameters.registry;
        COURT = parameters.court;
        MIN_WINDOW_SECONDS = parameters.minWindowSeconds;
        MAX_WINDOW_SECONDS = parameters.maxWindowSeconds;
        DEFAULT_WINDOW_SECONDS = parameters.defaultWindowSeconds;
        MIN_TIMEOUT_SECONDS = parameters.minTimeoutSeconds;
        MAX_TIMEOUT_SECONDS = parameters.maxTimeoutSeconds;
        DEFAULT_TIMEOUT_SECONDS = parameters.defaultTimeoutSeconds;
        BOND_FLOOR_WEI = parameters.bondFloorWei;
        CALLBACK_GAS_PRICE_WEI = parameters.callbackGasPriceWei;
        PROTOCOL_SHARE_BASIS_POINTS = parameters.protocolShareBasisPoints;
        PROTOCOL_RECIPIENT = parameters.protocolRecipient;
    }

    /// @inheritdoc IInferenceOracle
    function estimateFee(uint256 modelId, uint256 gasLimit) external view returns (uint256 amountWei) {
        return priceOf(modelId, gasLimit, DeliverAt.Answer);
    }

    /// @inheritdoc IInferenceOracle
    function priceOf(uint256 modelId, uint256 gasLimit, DeliverAt deliverAt) public view returns (uint256 amountWei) {
        require(gasLimit <= MAX_CALLBACK_GAS, OracleCallbackGasLimit(address(0), gasLimit));
        (uint96 feeAmount, uint96 operatorRewardWei,, uint32 inputLengthMax, address feeAsset) =
            IModelRegistry(REGISTRY).requestTerms(_fullModelId(modelId));
        require(inputLengthMax > 0, "model does not exist");
        uint96 feeWei = feeAsset == address(0) ? feeAmount : 0;
        return _priceWei(feeWei, operatorRewardWei, _callbackFeeWei(gasLimit), _callbacksPaid(deliverAt));
    }

    /// @inheritdoc IInferenceOracle
    function estimateFeeBatch(uint256 modelId, uint256 gasLimit, uint256 batchSize)
        external
        view
        returns (uint256 amountWei)
    {
        _requireBatchSize(batchSize);
        require(gasLimit <= MAX_CALLBACK_GAS, OracleCallbackGasLimit(address(0), gasLimit));
        modelId = _fullModelId(modelId);
        (uint96 feeAmount, uint96 operatorRewardWei, uint32 inputLengthMin, uint32 inputLengthMax, address feeAsset) =
            IModelRegistry(REGISTRY).requestTerms(modelId);
        require(inputLengthMax > 0, "model does not exist");
        _requireBatchFits(modelId, batchSize, Batches.encodedBytes(batchSize, inputLengthMin));
        uint96 feeWei = _timesItems(feeAmount, batchSize);
        uint96 rewardWei = _timesItems(operatorRewardWei, batchSize);
        SafeCast.toUint96(bondFor(rewardWei, 0));
        return _priceWei(
            feeAsset == address(0) ? feeWei : 0, rewardWei, _callbackFeeWei(gasLimit), _callbacksPaid(DeliverAt.Answer)
        );
    }

    /// @inheritdoc IInferenceOracle
    function assetFeeOf(uint256 modelId) external view returns (address asset, uint256 amount) {
        uint256 inputLengthMax;
        (amount,,, inputLengthMax, asset) = IModelRegistry(REGISTRY).requestTerms(_fullModelId(modelId));
        require(inputLengthMax > 0, "model does not exist");
        if (asset == address(0)) amount = 0;
    }

    /// @inheritdoc IInferenceOracle
    function bondFor(uint256 operatorRewardWei, uint256 valueAtStakeWei) public view returns (uint256 amountWei) {
        amountWei = 2 * operatorRewardWei;
        if (amountWei < BOND_FLOOR_WEI) amountWei = BOND_FLOOR_WEI;
        if (valueAtStakeWei == 0) return amountWei;
        uint256 valueBondWei = Math.ceilDiv(valueAtStakeWei, VALUE_AT_STAKE_PER_BOND);
        if (amountWei < valueBondWei) amountWei = valueBondWei;
    }

    /// @dev A hash is above 2^64 as good as surely; anything below is a place in the registry's list, counted from 1.
    function _fullModelId(uint256 modelId) internal view returns (uint256) {
        if (modelId > type(uint64).max) return modelId;
        IModelRegistry registry = IModelRegistry(REGISTRY);
        require(modelId > 0 && modelId <= registry.modelCount(), "model does not exist");
        return registry.modelIdAt(modelId - 1);
    }

    function _windowSeconds(uint32 chosen) internal view returns (uint32) {
        if (chosen == 0) return DEFAULT_WINDOW_SECONDS;
        require(
            chosen >= MIN_WINDOW_SECONDS && chosen <= MAX_WINDOW_SECONDS,
            OracleWindow(chosen, MIN_WINDOW_SECONDS, MAX_WINDOW_SECONDS)
        );
        return chosen;
    }

    function _timeoutSeconds(uint32 chosen) internal view returns (uint32) {
        if (chosen == 0) return DEFAULT_TIMEOUT_SECONDS;
        require(
            chosen >= MIN_TIMEOUT_SECONDS && chosen <= MAX_TIMEOUT_SECONDS,
            OracleTimeout(chosen, MIN_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS)
        );
        return chosen;
    }

    function _deadline(uint32 timeoutSeconds) internal view returns (uint40) {
        // As for `windowEnd`.
        unchecked {
            return uint40(block.timestamp + timeoutSeconds);
        }
    }

    /// @dev At most 10,000,000 gas at a price that the constructor bounds, so it fits.
    function _callbackFeeWei(uint256 gasLimit) internal view returns (uint96) {
        unchecked {
            return uint96(gasLimit * CALLBACK_GAS_PRICE_WEI);
        }
    }

    function _checkCallback(address callbackContract, uint256 gasLimit) internal pure {
        require(
            (callbackContract == address(0)) == (gasLimit == 0) && gasLimit <= MAX_CALLBACK_GAS,
            OracleCallbackGasLimit(callbackContract, gasLimit)
        );
    }

    function _requireBatchSize(uint256 batchSize) internal pure {
        require(batchSize > 0 && batchSize <= MAX_BATCH_ITEMS, OracleBatchSize(batchSize, MAX_BATCH_ITEMS));
    }

    /// @dev An answer that can't be claimed couldn't be disputed: a liar's short one would stand. And all inputs together have to fit a
    /// transaction of the public pools, as a single one has to.
    function _requireBatchFits(uint256 modelId, uint256 items, uint256 inputBytes) internal view {
        IModelRegistry registry = IModelRegistry(REGISTRY);
        uint256 answerBytes = Batches.encodedBytes(items, registry.outputBytesMax(modelId));
        require(answerBytes <= MAX_OUTPUT_BYTES, OracleOutputLength(answerBytes, MAX_OUTPUT_BYTES));
        uint256 most = registry.MAX_INPUT_BYTES();
        require(inputBytes <= most, OracleInputLength(inputBytes, 0, most));
    }

    /// @dev A model's amount for so many items. More than a request can hold is refused.
    function _timesItems(uint96 amount, uint256 items) internal pure returns (uint96) {
        return SafeCast.toUint96(uint256(amount) * items);
    }

    /// @dev A final answer can't be overturned, so it is delivered once.
    function _callbacksPaid(DeliverAt deliverAt) internal pure returns (uint256) {
        return deliverAt == DeliverAt.Answer ? 2 : 1;
    }

    /// @dev The sum of four 96-bit amounts at most, since nobody pays for more than two callbacks.
    function _priceWei(uint96 feeWei, uint96 operatorRewardWei, uint96 callbackFeeWei, uint256 callbacks)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            return uint256(feeWei) + operatorRewardWei + callbacks * callbackFeeWei;
        }
    }

    function _isRange(uint32 minimum, uint32 standard, uint32 maximum) private pure returns (bool) {
        return 0 < minimum && minimum <= standard && standard <= maximum;
    }
}
