// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceErrorCallback} from "../../../../contracts/src/oracle/IInferenceErrorCallback.sol";
import {IInferenceOracle} from "../../../../contracts/src/oracle/IInferenceOracle.sol";
import {AskingConsumer} from "./AskingConsumer.sol";

/// @notice Refuses every answer and error until it is told to accept; refuses money too while it refuses answers.
contract RevertingConsumer is AskingConsumer, IInferenceErrorCallback {
    error Refused();

    bool public accepts;
    uint256 public answersTaken;
    mapping(uint256 requestId => uint256) public timesTaken;

    constructor(IInferenceOracle oracle) AskingConsumer(oracle) {}

    receive() external payable override {
        require(accepts, Refused());
    }

    function setAccepts(bool accepts_) external {
        accepts = accepts_;
    }

    function aiOracleCallback(uint256 requestId, bytes calldata, bytes calldata) external {
        require(accepts, Refused());
        answersTaken++;
        timesTaken[requestId]++;
    }

    function aiOracleCallbackError(uint256 requestId, uint8, bytes calldata, bytes calldata) external {
        require(accepts, Refused());
        timesTaken[requestId]++;
    }
}
