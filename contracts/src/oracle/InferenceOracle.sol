// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Batches} from "../kernels/Batches.sol";
import {InputTree} from "../kernels/InputTree.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {DeliverAt, IInferenceOracle, Request, RequestOptions, RequestStatus} from "./IInferenceOracle.sol";
import {OracleDisputes} from "./OracleDisputes.sol";
import {OracleParameters} from "./OracleParameters.sol";
import {OraclePriority} from "./OraclePriority.sol";
import {OracleTerms} from "./OracleTerms.sol";
import {RequestWords} from "./RequestWords.sol";
import {SeedSalt} from "./SeedSalt.sol";

/// @title InferenceOracle
/// @notice See `IInferenceOracle`: here is how a request begins, is answered and ends without a dispute. docs/protocol.md follows a
/// request and its money through the functions of all parts.
contract InferenceOracle is OracleDisputes, OraclePriority {
    using RequestWords for Request;

    /// @dev Of the standard's places for data only calldata.
    uint8 private constant CALLDATA = 0;

    /// @inheritdoc IInferenceOracle
    mapping(address requester => uint64) public nonceOf;

    constructor(OracleParameters memory parameters) OracleTerms(parameters) {}

    /// @inheritdoc IInferenceOracle
    function requestCallback(
        uint256 modelId,
        bytes calldata input,
        address callbackContract,
        uint64 gasLimit,
        bytes calldata callbackData
    ) external payable returns (uint256 requestId) {
        return _ask(_withDefaults(modelId, callbackContract, gasLimit), 0, input, callbackData);
    }

    /// @inheritdoc IInferenceOracle
    function requestCallback(
        uint256 modelId,
        bytes calldata input,
        address callbackContract,
        uint64 gasLimit,
        bytes calldata callbackData,
        uint8 inputDA,
        uint8 outputDA
    ) external payable returns (uint256 requestId) {
        _requireCalldata(inputDA, outputDA);
        Request memory request = _withDefaults(modelId, callbackContract, gasLimit);
        requestId = _ask(request, 0, input, callbackData);
        _emitWithAvailability(requestId, input, callbackData, request);
    }

    /// @inheritdoc IInferenceOracle
    function requestBatchInference(
        uint256 batchSize,
        uint256 modelId,
        bytes calldata input,
        address callbackContract,
        uint64 gasLimit,
        bytes calldata callbackData,
        uint8 inputDA,
        uint8 outputDA
    ) external payable returns (uint256 requestId) {
        _requireCalldata(inputDA, outputDA);
        _requireBatchSize(batchSize);
        Request memory request = _withDefaults(modelId, callbackContract, gasLimit);
        request.inputHash = bytes32(batchSize);
        // Whoever answers or contradicts computes all of it.
        request.windowSeconds = uint32(Math.min(uint256(DEFAULT_WINDOW_SECONDS) * batchSize, MAX_WINDOW_SECONDS));
        request.deadline =
            _deadline(uint32(Math.min(uint256(DEFAULT_TIMEOUT_SECONDS) * batchSize, MAX_TIMEOUT_SECONDS)));
        requestId = _ask(request, 0, input, callbackData);
        _emitWithAvailability(requestId, input, callbackData, request);
    }

    /// @inheritdoc IInferenceOracle
    function requestInference(uint256 modelId, bytes calldata input, RequestOptions calldata options)
        external
        payable
        returns (uint256 requestId)
    {
        Request memory request;
        request.modelId = modelId;
        request.callbackContract = options.callbackContract;
        request.callbackGasLimit = options.callbackGasLimit;
        request.deliverAt = options.deliverAt;
        request.windowSeconds = _windowSeconds(options.windowSeconds);
        request.deadline = _deadline(_timeoutSeconds(options.timeoutSeconds));
        request.bondWei = options.bondWei;
        return _ask(request, options.valueAtStakeWei, input, options.callbackData);
    }

    /// @inheritdoc IInferenceOracle
    function propose(Request calldata request, bytes calldata output, bytes calldata callbackData) public payable {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Open, OracleRequestState(requestId, progress.status));
        require(block.timestamp <= request.deadline, OracleDeadlinePassed(request.deadline));
        require(msg.value == request.bondWei, OracleBond(msg.value, request.bondWei));
        require(output.length <= MAX_OUTPUT_BYTES, OracleOutputLength(output.length, MAX_OUTPUT_BYTES));

        progress.status = RequestStatus.Answered;
        progress.proposer = msg.sender;
        // 40 bits hold the unix time for another 34,000 years, whatever 32 bits of seconds add.
        progress.windowEnd = uint40(block.timestamp + request.windowSeconds);
        progress.seedSalt = SeedSalt.ofBlock(request.blockNumber);
        progress.outputHash = keccak256(output);
        emit AICallbackResult(request.requester, requestId, msg.sender, output);

        if (request.deliverAt == DeliverAt.Answer && request.callbackContract != address(0)) {
            // Paid at finality, with the bond.
            _deliver(requestId, request, _answerCall(requestId, output, callbackData), callbackData);
        }
    }

    /// @inheritdoc IInferenceOracle
    function proposeForSeed(
        Request calldata request,
        bytes calldata output,
        bytes calldata callbackData,
        bytes4 seedSalt
    ) external payable {
        bytes4 found = SeedSalt.ofBlock(request.blockNumber);
        require(found == seedSalt, OracleSeedOther(seedSalt, found));
        propose(request, output, callbackData);
    }

    /// @inheritdoc IInferenceOracle
    function finalise(Request calldata request) external {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Answered, OracleRequestState(requestId, progress.status));
        require(block.timestamp >= progress.windowEnd, OracleTooEarly(progress.windowEnd));

        progress.status = RequestStatus.Final;
        _creditOperator(request, progress.proposer, progress.proposer, request.bondWei);
        _earn(requestId, request, progress.proposer);
    }

    /// @inheritdoc IInferenceOracle
    function expire(Request calldata request) external {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Open, OracleRequestState(requestId, progress.status));
        require(block.timestamp > request.deadline, OracleTooEarly(uint256(request.deadline) + 1));

        _void(requestId, request);
    }

    /// @dev A request that delivers at the answer, with default window and timeout.
    function _withDefaults(uint256 modelId, address callbackContract, uint64 gasLimit)
        private
        view
        returns (Request memory request)
    {
        request.modelId = modelId;
        request.callbackContract = callbackContract;
        request.callbackGasLimit = gasLimit;
        request.deliverAt = DeliverAt.Answer;
        request.windowSeconds = DEFAULT_WINDOW_SECONDS;
        request.deadline = _deadline(DEFAULT_TIMEOUT_SECONDS);
    }

    function _requireCalldata(uint8 inputDA, uint8 outputDA) private pure {
        require(inputDA == CALLDATA && outputDA == CALLDATA, OracleDataAvailability(inputDA, outputDA));
    }

    /// @dev The second event of a request that says where its data is: in calldata.
    function _emitWithAvailability(
        uint256 requestId,
        bytes calldata input,
        bytes calldata callbackData,
        Request memory request
    ) private {
        emit AICallbackRequest(
            msg.sender,
            requestId,
            request.modelId,
            input,
            request.callbackContract,
            request.callbackGasLimit,
            callbackData,
            CALLDATA,
            CALLDATA,
            Math.max(Batches.countOf(request.inputHash), 1)
        );
    }

    /// @dev Completes a request, takes its price and opens it.
    /// @param request Of a batch with the number of its items as the input's hash, which has it in the end.
    function _ask(Request memory request, uint256 valueAtStakeWei, bytes calldata input, bytes calldata callbackData)
        private
        returns (uint256 requestId)
    {
        _checkCallback(request.callbackContract, request.callbackGasLimit);
        request.modelId = _fullModelId(request.modelId);
        address feeAsset = _applyTerms(request, input);
        _applyBond(request, valueAtStakeWei);
        uint256 priceWei = _priceWei(
            feeAsset == address(0) ? request.feeAmount : 0,
            request.operatorRewardWei,
            request.callbackFeeWei,
            _callbacksPaid(request.deliverAt)
        );
        require(msg.value >= priceWei, "insufficient fee");

        request.requester = msg.sender;
        request.blockNumber = uint64(block.number);
        request.inputHash = request.inputHash == 0
            ? InputTree.hashOf(input)
            : Batches.hashOf(input, Batches.countOf(request.inputHash));
        request.callbackDataHash = keccak256(callbackData);
        // Nobody makes 2^64 requests, and the value was compared with the price.
        unchecked {
            request.nonce = nonceOf[msg.sender]++;
            _credit(msg.sender, msg.value - priceWei);
        }
        requestId = request.idOfNew();
        _progress[requestId].status = RequestStatus.Open;
        emit AICallbackRequest(
            msg.sender,
            requestId,
            request.modelId,
            input,
            request.callbackContract,
            request.callbackGasLimit,
            callbackData
        );
        request.emitRequested(requestId);
        // Last, since it calls a contract that nobody vouches for.
        if (feeAsset != address(0)) _pull(feeAsset, request.feeAmount);
    }

    /// @dev Checks the input against the model's terms and copies the terms' amounts, of a batch those of all its items.
    function _applyTerms(Request memory request, bytes calldata input) private view returns (address feeAsset) {
        uint96 operatorRewardWei;
        uint32 inputLengthMin;
        uint32 inputLengthMax;
        (request.feeAmount, operatorRewardWei, inputLengthMin, inputLengthMax, feeAsset) =
            IModelRegistry(REGISTRY).requestTerms(request.modelId);
        require(inputLengthMax > 0, "model does not exist");
        request.operatorRewardWei = operatorRewardWei;
        if (request.inputHash == 0) _checkInputLength(input.length, inputLengthMin, inputLengthMax);
        else _applyItems(request, input, inputLengthMin, inputLengthMax);
        request.callbackFeeWei = _callbackFeeWei(request.callbackGasLimit);
    }

    function _applyBond(Request memory request, uint256 valueAtStakeWei) private view {
        uint256 leastBondWei = bondFor(request.operatorRewardWei, valueAtStakeWei);
        if (request.bondWei == 0) request.bondWei = SafeCast.toUint96(leastBondWei);
        else require(request.bondWei >= leastBondWei, OracleBondTooLow(request.bondWei, leastBondWei));
    }

    /// @dev Checks a batch's items, each like a single input, and has the model's amounts be paid for each.
    function _applyItems(Request memory request, bytes calldata input, uint256 minimum, uint256 maximum) private view {
        uint256 items = Batches.countOf(request.inputHash);
        require(Batches.isEncoded(input, items), OracleBatchInput());
        for (uint256 i = 0; i < items; i++) {
            _checkInputLength(Batches.item(input, i).length, minimum, maximum);
        }
        _requireBatchFits(request.modelId, items, input.length);
        request.feeAmount = _timesItems(request.feeAmount, items);
        request.operatorRewardWei = _timesItems(request.operatorRewardWei, items);
    }

    function _checkInputLength(uint256 length, uint256 minimum, uint256 maximum) private pure {
        require(length >= minimum && length <= maximum, OracleInputLength(length, minimum, maximum));
    }
}
