// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceCallback} from "../../../../contracts/src/oracle/IInferenceCallback.sol";
import {IInferenceOracle} from "../../../../contracts/src/oracle/IInferenceOracle.sol";

/// @notice What an integrator writes: asks through `requestCallback` and keeps the last answer and its request.
contract StoringConsumer is IInferenceCallback {
    error NotOracle(address caller);
    error NotAsked(uint256 requestId);

    uint64 public constant CALLBACK_GAS = 200_000;

    IInferenceOracle public immutable ORACLE;

    mapping(uint256 requestId => bool) public asked;
    uint256 public lastRequestId;
    bytes public lastAnswer;

    constructor(IInferenceOracle oracle) {
        ORACLE = oracle;
    }

    /// Refunds of the oracle.
    receive() external payable {}

    function ask(uint256 modelId, bytes calldata input) external payable returns (uint256 requestId) {
        requestId = ORACLE.requestCallback{value: msg.value}(modelId, input, address(this), CALLBACK_GAS, "");
        asked[requestId] = true;
    }

    /// @dev Anybody can name this contract as the callback of a request of theirs, hence the second check.
    function aiOracleCallback(uint256 requestId, bytes calldata output, bytes calldata) external {
        require(msg.sender == address(ORACLE), NotOracle(msg.sender));
        require(asked[requestId], NotAsked(requestId));
        lastRequestId = requestId;
        lastAnswer = output;
    }
}
