// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Case} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {
    IInferenceOracle,
    Request,
    RequestState,
    RequestStatus
} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {SilentDisputes} from "./SilentDisputes.sol";
import {StoringConsumer} from "./consumers/StoringConsumer.sol";

/// Whose an answer is. `operator` computes and commits; `stranger` reads the pool of transactions.
contract InferenceOraclePriorityTest is SilentDisputes {
    bytes32 private constant SALT = "salt";
    uint256 private constant BLOCK_SECONDS = 12;

    uint256 private requestId;
    Request private request;

    function setUp() public override {
        super.setUp();
        (requestId, request) = _ask();
    }

    // The thief's view

    function test_thief_copyingAnAnswerFromThePoolEarnsNothing() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        // The author's answer is in the pool; the copy pays more for its place.
        _proposeFrom(stranger);
        _takeOver(operator);
        _finaliseNow();
        assertEq(oracle.creditWei(stranger), request.bondWei);
        assertEq(oracle.creditWei(operator), uint256(request.bondWei) + REWARD_WEI);
    }

    function test_thief_committingToWhatItReadsIsTooLate() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _commit(stranger, OUTPUT);
        _proposeFrom(operator);
        _refuses(stranger, IInferenceOracle.OracleCommitmentTooLate.selector);
        _nextBlock();
        _commit(stranger, "more");
        _refuses(stranger, IInferenceOracle.OracleCommitmentTooLate.selector);
    }

    /// It holds the author's answer back, commits, and posts it in the next block: the author's commitment is still older.
    function test_thief_holdingTheAuthorBackEarnsNothing() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _commit(stranger, OUTPUT);
        _nextBlock();
        _proposeFrom(stranger);
        _takeOver(operator);
        _refuses(stranger, IInferenceOracle.OracleCommitmentTooLate.selector);
        assertEq(_proposer(), operator);
    }

    function test_thief_anotherOnesCommitmentIsOfNoUse() public {
        bytes32 commitment = oracle.commitmentOf(requestId, keccak256(OUTPUT), operator, SALT);
        vm.prank(stranger);
        oracle.commit(commitment);
        _nextBlock();
        _proposeFrom(rival);
        _refuses(stranger, IInferenceOracle.OracleCommitmentUnknown.selector);
        // Sending it first has done the author a favour.
        _takeOver(operator);
        assertEq(_proposer(), operator);
    }

    function test_thief_aCommitmentToAnotherAnswerIsOfNoUse() public {
        _commit(stranger, "another answer");
        _nextBlock();
        _proposeFrom(operator);
        _refuses(stranger, IInferenceOracle.OracleCommitmentUnknown.selector);
    }

    /// With a bond of at least twice the reward, an accomplice's false claim costs more than the reward that it keeps.
    function test_thief_contradictingItsOwnCopyCostsMoreThanTheReward() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _proposeFrom(stranger);
        bytes32 caseId = _contradict(request);
        _refuses(operator, IInferenceOracle.OracleRequestState.selector);
        assertGt(uint256(request.bondWei) * 60 / 100, REWARD_WEI);
        assertEq(court.caseState(caseId).claimCount, 2);
    }

    function test_thief_aGuessCountsLikeAnyCommitment() public {
        // The limit of it: whoever can list the answers can commit to all of them. It still puts a bond behind the right one.
        _commit(stranger, OUTPUT);
        _nextBlock();
        _proposeFrom(operator);
        _takeOver(stranger);
        assertEq(_proposer(), stranger);
    }

    // takeOver

    function test_takeOver_movesTheBondAndNothingElse() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _proposeFrom(stranger);
        RequestState memory before = oracle.requestState(requestId);
        uint256 oracleWei = address(oracle).balance;
        vm.expectEmit(address(oracle));
        emit IInferenceOracle.TakenOver(requestId, operator, stranger);
        _takeOver(operator);
        RequestState memory state = oracle.requestState(requestId);
        before.proposer = operator;
        assertEq(abi.encode(state), abi.encode(before));
        assertEq(oracle.creditWei(stranger), request.bondWei);
        assertEq(address(oracle).balance, oracleWei + request.bondWei);
        oracle.withdraw(stranger);
        assertEq(stranger.balance, 1000 ether);
    }

    function test_takeOver_onlyWithTheBondInTheWindowOfAnAnswer() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _refuses(operator, IInferenceOracle.OracleRequestState.selector);
        _proposeFrom(stranger);
        uint256 bondWei = request.bondWei;
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleBond.selector, bondWei + 1, bondWei));
        oracle.takeOver{value: bondWei + 1}(request, SALT);
        uint256 windowEnd = oracle.requestState(requestId).windowEnd;
        vm.warp(windowEnd);
        _refuses(operator, IInferenceOracle.OracleWindowOver.selector);
        oracle.finalise(request);
        _refuses(operator, IInferenceOracle.OracleRequestState.selector);
    }

    function test_takeOver_inTheLastSecondOfTheWindow() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _proposeFrom(stranger);
        vm.warp(oracle.requestState(requestId).windowEnd - 1);
        _takeOver(operator);
        vm.expectRevert();
        oracle.finalise(request);
    }

    function test_takeOver_theCommitmentExpires() public {
        _commit(operator, OUTPUT);
        uint256 committedIn = vm.getBlockNumber();
        _nextBlock();
        _proposeFrom(stranger);
        uint256 snapshot = vm.snapshotState();
        vm.roll(committedIn + 256);
        _takeOver(operator);
        vm.revertToState(snapshot);
        vm.roll(committedIn + 257);
        _refuses(operator, IInferenceOracle.OracleCommitmentUnknown.selector);
    }

    function test_takeOver_committingAgainDoesNotRenew() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _proposeFrom(stranger);
        _nextBlock();
        _commit(operator, OUTPUT);
        _takeOver(operator);
        assertEq(_proposer(), operator);
    }

    function test_takeOver_inTheAnswersOwnSecondIsTooLate() public {
        _commit(operator, OUTPUT);
        vm.roll(vm.getBlockNumber() + 1);
        _proposeFrom(stranger);
        _refuses(operator, IInferenceOracle.OracleCommitmentTooLate.selector);
    }

    function test_takeOver_theOldestOfSeveralCounts() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _commit(rival, OUTPUT);
        _nextBlock();
        _proposeFrom(stranger);
        _takeOver(rival);
        _takeOver(operator);
        _refuses(rival, IInferenceOracle.OracleCommitmentTooLate.selector);
        _refuses(operator, IInferenceOracle.OracleCommitmentTooLate.selector);
        _finaliseNow();
        assertEq(oracle.creditWei(stranger), request.bondWei);
        assertEq(oracle.creditWei(rival), request.bondWei);
        assertEq(oracle.creditWei(operator), uint256(request.bondWei) + REWARD_WEI);
        assertEq(address(oracle).balance, 3 * uint256(request.bondWei) + REWARD_WEI + FEE_WEI);
    }

    /// The callback was made once and is made once; its fee goes with the answer, so that a copy that delivers earns nothing either.
    function test_takeOver_afterADeliveryDeliversNothingAgain() public {
        StoringConsumer consumer = new StoringConsumer(oracle);
        uint256 priceWei = oracle.estimateFee(modelId, consumer.CALLBACK_GAS());
        vm.recordLogs();
        vm.prank(requester);
        consumer.ask{value: priceWei}(modelId, INPUT);
        request = _lastRequested();
        requestId = oracle.requestIdOf(request);
        _commit(operator, OUTPUT);
        _nextBlock();
        _proposeFrom(stranger);
        assertEq(consumer.lastAnswer(), OUTPUT);
        _takeOver(operator);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleNothingToDeliver.selector, requestId));
        oracle.deliver(request, OUTPUT, "");
        _finaliseNow();
        assertEq(oracle.creditWei(stranger), request.bondWei);
        assertEq(oracle.creditWei(operator), uint256(request.bondWei) + REWARD_WEI + request.callbackFeeWei);
        assertEq(oracle.creditWei(address(consumer)), request.callbackFeeWei);
    }

    // Raced against a contradiction

    function test_takeOver_beforeAContradictionTheNewProposerIsTheCases() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _proposeFrom(stranger);
        _takeOver(operator);
        _contradict(request);
        Case memory disputed = oracle.caseOf(request);
        assertEq(disputed.proposer, operator);
        _rivalIsLeft(request);
        oracle.finaliseDispute(request, _roots(), _key(RIGHT));
        // The copier is out of it, bond and all.
        assertEq(oracle.creditWei(stranger), request.bondWei);
        assertEq(oracle.creditWei(operator), 0);
    }

    function test_takeOver_afterAContradictionIsTooLate() public {
        _commit(operator, OUTPUT);
        _nextBlock();
        _proposeFrom(stranger);
        _contradict(request);
        vm.prank(operator);
        uint256 bondWei = request.bondWei;
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceOracle.OracleRequestState.selector, requestId, RequestStatus.Disputed)
        );
        oracle.takeOver{value: bondWei}(request, SALT);
        assertEq(oracle.caseOf(request).proposer, stranger);
    }

    function test_commitmentOf_bindsOracleChainRequestAnswerAuthorAndSalt() public {
        bytes32 hash = keccak256(OUTPUT);
        bytes32 commitment = oracle.commitmentOf(requestId, hash, operator, SALT);
        assertEq(commitment, keccak256(abi.encode(address(oracle), block.chainid, requestId, hash, operator, SALT)));
        assertNotEq(commitment, oracle.commitmentOf(requestId + 1, hash, operator, SALT));
        assertNotEq(commitment, oracle.commitmentOf(requestId, ~hash, operator, SALT));
        assertNotEq(commitment, oracle.commitmentOf(requestId, hash, stranger, SALT));
        assertNotEq(commitment, oracle.commitmentOf(requestId, hash, operator, "other"));
        vm.chainId(block.chainid + 1);
        assertNotEq(commitment, oracle.commitmentOf(requestId, hash, operator, SALT));
    }

    /// Whatever the times, only a commitment of an earlier second takes an answer over.
    function testFuzz_takeOver_onlyTheOlder(uint32 committed, uint32 answered) public {
        committed = uint32(bound(committed, 0, 2 * BLOCK_SECONDS));
        answered = uint32(bound(answered, 0, 2 * BLOCK_SECONDS));
        uint256 start = vm.getBlockTimestamp();
        bool first = committed <= answered;
        vm.warp(start + (first ? committed : answered));
        if (first) _commit(operator, OUTPUT);
        else _proposeFrom(stranger);
        vm.roll(vm.getBlockNumber() + 1);
        vm.warp(start + (first ? answered : committed));
        if (first) _proposeFrom(stranger);
        else _commit(operator, OUTPUT);
        uint256 bondWei = request.bondWei;
        vm.prank(operator);
        (bool success,) = address(oracle).call{value: bondWei}(abi.encodeCall(oracle.takeOver, (request, SALT)));
        assertEq(success, committed < answered);
    }

    function _commit(address author, bytes memory output) private {
        bytes32 commitment = oracle.commitmentOf(requestId, keccak256(output), author, SALT);
        vm.prank(author);
        oracle.commit(commitment);
    }

    function _nextBlock() private {
        vm.roll(vm.getBlockNumber() + 1);
        skip(BLOCK_SECONDS);
    }

    function _proposeFrom(address from) private {
        if (from.balance < request.bondWei) vm.deal(from, request.bondWei);
        vm.prank(from);
        oracle.propose{value: request.bondWei}(request, OUTPUT, "");
    }

    function _takeOver(address author) private {
        if (author.balance < request.bondWei) vm.deal(author, request.bondWei);
        vm.prank(author);
        oracle.takeOver{value: request.bondWei}(request, SALT);
    }

    function _refuses(address author, bytes4 selector) private {
        uint256 bondWei = request.bondWei;
        if (author.balance < bondWei) vm.deal(author, bondWei);
        vm.prank(author);
        (bool success, bytes memory reason) =
            address(oracle).call{value: bondWei}(abi.encodeCall(oracle.takeOver, (request, SALT)));
        assertFalse(success);
        assertEq(bytes4(reason), selector);
    }

    function _finaliseNow() private {
        vm.warp(oracle.requestState(requestId).windowEnd);
        oracle.finalise(request);
    }

    function _proposer() private view returns (address) {
        return oracle.requestState(requestId).proposer;
    }
}
