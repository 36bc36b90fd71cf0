// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {
    DeliverAt,
    IInferenceOracle,
    Request,
    RequestState,
    RequestStatus
} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {OracleFixture} from "./OracleFixture.sol";
import {RevertingConsumer} from "./consumers/RevertingConsumer.sol";
import {StoringConsumer} from "./consumers/StoringConsumer.sol";

/// What deployed consumers call and rely on, and each known fault of the oracle that they were written for.
contract InferenceOracleIncumbentTest is OracleFixture {
    function test_interface_selectorsAndTopics() public view {
        assertEq(oracle.requestCallback.selector, bytes4(0x5b953806));
        assertEq(oracle.estimateFee.selector, bytes4(0x00e1d8d0));
        assertEq(oracle.isFinalized.selector, bytes4(0x33727c4d));
        assertEq(RevertingConsumer.aiOracleCallback.selector, bytes4(0xb0347814));
        assertEq(
            IInferenceOracle.AICallbackRequest.selector,
            keccak256("AICallbackRequest(address,uint256,uint256,bytes,address,uint64,bytes)")
        );
        assertEq(
            IInferenceOracle.AICallbackResult.selector, keccak256("AICallbackResult(address,uint256,address,bytes)")
        );
    }

    function test_consumer_asksAndGetsItsAnswer() public {
        StoringConsumer consumer = new StoringConsumer(oracle);
        uint256 priceWei = oracle.estimateFee(modelId, consumer.CALLBACK_GAS());
        vm.recordLogs();
        vm.prank(requester);
        uint256 requestId = consumer.ask{value: priceWei}(modelId, INPUT);
        Request memory request = _lastRequested();
        assertEq(request.requester, address(consumer));
        _propose(request);
        assertEq(consumer.lastRequestId(), requestId);
        assertEq(consumer.lastAnswer(), OUTPUT);
        assertFalse(oracle.isFinalized(requestId));
        _finalise(request);
        assertTrue(oracle.isFinalized(requestId));
        // The part of the second callback comes back.
        oracle.withdraw(address(consumer));
        assertEq(address(consumer).balance, request.callbackFeeWei);
    }

    function test_fault_answerWasRecordedOnlyIfTheCallbackSucceeded() public {
        RevertingConsumer consumer = new RevertingConsumer(oracle);
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
        _propose(request);
        RequestState memory state = oracle.requestState(requestId);
        assertEq(state.outputHash, keccak256(OUTPUT));
        assertFalse(state.deliverySucceeded);
        _finalise(request);
        assertTrue(oracle.isFinalized(requestId));
    }

    function test_fault_resultWasUpdatedAgainAndAgainByAnyone() public {
        StoringConsumer consumer = new StoringConsumer(oracle);
        uint256 priceWei = oracle.estimateFee(modelId, consumer.CALLBACK_GAS());
        vm.recordLogs();
        vm.prank(requester);
        uint256 requestId = consumer.ask{value: priceWei}(modelId, INPUT);
        Request memory request = _lastRequested();
        _propose(request);
        vm.startPrank(stranger);
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToDeliver.selector, requestId));
            oracle.deliver(request, OUTPUT, "");
            vm.expectRevert(
                abi.encodeWithSelector(IInferenceOracle.OracleRequestState.selector, requestId, RequestStatus.Answered)
            );
            oracle.propose{value: request.bondWei}(request, "another answer", "");
        }
    }

    function test_fault_overpaymentWasKept() public {
        uint256 priceWei = oracle.estimateFee(modelId, 0);
        uint256 beforeWei = requester.balance;
        vm.prank(requester);
        oracle.requestCallback{value: priceWei + 1 ether}(modelId, INPUT, address(0), 0, "");
        oracle.withdraw(requester);
        assertEq(requester.balance, beforeWei - priceWei);
    }

    function test_fault_finalBeforeAnyAnswer() public {
        (uint256 requestId, Request memory request) = _ask();
        assertFalse(oracle.isFinalized(requestId));
        assertFalse(oracle.isFinalized(7));
        vm.warp(block.timestamp + 365 days);
        assertFalse(oracle.isFinalized(requestId));
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OracleRequestState.selector, requestId, RequestStatus.Open)
        );
        oracle.finalise(request);
    }

    function test_fault_noTimeoutAndNoRefund() public {
        uint256 beforeWei = requester.balance;
        (, Request memory request) = _ask();
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        oracle.withdraw(requester);
        assertEq(requester.balance, beforeWei);
    }

    function test_fault_silenceOnBadInput() public {
        uint256 priceWei = oracle.estimateFee(modelId, 0);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleInputLength.selector, 1025, 1, 1024));
        oracle.requestCallback{value: priceWei}(modelId, new bytes(1025), address(0), 0, "");
    }

    function testFuzz_fault_estimateDependedOnAStoredGasPrice(uint64 gasPriceWei, uint64 baseFeeWei) public {
        uint256 estimateWei = oracle.estimateFee(modelId, CALLBACK_GAS);
        vm.txGasPrice(gasPriceWei);
        vm.fee(baseFeeWei);
        _ask();
        assertEq(oracle.estimateFee(modelId, CALLBACK_GAS), estimateWei);
        assertEq(estimateWei, FEE_WEI + REWARD_WEI + 2 * uint256(CALLBACK_GAS) * GAS_PRICE_WEI);
    }

    /// An input of a kilobyte costs its calldata and its log, no storage.
    function test_fault_inputWasStoredTwice() public {
        uint256 priceWei = oracle.estimateFee(modelId, 0);
        vm.record();
        vm.prank(requester);
        oracle.requestCallback{value: priceWei}(modelId, new bytes(1024), address(0), 0, "");
        (, bytes32[] memory writes) = vm.accesses(address(oracle));
        assertEq(writes.length, 2);
    }
}
