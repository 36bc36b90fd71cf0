// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceErrorCallback} from "../../../../contracts/src/oracle/IInferenceErrorCallback.sol";
import {IInferenceOracle, Request} from "../../../../contracts/src/oracle/IInferenceOracle.sol";
import {AskingConsumer} from "./AskingConsumer.sol";

/// @notice Keeps the last answer and the last error, and tries to be told the error again from inside.
contract ErrorTakingConsumer is AskingConsumer, IInferenceErrorCallback {
    error Refused();

    bool public refuses;
    bytes public lastAnswer;
    uint256 public errorsTaken;
    uint256 public lastRequestId;
    uint8 public lastCode;
    bytes public lastMessage;
    bytes public lastCallbackData;
    uint256 public gasSeen;
    /// Whether the oracle let it be told again from inside, and if not, why.
    bool public toldInside;
    bytes4 public refusalInside;
    Request private _request;

    constructor(IInferenceOracle oracle) AskingConsumer(oracle) {}

    function setRefuses(bool refuses_) external {
        refuses = refuses_;
    }

    /// @param request The request whose error it asks for from inside.
    function arm(Request calldata request) external {
        _request = request;
    }

    function aiOracleCallback(uint256, bytes calldata output, bytes calldata) external {
        lastAnswer = output;
    }

    function aiOracleCallbackError(uint256 requestId, uint8 code, bytes calldata message, bytes calldata callbackData)
        external
    {
        uint256 gasLeft = gasleft();
        require(!refuses, Refused());
        gasSeen = gasLeft;
        errorsTaken++;
        (lastRequestId, lastCode) = (requestId, code);
        (lastMessage, lastCallbackData) = (message, callbackData);
        if (_request.requester == address(0)) return;
        bytes memory reason;
        (toldInside, reason) = address(ORACLE).call(abi.encodeCall(IInferenceOracle.deliverError, (_request, "")));
        refusalInside = bytes4(reason);
    }
}
