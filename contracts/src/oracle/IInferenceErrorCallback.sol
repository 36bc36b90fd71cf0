// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IInferenceErrorCallback
/// @notice What a consumer contract may implement to learn that a request ended without an answer, as existing consumers of AI oracles
/// do. Apart from `IInferenceCallback`, because many have no use for it.
interface IInferenceErrorCallback {
    /// @notice Receives the end of a request without an answer; the requester was credited all that it paid. Called by the oracle only;
    /// check `msg.sender`.
    /// @param requestId The request as `requestCallback` or `requestInference` returned it.
    /// @param code 2. Elsewhere 0 is an invalid input and 1 an invalid size of a batch, both of which are refused here when asked.
    /// @param message Why, in English, for people.
    /// @param callbackData What the requester passed along.
    function aiOracleCallbackError(uint256 requestId, uint8 code, bytes calldata message, bytes calldata callbackData)
        external;
}
