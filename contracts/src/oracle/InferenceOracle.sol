// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Case, ClaimKey, IDisputeCourt, Statement, Verdict} from "../dispute/IDisputeCourt.sol";
import {InputTree} from "../kernels/InputTree.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {IRevenueRouter, RevenueRoute} from "../model/IRevenueRouter.sol";
import {GuardedCall} from "./GuardedCall.sol";
import {IInferenceCallback} from "./IInferenceCallback.sol";
import {IInferenceErrorCallback} from "./IInferenceErrorCallback.sol";
import {
    DeliverAt,
    IInferenceOracle,
    Request,
    RequestOptions,
    RequestState,
    RequestStatus
} from "./IInferenceOracle.sol";
import {OracleParameters} from "./OracleParameters.sol";
import {RequestWords} from "./RequestWords.sol";
import {SeedSalt} from "./SeedSalt.sol";

/// @title InferenceOracle
/// @notice See `IInferenceOracle`. docs/protocol.md follows a request and its money through these functions.
contract InferenceOracle is IInferenceOracle {
    using GuardedCall for address;
    using RequestWords for Request;

    /// @dev All that is kept of a request, in two slots; everything else is in the hash that is its id.
    struct Progress {
        RequestStatus status;
        address proposer;
        uint40 windowEnd;
        bool delivered;
        bool deliverySucceeded;
        bytes4 seedSalt;
        bytes32 outputHash;
    }

    /// @inheritdoc IInferenceOracle
    /// @dev With the 64/63 of it, still below the 2^24 gas that EIP-7825 allows a transaction.
    uint64 public constant MAX_CALLBACK_GAS = 10_000_000;
    /// @inheritdoc IInferenceOracle
    /// @dev With 16 gas a byte and the largest callback, still below the 2^24 gas of a transaction; and with as much callback data
    /// still within the 128 KiB that public transaction pools take.
    uint256 public constant MAX_OUTPUT_BYTES = 60_000;
    /// @dev What operators can still lock up for every answer; a requester who wants more chooses more.
    uint256 private constant VALUE_AT_STAKE_PER_BOND = 10;
    /// @dev Of the standard's places for data only calldata.
    uint8 private constant CALLDATA = 0;
    /// @dev The first code that the standard gives no meaning.
    uint8 private constant ERROR_NO_ANSWER = 2;
    /// @dev Enough for any honest router and token, little enough for a transaction that settles many models.
    uint256 private constant ROUTE_GAS = 500_000;
    uint256 private constant DEPOSIT_GAS = 2_000_000;

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

    mapping(uint256 requestId => Progress) private _progress;
    /// @inheritdoc IInferenceOracle
    mapping(address account => uint256) public creditWei;
    /// @inheritdoc IInferenceOracle
    mapping(uint256 modelId => uint256) public unsettledRevenueWei;
    /// @inheritdoc IInferenceOracle
    mapping(address requester => uint64) public nonceOf;

    /// @dev Writes no storage, so that the code also works where it was only placed.
    constructor(OracleParameters memory parameters) {
        require(
            parameters.registry.code.length > 0 && parameters.court.code.length > 0
                && _isRange(parameters.minWindowSeconds, parameters.defaultWindowSeconds, parameters.maxWindowSeconds)
                && _isRange(
                    parameters.minTimeoutSeconds, parameters.defaultTimeoutSeconds, parameters.maxTimeoutSeconds
                ) && parameters.bondFloorWei > 0
                && parameters.callbackGasPriceWei <= type(uint96).max / MAX_CALLBACK_GAS,
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
    }

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
        require(inputDA == CALLDATA && outputDA == CALLDATA, OracleDataAvailability(inputDA, outputDA));
        Request memory request = _withDefaults(modelId, callbackContract, gasLimit);
        requestId = _ask(request, 0, input, callbackData);
        _emitWithAvailability(requestId, request, input, callbackData);
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
    function propose(Request calldata request, bytes calldata output, bytes calldata callbackData) external payable {
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
    function contradict(Request calldata request, Statement calldata statement)
        external
        payable
        returns (bytes32 caseId)
    {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Answered, OracleRequestState(requestId, progress.status));
        require(block.timestamp < progress.windowEnd, OracleWindowOver(progress.windowEnd));
        require(msg.value == request.bondWei, OracleBond(msg.value, request.bondWei));

        progress.status = RequestStatus.Disputed;
        caseId = IDisputeCourt(COURT).open{value: 2 * msg.value}(_caseOf(requestId, request), msg.sender, statement);
        emit Contradicted(requestId, caseId, msg.sender);
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
    function finaliseDispute(Request calldata request, ClaimKey calldata winner) external {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Disputed, OracleRequestState(requestId, progress.status));
        (Verdict verdict, address operator) = IDisputeCourt(COURT).conclude(_caseOf(requestId, request), winner);
        if (verdict == Verdict.Answer) _takeAnswer(requestId, request, winner.outputHash, operator);
        else if (verdict == Verdict.Void) _void(requestId, request);
    }

    /// @inheritdoc IInferenceOracle
    function deliver(Request calldata request, bytes calldata output, bytes calldata callbackData) external {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        RequestStatus status = progress.status;
        require(
            status == RequestStatus.Final
                || (status == RequestStatus.Answered && request.deliverAt == DeliverAt.Answer),
            OracleRequestState(requestId, status)
        );
        require(
            request.callbackContract != address(0) && !progress.deliverySucceeded, OracleNothingToDeliver(requestId)
        );
        bytes32 outputHash = keccak256(output);
        require(outputHash == progress.outputHash, OracleOutputMismatch(progress.outputHash, outputHash));

        if (!progress.delivered) _credit(msg.sender, request.callbackFeeWei);
        _deliver(requestId, request, _answerCall(requestId, output, callbackData), callbackData);
    }

    /// @inheritdoc IInferenceOracle
    function deliverError(Request calldata request, bytes calldata callbackData) external {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Void, OracleRequestState(requestId, progress.status));
        require(
            request.callbackContract != address(0) && !progress.deliverySucceeded, OracleNothingToDeliver(requestId)
        );
        bytes memory message = progress.proposer == address(0)
            ? bytes("nobody answered by the deadline")
            : bytes("no answer survived the dispute");
        bytes memory payload = abi.encodeCall(
            IInferenceErrorCallback.aiOracleCallbackError, (requestId, ERROR_NO_ANSWER, message, callbackData)
        );
        _deliver(requestId, request, payload, callbackData);
    }

    /// @inheritdoc IInferenceOracle
    function expire(Request calldata request) external {
        uint256 requestId = request.id();
        Progress storage progress = _progress[requestId];
        require(progress.status == RequestStatus.Open, OracleRequestState(requestId, progress.status));
        require(block.timestamp > request.deadline, OracleTooEarly(uint256(request.deadline) + 1));

        _void(requestId, request);
    }

    /// @inheritdoc IInferenceOracle
    function settleRevenue(uint256 modelId) external returns (uint256 amountWei) {
        amountWei = unsettledRevenueWei[modelId];
        require(amountWei > 0, OracleNothingToSettle(modelId));
        // The router is asked once and can't change anything while it answers.
        (RevenueRoute route, address recipient) = _revenueRoute(modelId);
        require(route != RevenueRoute.Wait, OracleRevenueWaits(modelId));

        unsettledRevenueWei[modelId] = 0;
        emit RevenueSettled(modelId, recipient, amountWei);
        if (route == RevenueRoute.Account) {
            _credit(recipient, amountWei);
        } else {
            // Without code the ether would be taken and nobody would share it.
            bool paid = recipient.code.length > 0
                && recipient.pay(amountWei, DEPOSIT_GAS, abi.encodeWithSignature("deposit()"));
            require(paid, OraclePaymentFailed(recipient, amountWei));
        }
    }

    /// @inheritdoc IInferenceOracle
    function withdraw(address account) external returns (uint256 amountWei) {
        amountWei = creditWei[account];
        require(amountWei > 0, OracleNothingToWithdraw(account));

        creditWei[account] = 0;
        emit Withdrawn(account, amountWei);
        require(account.pay(amountWei, gasleft(), ""), OraclePaymentFailed(account, amountWei));
    }

    /// @inheritdoc IInferenceOracle
    function caseOf(Request calldata request) external view returns (Case memory) {
        return _caseOf(request.id(), request);
    }

    /// @inheritdoc IInferenceOracle
    function isFinalized(uint256 requestId) external view returns (bool) {
        return _progress[requestId].status == RequestStatus.Final;
    }

    /// @inheritdoc IInferenceOracle
    function requestState(uint256 requestId) external view returns (RequestState memory) {
        Progress memory progress = _progress[requestId];
        return RequestState({
            status: progress.status,
            proposer: progress.proposer,
            windowEnd: progress.windowEnd,
            outputHash: progress.outputHash,
            delivered: progress.delivered,
            deliverySucceeded: progress.deliverySucceeded,
            seedSalt: progress.seedSalt
        });
    }

    /// @inheritdoc IInferenceOracle
    function requestIdOf(Request calldata request) external view returns (uint256 requestId) {
        return request.id();
    }

    /// @inheritdoc IInferenceOracle
    function estimateFee(uint256 modelId, uint256 gasLimit) external view returns (uint256 amountWei) {
        return priceOf(modelId, gasLimit, DeliverAt.Answer);
    }

    /// @inheritdoc IInferenceOracle
    function priceOf(uint256 modelId, uint256 gasLimit, DeliverAt deliverAt) public view returns (uint256 amountWei) {
        require(gasLimit <= MAX_CALLBACK_GAS, OracleCallbackGasLimit(address(0), gasLimit));
        (uint96 feeWei, uint96 operatorRewardWei,, uint32 inputLengthMax) =
            IModelRegistry(REGISTRY).requestTerms(_fullModelId(modelId));
        require(inputLengthMax > 0, "model does not exist");
        return _priceWei(feeWei, operatorRewardWei, _callbackFeeWei(gasLimit), _callbacksPaid(deliverAt));
    }

    /// @inheritdoc IInferenceOracle
    function bondFor(uint256 operatorRewardWei, uint256 valueAtStakeWei) public view returns (uint256 amountWei) {
        uint256 valueBondWei = Math.ceilDiv(valueAtStakeWei, VALUE_AT_STAKE_PER_BOND);
        return Math.max(Math.max(BOND_FLOOR_WEI, 2 * operatorRewardWei), valueBondWei);
    }

    /// @inheritdoc IInferenceOracle
    function getModel(uint256 modelId)
        external
        view
        returns (
            bytes32 modelHash,
            bytes32 programHash,
            uint256 fee,
            address receiver,
            uint256 receiverPercentage,
            uint256 accumulateRevenue,
            address token,
            bool unverifiable
        )
    {
        modelId = _fullModelId(modelId);
        uint256 inputLengthMax;
        (fee,,, inputLengthMax) = IModelRegistry(REGISTRY).requestTerms(modelId);
        require(inputLengthMax > 0, "model does not exist");
        modelHash = IModelRegistry(REGISTRY).modelHash(modelId);
        (programHash,) = IModelRegistry(REGISTRY).rootsOf(modelId);
        // A router that answers nothing must not keep consumers from reading the rest.
        (,, receiver) = _routeAnswer(modelId, IModelRegistry(REGISTRY).revenueRouterOf(modelId));
        receiverPercentage = 100;
        accumulateRevenue = unsettledRevenueWei[modelId];
        (token, unverifiable) = (address(0), false);
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

    /// @dev The second event of a request that says where its data is: one item, in calldata.
    function _emitWithAvailability(
        uint256 requestId,
        Request memory request,
        bytes calldata input,
        bytes calldata callbackData
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
            1
        );
    }

    /// @dev Completes a request, takes its price and opens it.
    function _ask(Request memory request, uint256 valueAtStakeWei, bytes calldata input, bytes calldata callbackData)
        private
        returns (uint256 requestId)
    {
        _checkCallback(request.callbackContract, request.callbackGasLimit);
        request.modelId = _fullModelId(request.modelId);
        _applyTerms(request, valueAtStakeWei, input.length);
        uint256 priceWei = _priceWei(
            request.feeWei, request.operatorRewardWei, request.callbackFeeWei, _callbacksPaid(request.deliverAt)
        );
        require(msg.value >= priceWei, "insufficient fee");

        request.requester = msg.sender;
        request.blockNumber = uint64(block.number);
        request.inputHash = InputTree.hashOf(input);
        request.callbackDataHash = keccak256(callbackData);
        // Nobody makes 2^64 requests.
        unchecked {
            request.nonce = nonceOf[msg.sender]++;
        }
        requestId = request.idOfNew();
        _progress[requestId].status = RequestStatus.Open;
        _credit(msg.sender, msg.value - priceWei);
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
    }

    /// @dev A hash is above 2^64 as good as surely; anything below is a place in the registry's list, counted from 1.
    function _fullModelId(uint256 modelId) private view returns (uint256) {
        if (modelId > type(uint64).max) return modelId;
        IModelRegistry registry = IModelRegistry(REGISTRY);
        require(modelId > 0 && modelId <= registry.modelCount(), "model does not exist");
        return registry.modelIdAt(modelId - 1);
    }

    /// @dev Checks input and bond against the model's terms and copies the terms' amounts.
    function _applyTerms(Request memory request, uint256 valueAtStakeWei, uint256 inputLength) private view {
        (uint96 feeWei, uint96 operatorRewardWei, uint32 inputLengthMin, uint32 inputLengthMax) =
            IModelRegistry(REGISTRY).requestTerms(request.modelId);
        require(inputLengthMax > 0, "model does not exist");
        require(
            inputLength >= inputLengthMin && inputLength <= inputLengthMax,
            OracleInputLength(inputLength, inputLengthMin, inputLengthMax)
        );
        request.feeWei = feeWei;
        request.operatorRewardWei = operatorRewardWei;
        request.callbackFeeWei = _callbackFeeWei(request.callbackGasLimit);
        uint256 leastBondWei = bondFor(operatorRewardWei, valueAtStakeWei);
        if (request.bondWei == 0) request.bondWei = SafeCast.toUint96(leastBondWei);
        else require(request.bondWei >= leastBondWei, OracleBondTooLow(request.bondWei, leastBondWei));
    }

    /// @dev Attempts the callback. Success is recorded before the call, so that a consumer that calls back in finds nothing
    /// more to deliver, and taken back if the call fails.
    function _deliver(uint256 requestId, Request calldata request, bytes memory payload, bytes calldata callbackData)
        private
    {
        bytes32 callbackDataHash = keccak256(callbackData);
        require(
            callbackDataHash == request.callbackDataHash,
            OracleCallbackDataMismatch(request.callbackDataHash, callbackDataHash)
        );

        Progress storage progress = _progress[requestId];
        progress.delivered = true;
        progress.deliverySucceeded = true;
        bool success = request.callbackContract.callWithExactly(request.callbackGasLimit, payload);
        if (!success) progress.deliverySucceeded = false;
        emit Delivered(requestId, msg.sender, success);
    }

    /// @dev Makes the court's verdict final. Both bonds are the court's.
    function _takeAnswer(uint256 requestId, Request calldata request, bytes32 outputHash, address operator) private {
        Progress storage progress = _progress[requestId];
        progress.status = RequestStatus.Final;
        if (outputHash == progress.outputHash) {
            _creditOperator(request, operator, progress.proposer, 0);
        } else {
            progress.outputHash = outputHash;
            progress.delivered = false;
            progress.deliverySucceeded = false;
            // One callback stays in escrow for whoever delivers the right answer; the one of the wrong answer isn't paid.
            _credit(operator, request.operatorRewardWei);
            if (request.deliverAt == DeliverAt.Answer) _credit(request.requester, request.callbackFeeWei);
            emit Overturned(requestId, outputHash);
        }
        progress.proposer = operator;
        _earn(requestId, request, operator);
    }

    /// @dev Pays for an answer that stands: the reward, and the callback that was made with it.
    function _creditOperator(Request calldata request, address operator, address deliverer, uint256 bondWei) private {
        uint256 operatorWei = bondWei + request.operatorRewardWei;
        if (request.deliverAt == DeliverAt.Answer && request.callbackFeeWei > 0) {
            // Of the two callbacks paid for, `propose` made one and nothing has required the other. When delivery is at
            // finality, the only one stays in escrow for whoever makes it.
            if (deliverer == operator) operatorWei += request.callbackFeeWei;
            else creditWei[deliverer] += request.callbackFeeWei;
            creditWei[request.requester] += request.callbackFeeWei;
        }
        creditWei[operator] += operatorWei;
    }

    function _earn(uint256 requestId, Request calldata request, address operator) private {
        if (request.feeWei > 0) unsettledRevenueWei[request.modelId] += request.feeWei;
        emit Finalised(requestId, request.modelId, operator, request.feeWei);
    }

    /// @dev Returns all that the requester paid.
    function _void(uint256 requestId, Request calldata request) private {
        Progress storage progress = _progress[requestId];
        progress.status = RequestStatus.Void;
        // A consumer that took an answer before the dispute can be told that it doesn't stand.
        progress.delivered = false;
        progress.deliverySucceeded = false;
        uint256 amountWei = _priceWei(
            request.feeWei, request.operatorRewardWei, request.callbackFeeWei, _callbacksPaid(request.deliverAt)
        );
        _credit(request.requester, amountWei);
        emit Expired(requestId, amountWei);
    }

    /// @dev The dispute about the answer that was proposed.
    function _caseOf(uint256 requestId, Request calldata request) private view returns (Case memory dispute) {
        Progress memory progress = _progress[requestId];
        dispute.escrow = address(this);
        dispute.subject = requestId;
        (dispute.programRoot, dispute.weightsRoot) = IModelRegistry(REGISTRY).rootsOf(request.modelId);
        dispute.inputHash = request.inputHash;
        dispute.seed = bytes16(keccak256(abi.encodePacked(requestId, progress.seedSalt)));
        dispute.requester = request.requester;
        dispute.bondWei = request.bondWei;
        dispute.proposer = progress.proposer;
        dispute.outputHash = progress.outputHash;
        dispute.windowEnd = progress.windowEnd;
    }

    function _answerCall(uint256 requestId, bytes calldata output, bytes calldata callbackData)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IInferenceCallback.aiOracleCallback, (requestId, output, callbackData));
    }

    function _credit(address account, uint256 amountWei) private {
        if (amountWei > 0) creditWei[account] += amountWei;
    }

    function _revenueRoute(uint256 modelId) private view returns (RevenueRoute route, address recipient) {
        address router = IModelRegistry(REGISTRY).revenueRouterOf(modelId);
        bool valid;
        (valid, route, recipient) = _routeAnswer(modelId, router);
        require(valid, OracleRouterAnswer(modelId, router));
    }

    /// @dev No recipient unless the answer is valid, nor as long as the revenue waits.
    function _routeAnswer(uint256 modelId, address router)
        private
        view
        returns (bool valid, RevenueRoute route, address recipient)
    {
        if (router == address(0)) {
            return (true, RevenueRoute.Account, IModelRegistry(REGISTRY).developerOf(modelId));
        }

        (bool success, uint256 routeWord, uint256 recipientWord) =
            router.readTwoWords(ROUTE_GAS, abi.encodeCall(IRevenueRouter.revenueRoute, (modelId)));
        if (!success || routeWord > uint256(type(RevenueRoute).max) || recipientWord > type(uint160).max) {
            return (false, RevenueRoute.Wait, address(0));
        }
        route = RevenueRoute(routeWord);
        if (route == RevenueRoute.Wait) return (true, route, address(0));
        recipient = address(uint160(recipientWord));
        valid = recipient != address(0);
    }

    function _windowSeconds(uint32 chosen) private view returns (uint32) {
        if (chosen == 0) return DEFAULT_WINDOW_SECONDS;
        require(
            chosen >= MIN_WINDOW_SECONDS && chosen <= MAX_WINDOW_SECONDS,
            OracleWindow(chosen, MIN_WINDOW_SECONDS, MAX_WINDOW_SECONDS)
        );
        return chosen;
    }

    function _timeoutSeconds(uint32 chosen) private view returns (uint32) {
        if (chosen == 0) return DEFAULT_TIMEOUT_SECONDS;
        require(
            chosen >= MIN_TIMEOUT_SECONDS && chosen <= MAX_TIMEOUT_SECONDS,
            OracleTimeout(chosen, MIN_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS)
        );
        return chosen;
    }

    function _deadline(uint32 timeoutSeconds) private view returns (uint40) {
        // As for `windowEnd`.
        return uint40(block.timestamp + timeoutSeconds);
    }

    /// @dev At most 10,000,000 gas at a price that the constructor bounds, so it fits.
    function _callbackFeeWei(uint256 gasLimit) private view returns (uint96) {
        return uint96(gasLimit * CALLBACK_GAS_PRICE_WEI);
    }

    function _checkCallback(address callbackContract, uint256 gasLimit) private pure {
        require(
            (callbackContract == address(0)) == (gasLimit == 0) && gasLimit <= MAX_CALLBACK_GAS,
            OracleCallbackGasLimit(callbackContract, gasLimit)
        );
    }

    /// @dev A final answer can't be overturned, so it is delivered once.
    function _callbacksPaid(DeliverAt deliverAt) private pure returns (uint256) {
        return deliverAt == DeliverAt.Answer ? 2 : 1;
    }

    /// @dev The sum of four 96-bit amounts at most, since nobody pays for more than two callbacks.
    function _priceWei(uint96 feeWei, uint96 operatorRewardWei, uint96 callbackFeeWei, uint256 callbacks)
        private
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
