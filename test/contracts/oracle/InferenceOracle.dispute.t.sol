// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ClaimKey, IDisputeCourt, Statement} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {
    DeliverAt,
    IInferenceOracle,
    ModelRoots,
    Request,
    RequestState,
    RequestStatus
} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {SilentDisputes} from "./SilentDisputes.sol";
import {ErrorTakingConsumer} from "./consumers/ErrorTakingConsumer.sol";

/// What the oracle makes of a dispute, and how a consumer learns of it.
contract InferenceOracleDisputeTest is SilentDisputes {
    ErrorTakingConsumer private consumer;

    function setUp() public override {
        super.setUp();
        consumer = new ErrorTakingConsumer(oracle);
    }

    // contradict

    function test_contradict_handsBothBondsToTheCourt() public {
        (uint256 requestId, Request memory request) = _answered(DeliverAt.Finality);
        uint256 beforeWei = address(oracle).balance;
        bytes32 caseId = court.caseIdOf(oracle.caseOf(request));
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Contradicted(requestId, caseId, rival);
        assertEq(_contradict(request), caseId);
        assertEq(address(oracle).balance, beforeWei - request.bondWei);
        assertEq(address(court).balance, 2 * uint256(request.bondWei));
        assertEq(uint8(_status(request)), uint8(RequestStatus.Disputed));
    }

    function test_contradict_onlyAnAnswerInItsWindowWithItsBond() public {
        (uint256 requestId, Request memory request) = _ask();
        Statement memory statement = this.statementOf(RIGHT);
        uint256 bondWei = request.bondWei;
        vm.deal(rival, 10 * bondWei);
        vm.startPrank(rival);
        _expectState(requestId, RequestStatus.Open);
        oracle.contradict{value: bondWei}(request, statement);
        vm.stopPrank();
        _propose(request);

        vm.startPrank(rival);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleBond.selector, bondWei - 1, bondWei));
        oracle.contradict{value: bondWei - 1}(request, statement);
        uint256 windowEnd = oracle.requestState(requestId).windowEnd;
        vm.warp(windowEnd);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleWindowOver.selector, windowEnd));
        oracle.contradict{value: bondWei}(request, statement);
        vm.warp(windowEnd - 1);
        oracle.contradict{value: bondWei}(request, statement);
        _expectState(requestId, RequestStatus.Disputed);
        oracle.contradict{value: bondWei}(request, statement);
    }

    // finaliseDispute

    function test_finaliseDispute_onlyOfADisputeWhoseTimeIsOver() public {
        (uint256 requestId, Request memory request) = _answered(DeliverAt.Finality);
        ClaimKey memory key = _key(RIGHT);
        _expectState(requestId, RequestStatus.Answered);
        oracle.finaliseDispute(request, _roots(), key);
        bytes32 caseId = _contradict(request);
        uint256 claimsEnd = court.caseState(caseId).claimsEnd;
        vm.warp(claimsEnd - 1);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooEarly.selector, claimsEnd));
        oracle.finaliseDispute(request, _roots(), key);
        _expectState(requestId, RequestStatus.Disputed);
        oracle.finalise(request);
    }

    function test_finaliseDispute_isAboutTheModelsOwnRoots() public {
        (, Request memory request) = _answered(DeliverAt.Finality);
        _contradict(request);
        _rivalIsLeft(request);
        ClaimKey memory key = _key(RIGHT);
        for (uint256 i = 0; i < 2; i++) {
            ModelRoots memory roots = _roots();
            if (i == 0) roots.programRoot = keccak256("another program");
            else roots.weightsRoot = keccak256("other weights");
            vm.expectPartialRevert(IDisputeCourt.DisputeCaseClosed.selector);
            oracle.finaliseDispute(request, roots, key);
        }
        oracle.finaliseDispute(request, _roots(), key);
        assertEq(uint8(_status(request)), uint8(RequestStatus.Final));
    }

    function test_finaliseDispute_overturnsTheAnswerAndDeliversTheRightOne() public {
        (uint256 requestId, Request memory request) = _answered(DeliverAt.Answer);
        assertEq(consumer.lastAnswer(), OUTPUT);
        _contradict(request);
        _expectState(requestId, RequestStatus.Disputed);
        oracle.deliver(request, OUTPUT, "");
        _rivalIsLeft(request);
        ClaimKey memory key = _key(RIGHT);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Overturned(requestId, keccak256(RIGHT));
        oracle.finaliseDispute(request, _roots(), key);

        RequestState memory state = oracle.requestState(requestId);
        assertEq(state.outputHash, keccak256(RIGHT));
        assertEq(state.proposer, rival);
        assertFalse(state.delivered || state.deliverySucceeded);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OracleOutputMismatch.selector, keccak256(RIGHT), keccak256(OUTPUT))
        );
        oracle.deliver(request, OUTPUT, "");
        vm.prank(stranger);
        oracle.deliver(request, RIGHT, "");
        assertEq(consumer.lastAnswer(), RIGHT);
        assertEq(oracle.creditWei(operator), 0);
        assertEq(oracle.creditWei(rival), REWARD_WEI);
        assertEq(oracle.creditWei(stranger), request.callbackFeeWei);
        assertEq(oracle.creditWei(requester), request.callbackFeeWei);
        assertEq(oracle.unsettledRevenue(modelId), FEE_WEI);
        assertEq(address(oracle).balance, REWARD_WEI + FEE_WEI + 2 * uint256(request.callbackFeeWei));
    }

    function test_finaliseDispute_withoutASurvivorReturnsEverything() public {
        (uint256 requestId, Request memory request) = _answered(DeliverAt.Answer);
        _contradict(request);
        _nobodyWins(request);
        assertEq(uint8(_status(request)), uint8(RequestStatus.Void));
        assertFalse(oracle.isFinalized(requestId));
        uint256 paidWei = FEE_WEI + REWARD_WEI + 2 * uint256(request.callbackFeeWei);
        assertEq(oracle.creditWei(requester), paidWei);
        assertEq(address(oracle).balance, paidWei);
        _expectState(requestId, RequestStatus.Void);
        oracle.deliver(request, OUTPUT, "");
    }

    // deliverError

    function test_deliverError_tellsAConsumerThatNobodyAnswered() public {
        (uint256 requestId, Request memory request) = _expired();
        uint256 owedWei = oracle.creditWei(requester);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Delivered(requestId, stranger, true);
        vm.prank(stranger);
        oracle.deliverError(request, "");
        _assertTold(requestId, "nobody answered by the deadline");
        assertEq(oracle.creditWei(stranger), 0);
        assertEq(oracle.creditWei(requester), owedWei);
        _expectNothingToDeliver(requestId);
        oracle.deliverError(request, "");
    }

    function test_deliverError_tellsAConsumerThatTookAnAnswerWhichDiedLater() public {
        (uint256 requestId, Request memory request) = _answered(DeliverAt.Answer);
        assertTrue(oracle.requestState(requestId).deliverySucceeded);
        _contradict(request);
        _nobodyWins(request);
        oracle.deliverError(request, "");
        _assertTold(requestId, "no answer survived the dispute");
        _expectNothingToDeliver(requestId);
        oracle.deliverError(request, "");
    }

    function test_deliverError_handsBackTheCallbackData() public {
        uint256 priceWei = oracle.estimateFee(modelId, CALLBACK_GAS);
        vm.recordLogs();
        vm.prank(requester);
        oracle.requestCallback{value: priceWei}(modelId, INPUT, address(consumer), CALLBACK_GAS, "data");
        Request memory request = _lastRequested();
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        bytes4 mismatch = IInferenceOracle.OracleCallbackDataMismatch.selector;
        vm.expectRevert(abi.encodeWithSelector(mismatch, keccak256("data"), keccak256("")));
        oracle.deliverError(request, "");
        oracle.deliverError(request, "data");
        assertEq(consumer.lastCallbackData(), "data");
    }

    function test_deliverError_onlyOfAVoidRequestWithACallback() public {
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Finality);
        _expectState(requestId, RequestStatus.Open);
        oracle.deliverError(request, "");
        _propose(request);
        _expectState(requestId, RequestStatus.Answered);
        oracle.deliverError(request, "");
        uint256 snapshot = vm.snapshotState();
        _contradict(request);
        _expectState(requestId, RequestStatus.Disputed);
        oracle.deliverError(request, "");
        vm.revertToState(snapshot);
        _finalise(request);
        _expectState(requestId, RequestStatus.Final);
        oracle.deliverError(request, "");

        (requestId, request) = _ask();
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        _expectNothingToDeliver(requestId);
        oracle.deliverError(request, "");
    }

    function test_deliverError_recordsAFailureAndCanBeTriedAgain() public {
        (uint256 requestId, Request memory request) = _expired();
        consumer.setRefuses(true);
        oracle.deliverError(request, "");
        RequestState memory state = oracle.requestState(requestId);
        assertTrue(state.delivered && !state.deliverySucceeded);
        consumer.setRefuses(false);
        oracle.deliverError(request, "");
        _assertTold(requestId, "nobody answered by the deadline");
    }

    function test_deliverError_findsItsDoorClosedFromInside() public {
        (uint256 requestId, Request memory request) = _expired(1_500_000);
        consumer.arm(request);
        oracle.deliverError(request, "");
        assertEq(consumer.errorsTaken(), 1);
        assertFalse(consumer.toldInside());
        assertEq(consumer.refusalInside(), IInferenceOracle.OracleNothingToDeliver.selector);
        assertTrue(oracle.requestState(requestId).deliverySucceeded);
    }

    /// Whatever gas the caller leaves, the consumer has all of its own or nothing happens.
    function testFuzz_deliverError_countsOnlyWithTheFullGasLimit(uint256 gasLeft) public {
        (uint256 requestId, Request memory request) = _expired(400_000);
        gasLeft = bound(gasLeft, 400_000, 500_000);
        (bool success,) = address(oracle).call{gas: gasLeft}(abi.encodeCall(oracle.deliverError, (request, "")));
        assertEq(oracle.requestState(requestId).delivered, success);
        assertEq(consumer.errorsTaken(), success ? 1 : 0);
        // What the dispatcher used before it was measured.
        if (success) assertGt(consumer.gasSeen(), 399_000);
    }

    function _answered(DeliverAt deliverAt) private returns (uint256 requestId, Request memory request) {
        (requestId, request) = _ask(address(consumer), deliverAt);
        _propose(request);
    }

    function _expired() private returns (uint256 requestId, Request memory request) {
        return _expired(400_000);
    }

    function _expired(uint64 callbackGas) private returns (uint256 requestId, Request memory request) {
        uint256 priceWei = oracle.estimateFee(modelId, callbackGas);
        vm.recordLogs();
        vm.prank(requester);
        requestId = oracle.requestCallback{value: priceWei}(modelId, INPUT, address(consumer), callbackGas, "");
        request = _lastRequested();
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
    }

    function _assertTold(uint256 requestId, bytes memory message) private view {
        RequestState memory state = oracle.requestState(requestId);
        assertTrue(state.delivered && state.deliverySucceeded);
        assertEq(consumer.errorsTaken(), 1);
        assertEq(consumer.lastRequestId(), requestId);
        assertEq(consumer.lastCode(), 2);
        assertEq(consumer.lastMessage(), message);
    }

    function _expectState(uint256 requestId, RequestStatus status) private {
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleRequestState.selector, requestId, status));
    }

    function _expectNothingToDeliver(uint256 requestId) private {
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToDeliver.selector, requestId));
    }
}
