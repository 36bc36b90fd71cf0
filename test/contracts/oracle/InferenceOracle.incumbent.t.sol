// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Case, ClaimKey, IDisputeCourt, Statement} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {IModelRegistry, ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {IInferenceErrorCallback} from "../../../contracts/src/oracle/IInferenceErrorCallback.sol";
import {
    DeliverAt,
    IInferenceOracle,
    Request,
    RequestState,
    RequestStatus
} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {Courts} from "../dispute/Courts.sol";
import {SilentDisputes} from "./SilentDisputes.sol";
import {GasBurningConsumer} from "./consumers/GasBurningConsumer.sol";
import {RevertingConsumer} from "./consumers/RevertingConsumer.sol";
import {StoringConsumer} from "./consumers/StoringConsumer.sol";

/// What deployed consumers call and rely on, and each known fault of the oracle that they were written for.
contract InferenceOracleIncumbentTest is SilentDisputes {
    function test_interface_selectorsAndTopics() public view {
        assertEq(oracle.estimateFee.selector, bytes4(0x00e1d8d0));
        assertEq(oracle.getModel.selector, bytes4(0x6d361694));
        assertEq(oracle.isFinalized.selector, bytes4(0x33727c4d));
        assertEq(RevertingConsumer.aiOracleCallback.selector, bytes4(0xb0347814));
        assertEq(IInferenceErrorCallback.aiOracleCallbackError.selector, bytes4(0x8e6fd006));
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

    function testFuzz_fault_onlyListedSubmittersAnswered(address anyone) public {
        vm.assume(anyone.code.length == 0 && uint160(anyone) > 0xffff);
        (uint256 requestId, Request memory request) = _ask();
        hoax(anyone, request.bondWei);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
        _finalise(request);
        assertEq(oracle.requestState(requestId).proposer, anyone);
        assertEq(oracle.creditWei(anyone), uint256(request.bondWei) + REWARD_WEI);
    }

    function testFuzz_fault_oneTrustedDefenderContradicted(address anyone) public {
        vm.assume(anyone.code.length == 0 && uint160(anyone) > 0xffff);
        (uint256 requestId, Request memory request) = _ask();
        _propose(request);
        _contradictFrom(anyone, request);
        _rivalIsLeft(request);
        oracle.finaliseDispute(request, _roots(), _key(RIGHT));
        assertEq(oracle.requestState(requestId).outputHash, keccak256(RIGHT));
        assertEq(oracle.creditWei(anyone), REWARD_WEI);
    }

    function test_fault_wrongAnswersCostNothing() public {
        (, Request memory request) = _ask();
        uint256 bondWei = request.bondWei;
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleBond.selector, 0, bondWei));
        vm.prank(operator);
        oracle.propose(request, OUTPUT, "");
        uint256 beforeWei = operator.balance;
        _propose(request);
        _contradict(request);
        _rivalIsLeft(request);
        oracle.finaliseDispute(request, _roots(), _key(RIGHT));
        assertEq(operator.balance, beforeWei - bondWei);
        assertEq(oracle.creditWei(operator) + court.creditWei(operator), 0);
    }

    /// A party that does nothing ends nothing but its own claim, at a time known in advance.
    function test_fault_noClockRanInADispute() public {
        (uint256 requestId, Request memory request) = _ask();
        _propose(request);
        bytes32 caseId = _contradict(request);
        uint256 end = block.timestamp + Courts.COMMIT_SECONDS + Courts.JOIN_SECONDS;
        assertEq(court.caseState(caseId).claimsEnd, end);
        _silence(request);
        ClaimKey memory key = _key(RIGHT);
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooEarly.selector, end));
        oracle.finaliseDispute(request, _roots(), key);
        vm.warp(end);
        oracle.finaliseDispute(request, _roots(), key);
        assertTrue(oracle.isFinalized(requestId));
    }

    function test_fault_callbackBurntTheSubmittersGas() public {
        GasBurningConsumer consumer = new GasBurningConsumer(oracle);
        (, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
        uint256 gasBefore = gasleft();
        _propose(request);
        assertLt(gasBefore - gasleft(), CALLBACK_GAS + 150_000);
        _finalise(request);
        // What it burns is paid for, at a price that was agreed.
        assertEq(oracle.creditWei(operator), request.bondWei + REWARD_WEI + CALLBACK_GAS * GAS_PRICE_WEI);
    }

    /// Nobody has to be willing: what a request has earned is moved by anybody, to its owner only.
    function test_fault_feesWaitedForTheOwner() public {
        (, Request memory request) = _ask();
        _propose(request);
        _finalise(request);
        vm.startPrank(stranger);
        oracle.settleRevenue(modelId);
        oracle.withdraw(developer);
        oracle.withdraw(operator);
        vm.stopPrank();
        assertEq(developer.balance, FEE_WEI);
        assertEq(address(oracle).balance, 0);
    }

    /// The terms are in the id, and an open request has its own copy of them.
    function test_fault_ownerChangedTheModelUnderAnOpenRequest() public {
        (, Request memory request) = _ask();
        ModelTerms memory terms = _terms("adder", FEE_WEI, REWARD_WEI, address(0));
        vm.startPrank(developer);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelAlreadyRegistered.selector, modelId));
        registry.register(terms);
        terms.feeAmount = 2 * FEE_WEI;
        uint256 dearerId = registry.register(terms);
        vm.stopPrank();
        assertNotEq(dearerId, modelId);
        assertEq(oracle.estimateFee(modelId, 0), FEE_WEI + REWARD_WEI);
        _propose(request);
        _finalise(request);
        assertEq(oracle.unsettledRevenue(modelId), FEE_WEI);
        assertEq(oracle.unsettledRevenue(dearerId), 0);
    }

    /// With counted ids the answer to the dropped question would have become the answer to the one that took its number.
    function test_fault_reorgMovedAnAnswerToAnotherQuestion() public {
        uint256 snapshot = vm.snapshotState();
        (uint256 droppedId, Request memory dropped) = _ask();
        vm.revertToState(snapshot);
        uint256 priceWei = oracle.estimateFee(modelId, 0);
        vm.recordLogs();
        vm.prank(requester);
        uint256 otherId = oracle.requestCallback{value: priceWei}(modelId, "another question", address(0), 0, "");
        Request memory other = _lastRequested();
        assertNotEq(otherId, droppedId);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OracleRequestState.selector, droppedId, RequestStatus.Unknown)
        );
        vm.prank(operator);
        oracle.propose{value: dropped.bondWei}(dropped, OUTPUT, "");
        assertEq(uint8(_status(other)), uint8(RequestStatus.Open));
    }

    /// A stranger who sees a rival's claim in the transaction pool and is quicker can't take what the rival committed to.
    function test_fault_copyingAContradictionPaid() public {
        (uint256 requestId, Request memory request) = _ask();
        _propose(request);
        Statement memory statement = this.statementOf(RIGHT);
        statement.salt = "salt";
        vm.startPrank(rival);
        court.commit(
            court.commitmentOf(
                address(oracle), requestId, keccak256(RIGHT), this.rootOf(statement.top), rival, statement.salt
            )
        );
        vm.stopPrank();
        vm.roll(block.number + 1);
        _contradictFrom(stranger, request);
        Case memory disputed = oracle.caseOf(request);
        hoax(rival, request.bondWei);
        court.claim{value: request.bondWei}(disputed, statement);
        assertEq(court.creditWei(stranger), request.bondWei);
        _rivalIsLeft(request);
        oracle.finaliseDispute(request, _roots(), _key(RIGHT));
        assertEq(oracle.creditWei(rival), REWARD_WEI);
        assertEq(oracle.creditWei(stranger), 0);
    }
}
