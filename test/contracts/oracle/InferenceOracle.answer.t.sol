// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {
    DeliverAt,
    IInferenceOracle,
    Request,
    RequestOptions,
    RequestState,
    RequestStatus
} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {OracleFixture} from "./OracleFixture.sol";
import {GasMeasuringConsumer} from "./consumers/GasMeasuringConsumer.sol";
import {RevertingConsumer} from "./consumers/RevertingConsumer.sol";

contract InferenceOracleAnswerTest is OracleFixture {
    /// @dev The system contract of EIP-2935 and its code, as the standard gives them.
    address private constant BLOCK_HASHES = 0x0000F90827F1C53a10cb7A02335B175320002935;
    bytes private constant BLOCK_HASHES_CODE =
        hex"3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500";
    uint256 private constant CALLBACK_FEE_WEI = uint256(CALLBACK_GAS) * GAS_PRICE_WEI;

    RevertingConsumer private consumer;

    function setUp() public override {
        super.setUp();
        consumer = new RevertingConsumer(oracle);
        consumer.setAccepts(true);
    }

    // propose

    function test_propose_recordsTheAnswer() public {
        (uint256 requestId, Request memory request) = _ask();
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.AICallbackResult(requester, requestId, operator, OUTPUT);
        _propose(request);
        RequestState memory expected = RequestState({
            status: RequestStatus.Answered,
            proposer: operator,
            windowEnd: uint40(block.timestamp) + WINDOW_SECONDS,
            outputHash: keccak256(OUTPUT),
            delivered: false,
            deliverySucceeded: false,
            seedSalt: bytes4(blockhash(request.blockNumber))
        });
        assertTrue(expected.seedSalt != 0);
        assertEq(abi.encode(oracle.requestState(requestId)), abi.encode(expected));
        assertEq(address(oracle).balance, FEE_WEI + REWARD_WEI + request.bondWei);
        assertEq(oracle.creditWei(operator), 0);
    }

    function test_propose_isRefusedInTheBlockOfTheRequest() public {
        (, Request memory request) = _ask();
        vm.roll(request.blockNumber);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleTooSoon.selector, request.blockNumber));
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
    }

    /// @dev The chain keeps 256 hashes itself and those of 8191 blocks in a contract (EIP-2935).
    function test_propose_readsAnOlderBlocksHashFromTheHistory() public {
        (uint256 requestId, Request memory request) = _ask();
        vm.roll(request.blockNumber + 300);
        bytes32 remembered = keccak256("hash of the request's block");
        vm.etch(BLOCK_HASHES, BLOCK_HASHES_CODE);
        vm.store(BLOCK_HASHES, bytes32(uint256(request.blockNumber) % 8191), remembered);
        _propose(request);
        assertEq(oracle.requestState(requestId).seedSalt, bytes4(remembered));
    }

    function test_propose_isRefusedWhenNobodyKnowsTheSeedAnyMore() public {
        (, Request memory request) = _ask();
        vm.roll(request.blockNumber + 8192);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleSeedForgotten.selector, request.blockNumber));
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");

        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
    }

    /// @dev The same transaction in both branches of a fork: the request keeps its id, and has another seed.
    function test_proposeForSeed_isRefusedWhereTheRequestsBlockIsAnother() public {
        (uint256 requestId, Request memory request) = _ask();
        bytes4 seedSalt = bytes4(blockhash(request.blockNumber));
        uint256 snapshot = vm.snapshotState();
        vm.prank(operator);
        oracle.proposeForSeed{value: request.bondWei}(request, OUTPUT, "", seedSalt);
        assertEq(oracle.requestState(requestId).seedSalt, seedSalt);
        assertEq(oracle.requestState(requestId).proposer, operator);
        vm.revertToState(snapshot);

        vm.setBlockhash(request.blockNumber, keccak256("the other branch"));
        bytes4 found = bytes4(keccak256("the other branch"));
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleSeedOther.selector, seedSalt, found));
        oracle.proposeForSeed{value: request.bondWei}(request, OUTPUT, "", seedSalt);
        assertEq(uint8(oracle.requestState(requestId).status), uint8(RequestStatus.Open));
    }

    function test_propose_takesAnEmptyAnswer() public {
        (uint256 requestId, Request memory request) = _ask();
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, "", "");
        assertEq(oracle.requestState(requestId).outputHash, keccak256(""));
    }

    function test_propose_revertsUnlessOpen() public {
        (uint256 requestId, Request memory request) = _ask();
        _propose(request);
        _expectState(requestId, RequestStatus.Answered);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
        _finalise(request);
        _expectState(requestId, RequestStatus.Final);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");

        (requestId, request) = _ask();
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        _expectState(requestId, RequestStatus.Void);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
    }

    /// Whoever passes other terms names a request that nobody made.
    function test_propose_revertsForAnyOtherTerms() public {
        (, Request memory request) = _ask();
        bytes memory encoded = abi.encode(request);
        for (uint256 word = 0; word < encoded.length / 32; word++) {
            bytes memory changed = bytes.concat(encoded);
            changed[word * 32 + 31] ^= 0x01;
            Request memory other = abi.decode(changed, (Request));
            _expectState(oracle.requestIdOf(other), RequestStatus.Unknown);
            oracle.propose{value: other.bondWei}(other, OUTPUT, "");
        }
    }

    function test_propose_upToAndIncludingTheDeadline() public {
        (, Request memory request) = _ask();
        vm.warp(uint256(request.deadline) + 1);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleDeadlinePassed.selector, request.deadline));
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
        vm.warp(request.deadline);
        _propose(request);
        assertEq(uint8(_status(request)), uint8(RequestStatus.Answered));
    }

    function test_propose_takesExactlyTheBond() public {
        (, Request memory request) = _ask();
        uint256 bondWei = request.bondWei;
        assertEq(bondWei, oracle.bondFor(REWARD_WEI, 0));
        uint256[3] memory wrong = [0, bondWei - 1, bondWei + 1];
        for (uint256 i = 0; i < 3; i++) {
            vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleBond.selector, wrong[i], bondWei));
            vm.prank(operator);
            oracle.propose{value: wrong[i]}(request, OUTPUT, "");
        }
    }

    function test_propose_takesAnAnswerUpToTheLongest() public {
        (, Request memory request) = _ask();
        uint256 bondWei = request.bondWei;
        uint256 longest = oracle.MAX_OUTPUT_BYTES();
        vm.deal(operator, 2 * bondWei);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleOutputLength.selector, longest + 1, longest));
        vm.prank(operator);
        oracle.propose{value: bondWei}(request, new bytes(longest + 1), "");
        vm.prank(operator);
        oracle.propose{value: bondWei}(request, new bytes(longest), "");
        assertEq(oracle.requestState(oracle.requestIdOf(request)).outputHash, keccak256(new bytes(longest)));
    }

    function test_propose_deliversAtTheAnswer() public {
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Delivered(requestId, operator, true);
        _propose(request);
        RequestState memory state = oracle.requestState(requestId);
        assertTrue(state.delivered && state.deliverySucceeded);
        assertEq(consumer.answersTaken(), 1);
    }

    function test_propose_recordsAFailedDelivery() public {
        consumer.setAccepts(false);
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Delivered(requestId, operator, false);
        _propose(request);
        RequestState memory state = oracle.requestState(requestId);
        assertTrue(state.delivered && !state.deliverySucceeded);
        assertEq(uint8(state.status), uint8(RequestStatus.Answered));
    }

    function test_propose_toAnAddressWithoutCodeIsAFailedDelivery() public {
        (uint256 requestId, Request memory request) = _ask(stranger, DeliverAt.Answer);
        _propose(request);
        RequestState memory state = oracle.requestState(requestId);
        assertTrue(state.delivered && !state.deliverySucceeded);
        // The consumer may be deployed later.
        vm.etch(stranger, address(new GasMeasuringConsumer(oracle)).code);
        oracle.deliver(request, OUTPUT, "");
        assertTrue(oracle.requestState(requestId).deliverySucceeded);
    }

    function test_propose_revertsForOtherCallbackData() public {
        (, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInferenceOracle.OracleCallbackDataMismatch.selector, keccak256(""), keccak256("other")
            )
        );
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "other");
    }

    function test_propose_readsNoCallbackDataWhenItDeliversNothing() public {
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Finality);
        vm.prank(operator);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "whatever");
        assertFalse(oracle.requestState(requestId).delivered);
        assertEq(consumer.answersTaken(), 0);

        RequestOptions memory options;
        options.deliverAt = DeliverAt.Answer;
        (requestId, request) = _ask(requester, modelId, options);
        _propose(request);
        assertFalse(oracle.requestState(requestId).delivered);
    }

    // finalise

    function test_finalise_revertsUnlessAnswered() public {
        (uint256 requestId, Request memory request) = _ask();
        _expectState(requestId, RequestStatus.Open);
        oracle.finalise(request);
        _propose(request);
        _finalise(request);
        _expectState(requestId, RequestStatus.Final);
        oracle.finalise(request);

        request.nonce++;
        _expectState(oracle.requestIdOf(request), RequestStatus.Unknown);
        oracle.finalise(request);
    }

    function test_finalise_fromTheWindowsEndOn() public {
        (uint256 requestId, Request memory request) = _ask();
        _propose(request);
        uint256 windowEnd = oracle.requestState(requestId).windowEnd;
        vm.warp(windowEnd - 1);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleTooEarly.selector, windowEnd));
        oracle.finalise(request);
        assertFalse(oracle.isFinalized(requestId));
        vm.warp(windowEnd);
        oracle.finalise(request);
        assertTrue(oracle.isFinalized(requestId));
    }

    function test_finalise_creditsProposerAndModel() public {
        (uint256 requestId, Request memory request) = _ask();
        _propose(request);
        vm.warp(block.timestamp + WINDOW_SECONDS);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Finalised(requestId, modelId, operator, FEE_WEI);
        vm.prank(stranger);
        oracle.finalise(request);
        _assertCredits({operatorWei: request.bondWei + REWARD_WEI, requesterWei: 0, strangerWei: 0});
        assertEq(oracle.unsettledRevenue(modelId), FEE_WEI);
    }

    function test_finalise_paysOneCallbackAndReturnsTheOther() public {
        for (uint256 accepts = 0; accepts < 2; accepts++) {
            consumer.setAccepts(accepts == 1);
            (, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
            _propose(request);
            _finalise(request);
            _assertCredits(request.bondWei + REWARD_WEI + CALLBACK_FEE_WEI, CALLBACK_FEE_WEI, 0);
            oracle.withdraw(operator);
            oracle.withdraw(requester);
        }
        assertEq(address(oracle).balance, oracle.unsettledRevenue(modelId));
    }

    function test_finalise_keepsTheFeeOfACallbackDueAtFinality() public {
        (, Request memory request) = _ask(address(consumer), DeliverAt.Finality);
        _propose(request);
        _finalise(request);
        _assertCredits(request.bondWei + REWARD_WEI, 0, 0);
        assertEq(address(oracle).balance, request.bondWei + REWARD_WEI + FEE_WEI + CALLBACK_FEE_WEI);
        vm.prank(stranger);
        oracle.deliver(request, OUTPUT, "");
        _assertCredits(request.bondWei + REWARD_WEI, 0, CALLBACK_FEE_WEI);
    }

    // deliver

    function test_deliver_revertsInAnyOtherState() public {
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Finality);
        _expectState(requestId, RequestStatus.Open);
        oracle.deliver(request, OUTPUT, "");
        _propose(request);
        _expectState(requestId, RequestStatus.Answered);
        oracle.deliver(request, OUTPUT, "");

        (requestId, request) = _ask(address(consumer), DeliverAt.Answer);
        vm.warp(uint256(request.deadline) + 1);
        oracle.expire(request);
        _expectState(requestId, RequestStatus.Void);
        oracle.deliver(request, OUTPUT, "");

        request.nonce++;
        _expectState(oracle.requestIdOf(request), RequestStatus.Unknown);
        oracle.deliver(request, OUTPUT, "");
    }

    function test_deliver_revertsWithoutACallback() public {
        (uint256 requestId, Request memory request) = _ask();
        _propose(request);
        _finalise(request);
        _expectNothingToDeliver(requestId);
        oracle.deliver(request, OUTPUT, "");
    }

    function test_deliver_revertsForAnotherOutputOrOtherData() public {
        (, Request memory request) = _ask(address(consumer), DeliverAt.Finality);
        _propose(request);
        _finalise(request);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInferenceOracle.OracleOutputMismatch.selector, keccak256(OUTPUT), keccak256("other")
            )
        );
        oracle.deliver(request, "other", "");
        vm.expectRevert(
            abi.encodeWithSelector(
                IInferenceOracle.OracleCallbackDataMismatch.selector, keccak256(""), keccak256("other")
            )
        );
        oracle.deliver(request, OUTPUT, "other");
    }

    function test_deliver_onceAtFinalityForItsFee() public {
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Finality);
        _propose(request);
        _finalise(request);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Delivered(requestId, stranger, true);
        vm.prank(stranger);
        oracle.deliver(request, OUTPUT, "");
        assertEq(consumer.answersTaken(), 1);
        assertEq(oracle.creditWei(stranger), CALLBACK_FEE_WEI);
        _expectNothingToDeliver(requestId);
        oracle.deliver(request, OUTPUT, "");
    }

    function test_deliver_retriesUnpaidUntilItSucceeds() public {
        consumer.setAccepts(false);
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Finality);
        _propose(request);
        _finalise(request);
        vm.startPrank(stranger);
        for (uint256 i = 0; i < 3; i++) {
            oracle.deliver(request, OUTPUT, "");
            assertEq(oracle.creditWei(stranger), CALLBACK_FEE_WEI);
            assertFalse(oracle.requestState(requestId).deliverySucceeded);
        }
        consumer.setAccepts(true);
        oracle.deliver(request, OUTPUT, "");
        assertTrue(oracle.requestState(requestId).deliverySucceeded);
        assertEq(oracle.creditWei(stranger), CALLBACK_FEE_WEI);
        _expectNothingToDeliver(requestId);
        oracle.deliver(request, OUTPUT, "");
    }

    function test_deliver_retriesAnAnswerBeforeAndAfterFinality() public {
        for (uint256 after_ = 0; after_ < 2; after_++) {
            consumer.setAccepts(false);
            (, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
            _propose(request);
            if (after_ == 1) _finalise(request);
            consumer.setAccepts(true);
            vm.prank(stranger);
            oracle.deliver(request, OUTPUT, "");
            assertEq(consumer.answersTaken(), after_ + 1);
            assertEq(oracle.creditWei(stranger), 0);
        }
    }

    /// The least gas with which an attempt counts gives the consumer exactly what plenty of gas gives it (63/64 rule).
    function test_deliver_countsOnlyWithTheFullGasLimit() public {
        uint64[4] memory limits = [uint64(30_000), 200_000, 1_000_000, 10_000_000];
        for (uint256 i = 0; i < limits.length; i++) {
            (GasMeasuringConsumer measuring, Request memory request) = _dueDelivery(limits[i]);
            uint256 snapshot = vm.snapshotState();
            oracle.deliver(request, OUTPUT, "");
            uint256 plenty = measuring.gasSeen();
            assertGe(plenty + 1000, limits[i]);

            (uint256 tooLittle, uint256 enough) = (uint256(limits[i]), uint256(limits[i]) * 2 + 200_000);
            while (tooLittle + 1 < enough) {
                vm.revertToState(snapshot);
                uint256 middle = (tooLittle + enough) / 2;
                if (_delivers(request, middle)) enough = middle;
                else tooLittle = middle;
            }
            vm.revertToState(snapshot);
            assertTrue(_delivers(request, enough));
            assertEq(measuring.gasSeen(), plenty);
            vm.revertToState(snapshot);
        }
    }

    /// Whatever gas the caller leaves, either the attempt succeeds and is paid, or nothing happens.
    function testFuzz_deliver_withAnyGasPaysOnlyAFullAttempt(uint256 gasLeft, uint64 callbackGas) public {
        callbackGas = uint64(bound(callbackGas, 30_000, oracle.MAX_CALLBACK_GAS()));
        (, Request memory request) = _dueDelivery(callbackGas);
        // From too little to comfortable.
        gasLeft = bound(gasLeft, callbackGas, uint256(callbackGas) * 64 / 63 + 120_000);
        bool success = _delivers(request, gasLeft);
        RequestState memory state = oracle.requestState(oracle.requestIdOf(request));
        assertEq(state.delivered, success);
        assertEq(state.deliverySucceeded, success);
        assertEq(oracle.creditWei(stranger), success ? request.callbackFeeWei : 0);
    }

    function test_deliver_revertsWithTooLittleGas() public {
        (, Request memory request) = _dueDelivery(CALLBACK_GAS);
        (bool success, bytes memory reason) =
            address(oracle).call{gas: CALLBACK_GAS + 30_000}(abi.encodeCall(oracle.deliver, (request, OUTPUT, "")));
        assertFalse(success);
        assertEq(bytes4(reason), IInferenceOracle.OracleGasTooLow.selector);
    }

    function test_propose_revertsWithTooLittleGasForTheCallback() public {
        (, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
        bytes memory payload = abi.encodeCall(oracle.propose, (request, OUTPUT, ""));
        vm.prank(operator);
        (bool success, bytes memory reason) =
            address(oracle).call{value: request.bondWei, gas: CALLBACK_GAS + 20_000}(payload);
        assertFalse(success);
        assertEq(bytes4(reason), IInferenceOracle.OracleGasTooLow.selector);
        assertEq(uint8(_status(request)), uint8(RequestStatus.Open));
    }

    // expire

    function test_expire_onlyAfterTheDeadline() public {
        (uint256 requestId, Request memory request) = _ask(address(consumer), DeliverAt.Answer);
        uint256 paidWei = address(oracle).balance;
        vm.warp(request.deadline);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleTooEarly.selector, uint256(request.deadline) + 1));
        oracle.expire(request);

        vm.warp(uint256(request.deadline) + 1);
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.Expired(requestId, paidWei, address(0), 0);
        oracle.expire(request);
        assertEq(oracle.creditWei(requester), paidWei);
        assertEq(uint8(_status(request)), uint8(RequestStatus.Void));
        assertFalse(oracle.isFinalized(requestId));
        _expectState(requestId, RequestStatus.Void);
        oracle.expire(request);
    }

    function test_expire_returnsEverythingInEitherWayOfDelivery() public {
        uint256 beforeWei = requester.balance;
        Request[3] memory requests;
        (, requests[0]) = _ask();
        (, requests[1]) = _ask(address(consumer), DeliverAt.Finality);
        (, requests[2]) = _ask(address(consumer), DeliverAt.Answer);
        vm.warp(uint256(requests[0].deadline) + 1);
        for (uint256 i = 0; i < 3; i++) {
            oracle.expire(requests[i]);
        }
        oracle.withdraw(requester);
        assertEq(requester.balance, beforeWei);
        assertEq(address(oracle).balance, 0);
    }

    function test_expire_neverAfterAnAnswer() public {
        (uint256 requestId, Request memory request) = _ask();
        _propose(request);
        vm.warp(uint256(request.deadline) + 1);
        _expectState(requestId, RequestStatus.Answered);
        oracle.expire(request);
        _finalise(request);
        _expectState(requestId, RequestStatus.Final);
        oracle.expire(request);
    }

    function testFuzz_propose_orExpireNeverBoth(uint256 secondsLater) public {
        (, Request memory request) = _ask();
        secondsLater = bound(secondsLater, 0, 2 * TIMEOUT_SECONDS);
        vm.warp(block.timestamp + secondsLater);
        vm.prank(operator);
        (bool proposed,) =
            address(oracle).call{value: request.bondWei}(abi.encodeCall(oracle.propose, (request, OUTPUT, "")));
        (bool expired,) = address(oracle).call(abi.encodeCall(oracle.expire, (request)));
        assertEq(proposed, secondsLater <= TIMEOUT_SECONDS);
        assertEq(expired, !proposed);
    }

    /// The whole life with random terms, and every wei accounted for at the end.
    function testFuzz_wholeLifeLeavesNothing(uint96 feeAmount, uint96 rewardWei, uint64 callbackGas, bool atAnswer)
        public
    {
        feeAmount = uint96(bound(feeAmount, 0, 100 ether));
        rewardWei = uint96(bound(rewardWei, 0, 100 ether));
        uint256 id = _register(_terms("random", feeAmount, rewardWei, address(0)));
        RequestOptions memory options;
        options.callbackContract = address(consumer);
        options.callbackGasLimit = uint64(bound(callbackGas, 1, 500_000));
        options.deliverAt = atAnswer ? DeliverAt.Answer : DeliverAt.Finality;
        (uint256 requestId, Request memory request) = _ask(requester, id, options);
        _propose(request);
        _finalise(request);
        if (!oracle.requestState(requestId).deliverySucceeded) {
            vm.prank(stranger);
            oracle.deliver(request, OUTPUT, "");
        }
        uint256 proposerWei = uint256(request.bondWei) + rewardWei + (atAnswer ? request.callbackFeeWei : 0);
        _assertCredits(proposerWei, atAnswer ? request.callbackFeeWei : 0, atAnswer ? 0 : request.callbackFeeWei);

        if (feeAmount > 0) oracle.settleRevenue(id);
        assertEq(oracle.creditWei(developer), feeAmount);
        address[4] memory accounts = [operator, requester, stranger, developer];
        for (uint256 i = 0; i < 4; i++) {
            if (oracle.creditWei(accounts[i]) > 0) oracle.withdraw(accounts[i]);
        }
        assertEq(address(oracle).balance, 0);
    }

    function _dueDelivery(uint64 callbackGas) private returns (GasMeasuringConsumer measuring, Request memory request) {
        measuring = new GasMeasuringConsumer(oracle);
        RequestOptions memory options;
        options.callbackContract = address(measuring);
        options.callbackGasLimit = callbackGas;
        (, request) = _ask(requester, modelId, options);
        _propose(request);
        _finalise(request);
    }

    function _delivers(Request memory request, uint256 gasLeft) private returns (bool success) {
        vm.prank(stranger);
        (success,) = address(oracle).call{gas: gasLeft}(abi.encodeCall(oracle.deliver, (request, OUTPUT, "")));
    }

    function _assertCredits(uint256 operatorWei, uint256 requesterWei, uint256 strangerWei) private view {
        assertEq(oracle.creditWei(operator), operatorWei, "operator");
        assertEq(oracle.creditWei(requester), requesterWei, "requester");
        assertEq(oracle.creditWei(stranger), strangerWei, "stranger");
    }

    function _expectState(uint256 requestId, RequestStatus status) private {
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleRequestState.selector, requestId, status));
    }

    function _expectNothingToDeliver(uint256 requestId) private {
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToDeliver.selector, requestId));
    }
}
