// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IInferenceErrorCallback} from "../../../../contracts/src/oracle/IInferenceErrorCallback.sol";
import {DeliverAt, IInferenceOracle, Request} from "../../../../contracts/src/oracle/IInferenceOracle.sol";
import {AskingConsumer} from "./AskingConsumer.sol";

/// @notice Comes back into the oracle from inside its callback, by every door, and remembers which opened.
contract ReentrantConsumer is AskingConsumer, IInferenceErrorCallback {
    Request private _request;
    bytes private _input;
    bytes private _output;

    uint256 public answersTaken;
    mapping(uint256 requestId => uint256) public timesTaken;
    bool public proposed;
    bool public finalised;
    bool public delivered;
    bool public errorDelivered;
    bool public expired;
    bool public withdrew;
    bool public settled;
    /// Why the oracle refused to deliver.
    bytes4 public deliveryRefusal;
    uint256 public requestIdAskedInside;

    constructor(IInferenceOracle oracle) AskingConsumer(oracle) {}

    /// @param request The request in whose callback the doors are tried.
    /// @param input For one more request of the same model, paid from this contract's balance; empty for none.
    /// @param output The answer of that request.
    function arm(Request calldata request, bytes calldata input, bytes calldata output) external {
        _request = request;
        _input = input;
        _output = output;
    }

    function aiOracleCallback(uint256 requestId, bytes calldata, bytes calldata) external {
        answersTaken++;
        _enterEveryDoor(requestId);
    }

    function aiOracleCallbackError(uint256 requestId, uint8, bytes calldata, bytes calldata) external {
        _enterEveryDoor(requestId);
    }

    function armed() public view returns (Request memory) {
        return _request;
    }

    function _enterEveryDoor(uint256 requestId) private {
        require(msg.sender == address(ORACLE));
        timesTaken[requestId]++;
        if (_enters(armed().bondWei, abi.encodeCall(IInferenceOracle.propose, (armed(), _output, "")))) {
            proposed = true;
        }
        if (_enters(0, abi.encodeCall(IInferenceOracle.finalise, (armed())))) finalised = true;
        (bool again, bytes memory reason) =
            address(ORACLE).call(abi.encodeCall(IInferenceOracle.deliver, (armed(), _output, "")));
        if (again) delivered = true;
        else deliveryRefusal = bytes4(reason);
        if (_enters(0, abi.encodeCall(IInferenceOracle.deliverError, (armed(), "")))) errorDelivered = true;
        if (_enters(0, abi.encodeCall(IInferenceOracle.expire, (armed())))) expired = true;
        if (_enters(0, abi.encodeCall(IInferenceOracle.withdraw, (address(this))))) withdrew = true;
        if (_enters(0, abi.encodeCall(IInferenceOracle.settleRevenue, (armed().modelId)))) settled = true;
        if (_input.length > 0) requestIdAskedInside = _askAgain();
    }

    function _askAgain() private returns (uint256) {
        uint256 modelId = _request.modelId;
        uint64 callbackGas = _request.callbackGasLimit;
        uint256 priceWei = ORACLE.estimateFee(modelId, callbackGas);
        return this.ask{value: priceWei}(modelId, _input, callbackGas, DeliverAt.Answer);
    }

    function _enters(uint256 valueWei, bytes memory payload) private returns (bool success) {
        (success,) = address(ORACLE).call{value: valueWei}(payload);
    }
}
