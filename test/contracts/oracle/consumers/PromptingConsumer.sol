// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceCallback} from "../../../../contracts/src/oracle/IInferenceCallback.sol";
import {IInferenceOracle} from "../../../../contracts/src/oracle/IInferenceOracle.sol";

/// @notice Stores and logs as much as the example consumers of the incumbent oracle do: sender, model and input per request,
/// the answer twice. For comparing gas with theirs.
contract PromptingConsumer is IInferenceCallback {
    struct Prompt {
        address sender;
        uint256 modelId;
        bytes input;
        bytes output;
    }

    event Prompted(uint256 requestId, address sender, uint256 modelId, string prompt);
    event Answered(uint256 requestId, uint256 modelId, string input, string output, bytes callbackData);

    uint64 public constant CALLBACK_GAS = 500_000;

    IInferenceOracle public immutable ORACLE;

    mapping(uint256 requestId => Prompt) public promptOf;
    mapping(uint256 modelId => mapping(string prompt => string output)) public answerTo;

    constructor(IInferenceOracle oracle) {
        ORACLE = oracle;
    }

    receive() external payable {}

    function ask(uint256 modelId, string calldata prompt) external payable returns (uint256 requestId) {
        bytes memory input = bytes(prompt);
        requestId = ORACLE.requestCallback{value: msg.value}(modelId, input, address(this), CALLBACK_GAS, "");
        Prompt storage kept = promptOf[requestId];
        kept.input = input;
        kept.sender = msg.sender;
        kept.modelId = modelId;
        emit Prompted(requestId, msg.sender, modelId, prompt);
    }

    function aiOracleCallback(uint256 requestId, bytes calldata output, bytes calldata callbackData) external {
        require(msg.sender == address(ORACLE), "not the oracle");
        Prompt storage kept = promptOf[requestId];
        require(kept.sender != address(0), "not asked");
        kept.output = output;
        answerTo[kept.modelId][string(kept.input)] = string(output);
        emit Answered(requestId, kept.modelId, string(kept.input), string(output), callbackData);
    }
}
