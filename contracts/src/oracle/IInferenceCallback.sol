// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IInferenceCallback
/// @notice What a consumer contract implements to receive answers, as existing consumers of AI oracles do.
interface IInferenceCallback {
    /// @notice Receives an answer. Called by the oracle only; check `msg.sender`.
    /// @param requestId The request as `requestCallback` or `requestInference` returned it.
    /// @param output The answer, laid out as the model's package says.
    /// @param callbackData What the requester passed along.
    function aiOracleCallback(uint256 requestId, bytes calldata output, bytes calldata callbackData) external;
}
