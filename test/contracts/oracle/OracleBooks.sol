// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {Vm} from "forge-std/Vm.sol";

import {IInferenceOracle, DeliverAt, Request, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {InferenceOracle} from "../../../contracts/src/oracle/InferenceOracle.sol";

/// @notice Books about an oracle, kept by the rules of docs/protocol.md from what was done, as the events tell it in order, and
/// never from the oracle's storage. An event that the rules forbid fails the run.
abstract contract OracleBooks is Test {
    struct Entry {
        Request request;
        RequestStatus status;
        address proposer;
        uint256 windowEnd;
        bytes32 outputHash;
        bool delivered;
        bool deliverySucceeded;
    }

    InferenceOracle public oracle;

    uint256[] public requestIds;
    uint256[] public modelIds;
    address[] public accounts;
    /// @notice Ether, which is `address(0)`, and the others.
    address[] public assets;

    mapping(uint256 requestId => Entry) internal _entries;
    mapping(uint256 modelId => address) public assetOf;
    mapping(address asset => mapping(address account => uint256)) public credit;
    mapping(address asset => mapping(address account => uint256)) public earned;
    mapping(address asset => mapping(address account => uint256)) public withdrawn;
    mapping(uint256 modelId => uint256) public modelEarned;
    mapping(uint256 modelId => uint256) public modelSettled;
    uint256 public forcedWei;

    mapping(string step => uint256) public reached;

    /// @dev How the model's revenue is routed right now.
    function _paysAccount(uint256 modelId) internal view virtual returns (bool);

    /// @dev Whether router and recipient play along right now.
    function _canSettle(uint256 modelId) internal view virtual returns (bool);

    function entry(uint256 requestId) public view returns (Entry memory) {
        return _entries[requestId];
    }

    function requestCount() public view returns (uint256) {
        return requestIds.length;
    }

    function modelCount() public view returns (uint256) {
        return modelIds.length;
    }

    function assetCount() public view returns (uint256) {
        return assets.length;
    }

    function accountCount() public view returns (uint256) {
        return accounts.length;
    }

    /// @notice What the oracle holds of an asset for one request.
    function held(uint256 requestId, address asset) public view returns (uint256 amountWei) {
        Entry storage e = _entries[requestId];
        Request memory r = e.request;
        if (e.status == RequestStatus.Open || e.status == RequestStatus.Answered) amountWei = _paid(r, asset);
        if (asset != address(0)) return amountWei;
        if (e.status == RequestStatus.Answered) amountWei += r.bondWei;
        if (e.status == RequestStatus.Final && r.deliverAt == DeliverAt.Finality && !e.delivered) {
            amountWei = r.callbackFeeWei;
        }
    }

    function _paid(Request memory r, address asset) internal view returns (uint256 amount) {
        if (asset == assetOf[r.modelId]) amount = r.feeAmount;
        if (asset != address(0)) return amount;
        uint256 callbacks = r.callbackContract == address(0) ? 0 : r.deliverAt == DeliverAt.Answer ? 2 : 1;
        return amount + r.operatorRewardWei + callbacks * r.callbackFeeWei;
    }

    function _credit(address account, uint256 amountWei) internal {
        _credit(account, address(0), amountWei);
    }

    function _credit(address account, address asset, uint256 amount) internal {
        credit[asset][account] += amount;
        earned[asset][account] += amount;
    }

    /// @dev Enters everything that the oracle logged since the last call.
    function _enterLogs() internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter != address(oracle)) continue;
            bytes32 topic = logs[i].topics[0];
            if (topic == IInferenceOracle.Requested.selector) _enterRequested(logs[i]);
            else if (topic == IInferenceOracle.AICallbackResult.selector) _enterAnswer(logs[i]);
            else if (topic == IInferenceOracle.Delivered.selector) _enterDelivered(logs[i]);
            else if (topic == IInferenceOracle.Finalised.selector) _enterFinalised(logs[i]);
            else if (topic == IInferenceOracle.Expired.selector) _enterExpired(logs[i]);
            else if (topic == IInferenceOracle.RevenueSettled.selector) _enterSettled(logs[i]);
            else if (topic == IInferenceOracle.Withdrawn.selector) _enterWithdrawn(logs[i]);
            else if (topic == IInferenceOracle.TakenOver.selector) _enterTakenOver(logs[i]);
        }
    }

    function _enterRequested(Vm.Log memory log) private {
        uint256 id = uint256(log.topics[1]);
        // From a consumer's attempt that could not pay its fee: forge records those logs, too.
        if (oracle.requestState(id).status == RequestStatus.Unknown) return;
        Entry storage e = _entries[id];
        assertEq(uint8(e.status), uint8(RequestStatus.Unknown), "3 requested twice");
        e.status = RequestStatus.Open;
        e.request = abi.decode(log.data, (Request));
        requestIds.push(id);
        reached["requested"]++;
    }

    function _enterAnswer(Vm.Log memory log) private {
        uint256 id = uint256(log.topics[2]);
        Entry storage e = _entries[id];
        assertEq(uint8(e.status), uint8(RequestStatus.Open), "3 answered when not open");
        assertLe(block.timestamp, e.request.deadline, "7 answered after the deadline");
        (address invoker, bytes memory output) = abi.decode(log.data, (address, bytes));
        e.status = RequestStatus.Answered;
        e.proposer = invoker;
        e.windowEnd = block.timestamp + e.request.windowSeconds;
        e.outputHash = keccak256(output);
        reached["answered"]++;
    }

    function _enterDelivered(Vm.Log memory log) private {
        uint256 id = uint256(log.topics[1]);
        Entry storage e = _entries[id];
        bool success = abi.decode(log.data, (bool));
        assertFalse(e.deliverySucceeded, "5 delivered again after success");
        if (e.status == RequestStatus.Void) return _enterErrorDelivered(e, success);
        bool atFinality = e.request.deliverAt == DeliverAt.Finality;
        assertTrue(
            e.status == RequestStatus.Final || (!atFinality && e.status == RequestStatus.Answered),
            "7 delivered too early"
        );
        if (e.delivered) reached["delivery retried"]++;
        else if (atFinality) _credit(address(uint160(uint256(log.topics[2]))), e.request.callbackFeeWei);
        e.delivered = true;
        e.deliverySucceeded = success;
        reached[success ? "delivered" : "delivery failed"]++;
        if (atFinality) reached["delivered at finality"]++;
    }

    /// @dev Unpaid, whoever did it.
    function _enterErrorDelivered(Entry storage e, bool success) private {
        e.delivered = true;
        e.deliverySucceeded = success;
        reached[success ? "error delivered" : "error delivery failed"]++;
    }

    function _enterFinalised(Vm.Log memory log) private {
        uint256 id = uint256(log.topics[1]);
        Entry storage e = _entries[id];
        Request memory r = e.request;
        assertEq(uint8(e.status), uint8(RequestStatus.Answered), "3 final without an answer");
        assertGe(block.timestamp, e.windowEnd, "7 final inside the window");
        e.status = RequestStatus.Final;
        bool paidAtAnswer = r.deliverAt == DeliverAt.Answer && r.callbackContract != address(0);
        _credit(e.proposer, uint256(r.bondWei) + r.operatorRewardWei + (paidAtAnswer ? r.callbackFeeWei : 0));
        if (paidAtAnswer) _credit(r.requester, r.callbackFeeWei);
        modelEarned[r.modelId] += r.feeAmount;
        reached["final"]++;
    }

    function _enterExpired(Vm.Log memory log) private {
        Entry storage e = _entries[uint256(log.topics[1])];
        assertEq(uint8(e.status), uint8(RequestStatus.Open), "3 void when not open");
        assertGt(block.timestamp, e.request.deadline, "7 void before the deadline was over");
        e.status = RequestStatus.Void;
        Request memory r = e.request;
        _credit(r.requester, _paid(r, address(0)));
        address asset = assetOf[r.modelId];
        if (asset != address(0)) _credit(r.requester, asset, _paid(r, asset));
        reached[asset == address(0) ? "void" : "void in an asset"]++;
    }

    function _enterSettled(Vm.Log memory log) private {
        uint256 id = uint256(log.topics[1]);
        uint256 amount = abi.decode(log.data, (uint256));
        // From a consumer's reverted attempt: forge records those logs, too. That it reverted shows in the next check.
        if (!_canSettle(id)) return;
        assertGt(amount, 0, "6 settled nothing");
        assertEq(amount, modelEarned[id] - modelSettled[id], "6 settled another amount");
        address asset = address(uint160(uint256(log.topics[3])));
        assertEq(asset, assetOf[id], "6 settled another asset");
        modelSettled[id] += amount;
        if (_paysAccount(id)) {
            _credit(address(uint160(uint256(log.topics[2]))), asset, amount);
            reached["settled to an account"]++;
        } else {
            reached["settled to a token"]++;
        }
        if (asset != address(0)) reached["settled in an asset"]++;
    }

    function _enterWithdrawn(Vm.Log memory log) private {
        address account = address(uint160(uint256(log.topics[1])));
        address asset = address(uint160(uint256(log.topics[2])));
        uint256 amount = abi.decode(log.data, (uint256));
        assertGt(amount, 0, "2 withdrew nothing");
        assertEq(amount, credit[asset][account], "2 withdrew another amount");
        credit[asset][account] = 0;
        withdrawn[asset][account] += amount;
        reached[asset == address(0) ? "withdrawn" : "withdrawn in an asset"]++;
    }

    function _enterTakenOver(Vm.Log memory log) private {
        uint256 id = uint256(log.topics[1]);
        Entry storage e = _entries[id];
        assertEq(uint8(e.status), uint8(RequestStatus.Answered), "9 taken over when not answered");
        assertLt(block.timestamp, e.windowEnd, "9 taken over after the window");
        address former = address(uint160(uint256(log.topics[3])));
        assertEq(former, e.proposer, "9 taken over from somebody else");
        e.proposer = address(uint160(uint256(log.topics[2])));
        _credit(former, e.request.bondWei);
        reached["taken over"]++;
    }
}
