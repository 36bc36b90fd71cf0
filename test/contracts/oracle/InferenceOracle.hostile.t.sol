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
import {AskingConsumer} from "./consumers/AskingConsumer.sol";
import {GasBurningConsumer} from "./consumers/GasBurningConsumer.sol";
import {ReentrantConsumer} from "./consumers/ReentrantConsumer.sol";
import {ReturnBombConsumer} from "./consumers/ReturnBombConsumer.sol";
import {StoringConsumer} from "./consumers/StoringConsumer.sol";

contract InferenceOracleHostileTest is OracleFixture {
    uint64 private constant BOMB_GAS = 4_000_000;
    uint64 private constant REENTRANT_GAS = 1_500_000;

    function test_gasBurningConsumer_costsItsLimitAndBlocksNothing() public {
        GasBurningConsumer consumer = new GasBurningConsumer(oracle);
        Request memory request = _askedBy(consumer, BOMB_GAS, DeliverAt.Answer);
        uint256 gasBefore = gasleft();
        _propose(request);
        assertLt(gasBefore - gasleft(), BOMB_GAS + 150_000);
        _assertAnsweredWithFailure(request);
        _finalise(request);
    }

    function test_returnBomb_costsNothingBeyondTheConsumersOwnGas() public {
        for (uint256 reverts = 0; reverts < 2; reverts++) {
            ReturnBombConsumer consumer = new ReturnBombConsumer(oracle);
            consumer.setReverts(reverts == 1);
            Request memory request = _askedBy(consumer, BOMB_GAS, DeliverAt.Answer);
            uint256 gasBefore = gasleft();
            _propose(request);
            // Expanding memory for a megabyte costs 2.2 million once. Copying would cost as much again.
            assertGt(gasBefore - gasleft(), 2_000_000);
            assertLt(gasBefore - gasleft(), 2_600_000);
            RequestState memory state = oracle.requestState(oracle.requestIdOf(request));
            assertEq(state.deliverySucceeded, reverts == 0);
            _finalise(request);
        }
    }

    function test_reentrantConsumer_findsEveryDoorClosedForItsOwnRequest() public {
        ReentrantConsumer consumer = new ReentrantConsumer(oracle);
        vm.deal(address(consumer), 10 ether);
        Request memory request = _askedBy(consumer, REENTRANT_GAS, DeliverAt.Answer);
        consumer.arm(request, "", OUTPUT);
        uint256 oracleWei = address(oracle).balance;
        _propose(request);

        assertEq(consumer.answersTaken(), 1);
        _assertNothingEntered(consumer);
        assertEq(address(oracle).balance, oracleWei + request.bondWei);
        assertEq(oracle.requestState(oracle.requestIdOf(request)).proposer, operator);
    }

    function test_reentrantConsumer_findsEveryDoorClosedAtFinality() public {
        ReentrantConsumer consumer = new ReentrantConsumer(oracle);
        vm.deal(address(consumer), 10 ether);
        Request memory request = _askedBy(consumer, REENTRANT_GAS, DeliverAt.Finality);
        consumer.arm(request, "", OUTPUT);
        _propose(request);
        _finalise(request);
        oracle.settleRevenue(modelId);
        vm.prank(stranger);
        oracle.deliver(request, OUTPUT, "");

        assertEq(consumer.answersTaken(), 1);
        _assertNothingEntered(consumer);
        assertEq(oracle.creditWei(stranger), request.callbackFeeWei);
    }

    /// What is open to everyone is open to a consumer too; it takes nothing that isn't its own.
    function test_reentrantConsumer_mayDoWhatEveryoneMay() public {
        ReentrantConsumer consumer = new ReentrantConsumer(oracle);
        vm.deal(address(consumer), 10 ether);
        // Less gas than the callback that it is delivered in has.
        Request memory other = _askedBy(consumer, REENTRANT_GAS / 2, DeliverAt.Finality);
        _propose(other);
        _finalise(other);
        Request memory request = _askedBy(consumer, REENTRANT_GAS, DeliverAt.Answer);
        // From inside the callback of `request` it makes the due delivery of `other`, withdraws the fee and settles.
        consumer.arm(other, "", OUTPUT);
        uint256 consumerWei = address(consumer).balance;
        _propose(request);

        assertTrue(consumer.settled() && consumer.withdrew());
        assertEq(address(consumer).balance, consumerWei + other.callbackFeeWei);
        assertEq(oracle.creditWei(developer), FEE_WEI);
        assertTrue(oracle.requestState(oracle.requestIdOf(request)).deliverySucceeded);
        assertTrue(oracle.requestState(oracle.requestIdOf(other)).deliverySucceeded);
    }

    function test_reentrantConsumer_asksAgainInsideItsCallback() public {
        ReentrantConsumer consumer = new ReentrantConsumer(oracle);
        vm.deal(address(consumer), 10 ether);
        Request memory request = _askedBy(consumer, REENTRANT_GAS, DeliverAt.Answer);
        consumer.arm(request, INPUT, OUTPUT);
        vm.recordLogs();
        _propose(request);

        uint256 inside = consumer.requestIdAskedInside();
        assertEq(uint8(oracle.requestState(inside).status), uint8(RequestStatus.Open));
        Request memory second = _lastRequested();
        assertEq(oracle.requestIdOf(second), inside);
        assertEq(second.requester, address(consumer));
        consumer.arm(second, "", OUTPUT);
        _propose(second);
        assertEq(consumer.answersTaken(), 2);
    }

    /// Anybody can name somebody else's contract as a callback, so a consumer has to know its own requests.
    function test_strangersRequestToAConsumer_isRefusedByIt() public {
        StoringConsumer consumer = new StoringConsumer(oracle);
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
        _propose(request);
        assertFalse(oracle.requestState(requestId).deliverySucceeded);
        assertEq(consumer.lastRequestId(), 0);
    }

    function test_callbackToTheOraclesOwnContracts_doesNothing() public {
        address[2] memory targets = [address(oracle), address(registry)];
        for (uint256 i = 0; i < 2; i++) {
            (uint256 requestId, Request memory request) = _ask(targets[i], DeliverAt.Answer);
            _propose(request);
            assertFalse(oracle.requestState(requestId).deliverySucceeded);
            _finalise(request);
        }
    }

    function test_callbackToAPrecompile_isAFailedDelivery() public {
        (uint256 requestId, Request memory request) = _ask(address(4), DeliverAt.Answer);
        _propose(request);
        assertFalse(oracle.requestState(requestId).deliverySucceeded);
    }

    function test_forcedEther_changesNothing() public {
        (, Request memory request) = _ask();
        _propose(request);
        vm.deal(address(oracle), address(oracle).balance + 1 ether);
        _finalise(request);
        oracle.settleRevenue(modelId);
        oracle.withdraw(operator);
        oracle.withdraw(developer);
        assertEq(address(oracle).balance, 1 ether);
    }

    function test_plainEther_isRefused() public {
        vm.prank(stranger);
        (bool success,) = address(oracle).call{value: 1}("");
        assertFalse(success);
    }

    /// A request of one oracle or one chain is unknown to another.
    function test_replay_onAnotherChainOrOracleIsUnknown() public {
        (uint256 requestId, Request memory request) = _ask();
        vm.chainId(block.chainid + 1);
        assertNotEq(oracle.requestIdOf(request), requestId);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInferenceOracle.OracleRequestState.selector, oracle.requestIdOf(request), RequestStatus.Unknown
            )
        );
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
    }

    /// A request that a reorganisation drops can't lend its id to another question: the id names the question.
    function test_reorg_idsFollowTheContent() public {
        uint256 snapshot = vm.snapshotState();
        (uint256 dropped, Request memory request) = _ask();
        vm.revertToState(snapshot);
        vm.prank(requester);
        uint256 other = oracle.requestCallback{value: 1 ether}(modelId, "another question", address(0), 0, "");
        assertNotEq(other, dropped);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OracleRequestState.selector, dropped, RequestStatus.Unknown)
        );
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
    }

    function _askedBy(AskingConsumer consumer, uint64 callbackGas, DeliverAt deliverAt)
        private
        returns (Request memory)
    {
        uint256 priceWei = oracle.priceOf(modelId, callbackGas, deliverAt);
        vm.recordLogs();
        vm.prank(requester);
        consumer.ask{value: priceWei}(modelId, INPUT, callbackGas, deliverAt);
        return _lastRequested();
    }

    function _assertAnsweredWithFailure(Request memory request) private view {
        RequestState memory state = oracle.requestState(oracle.requestIdOf(request));
        assertEq(uint8(state.status), uint8(RequestStatus.Answered));
        assertEq(state.outputHash, keccak256(OUTPUT));
        assertTrue(state.delivered);
        assertFalse(state.deliverySucceeded);
    }

    function _assertNothingEntered(ReentrantConsumer consumer) private view {
        assertFalse(consumer.proposed(), "propose");
        assertFalse(consumer.finalised(), "finalise");
        assertFalse(consumer.delivered(), "deliver");
        assertEq(consumer.deliveryRefusal(), IInferenceOracle.OracleNothingToDeliver.selector);
        assertFalse(consumer.errorDelivered(), "deliverError");
        assertFalse(consumer.expired(), "expire");
        assertFalse(consumer.withdrew(), "withdraw");
        assertFalse(consumer.settled(), "settleRevenue");
    }
}
