// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceCallback} from "../../../../contracts/src/oracle/IInferenceCallback.sol";
import {DeliverAt, IInferenceOracle, RequestOptions} from "../../../../contracts/src/oracle/IInferenceOracle.sol";

/// @notice Asks with itself as the callback, in either way of delivery.
abstract contract AskingConsumer is IInferenceCallback {
    IInferenceOracle public immutable ORACLE;

    constructor(IInferenceOracle oracle) {
        ORACLE = oracle;
    }

    receive() external payable virtual {}

    function ask(uint256 modelId, bytes calldata input, uint64 callbackGas, DeliverAt deliverAt)
        external
        payable
        returns (uint256 requestId)
    {
        RequestOptions memory options;
        options.callbackContract = address(this);
        options.callbackGasLimit = callbackGas;
        options.deliverAt = deliverAt;
        return ORACLE.requestInference{value: msg.value}(modelId, input, options);
    }
}
