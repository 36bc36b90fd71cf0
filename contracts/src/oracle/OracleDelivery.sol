// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {GuardedCall} from "./GuardedCall.sol";
import {IInferenceCallback} from "./IInferenceCallback.sol";
import {IInferenceErrorCallback} from "./IInferenceErrorCallback.sol";
import {DeliverAt, IInferenceOracle, Request, RequestState, RequestStatus} from "./IInferenceOracle.sol";
import {OracleLedger} from "./OracleLedger.sol";
import {RequestWords} from "./RequestWords.sol";

/// @title OracleDelivery
/// @notice How requests stand, and the callbacks that tell consumers.
abstract contract OracleDelivery is OracleLedger {
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

    /// @dev The first code that the standard gives no meaning.
    uint8 private constant ERROR_NO_ANSWER = 2;

    mapping(uint256 requestId => Progress) internal _progress;

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

    /// @dev Attempts the callback. Success is recorded before the call, so that a consumer that calls back in finds nothing
    /// more to deliver, and taken back if the call fails.
    function _deliver(uint256 requestId, Request calldata request, bytes memory payload, bytes calldata callbackData)
        internal
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

    function _answerCall(uint256 requestId, bytes calldata output, bytes calldata callbackData)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IInferenceCallback.aiOracleCallback, (requestId, output, callbackData));
    }
}
