// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDisputeCourt, Statement} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {
    DeliverAt,
    IInferenceOracle,
    RequestState,
    RequestStatus
} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {Courts} from "./Courts.sol";
import {Table} from "./DuelTable.sol";
import {OracleCases} from "./OracleCases.sol";

/// @notice Disputes about answers of the oracle, and the requester's money to the wei; the cases are those of OracleDispute.tree.
contract OracleDisputeTest is OracleCases {
    function test_ContradictNeedsAnAnswerInItsWindow() public {
        Table memory table = _asked(DeliverAt.Finality);
        Statement memory said = _says(table, HONEST);
        vm.expectPartialRevert(IInferenceOracle.OracleRequestState.selector);
        oracle.contradict(request, said);
        _propose(table, LIAR);
        uint256 end = oracle.requestState(requestId).windowEnd;
        vm.deal(address(this), 10 ether);
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IInferenceOracle.OracleWindowOver.selector, end));
        oracle.contradict{value: request.bondWei}(request, said);
        vm.warp(end - 1);
        vm.expectPartialRevert(IInferenceOracle.OracleBond.selector);
        oracle.contradict{value: request.bondWei + 1}(request, said);
        said = _says(table, LIAR);
        vm.expectRevert(IDisputeCourt.DisputeSameAnswer.selector);
        oracle.contradict{value: request.bondWei}(request, said);
        _contradict(table, HONEST);
        assertEq(uint8(oracle.requestState(requestId).status), uint8(RequestStatus.Disputed));
        vm.warp(end);
        vm.expectPartialRevert(IInferenceOracle.OracleRequestState.selector);
        oracle.finalise(request);
        vm.expectPartialRevert(IInferenceOracle.OracleRequestState.selector);
        oracle.deliver(request, table.traces[LIAR].answer, "");
    }

    function test_BothBondsAreTheCourts() public {
        Table memory table = _asked(DeliverAt.Finality);
        _propose(table, LIAR);
        uint256 priceWei = address(oracle).balance - request.bondWei;
        _contradict(table, HONEST);
        assertEq(address(oracle).balance, priceWei);
        assertEq(address(court).balance, 2 * uint256(request.bondWei));
    }

    function test_FinaliseDisputeNeedsADispute() public {
        Table memory table = _asked(DeliverAt.Finality);
        _propose(table, LIAR);
        vm.expectPartialRevert(IInferenceOracle.OracleRequestState.selector);
        oracle.finaliseDispute(request, _roots(table), table.keys[HONEST]);
    }

    function test_AnOverturnedAnswerIsDeliveredAgain() public {
        Table memory table = _asked(DeliverAt.Answer);
        _propose(table, LIAR);
        assertEq(consumer.timesTaken(requestId), 1);
        _contradict(table, HONEST);
        _win(table, true);
        RequestState memory state = oracle.requestState(requestId);
        assertEq(uint8(state.status), uint8(RequestStatus.Final));
        assertEq(state.outputHash, keccak256(table.traces[HONEST].answer));
        assertEq(state.proposer, _sponsorOf(HONEST));
        assertFalse(state.delivered || state.deliverySucceeded);
        assertEq(oracle.creditWei(_sponsorOf(HONEST)), REWARD_WEI);
        assertEq(oracle.creditWei(requester), CALLBACK_FEE_WEI);
        assertEq(oracle.creditWei(proposer), 0, "a wrong answer's callback isn't paid");
        vm.expectPartialRevert(IInferenceOracle.OracleOutputMismatch.selector);
        oracle.deliver(request, table.traces[LIAR].answer, "");
        _deliver(table);
        assertEq(consumer.timesTaken(requestId), 2);
        _withdrawAll(CALLBACK_FEE_WEI + REWARD_WEI + CALLBACK_FEE_WEI);
    }

    function test_AnOverturnedAnswerIsDeliveredOnceAtFinality() public {
        Table memory table = _asked(DeliverAt.Finality);
        _propose(table, LIAR);
        _contradict(table, HONEST);
        _win(table, true);
        assertEq(consumer.timesTaken(requestId), 0);
        assertEq(oracle.creditWei(_sponsorOf(HONEST)), REWARD_WEI);
        assertEq(oracle.creditWei(requester), 0);
        _deliver(table);
        assertEq(consumer.timesTaken(requestId), 1);
        _withdrawAll(REWARD_WEI + CALLBACK_FEE_WEI);
    }

    function test_AnAnswerThatStandsIsPaidAsWithoutADispute() public {
        Table memory table = _asked(DeliverAt.Answer);
        _propose(table, HONEST);
        _contradict(table, LIAR);
        _commitTrace(table, HONEST);
        _win(table, false);
        assertEq(oracle.requestState(requestId).proposer, proposer);
        assertTrue(oracle.requestState(requestId).deliverySucceeded);
        assertEq(oracle.creditWei(proposer), REWARD_WEI + CALLBACK_FEE_WEI);
        assertEq(oracle.creditWei(requester), CALLBACK_FEE_WEI);
        vm.expectPartialRevert(IInferenceOracle.OracleNothingToDeliver.selector);
        oracle.deliver(request, table.traces[HONEST].answer, "");
        _withdrawAll(REWARD_WEI + 2 * CALLBACK_FEE_WEI);
    }

    function test_AnAnswerThatOthersDefendedPaysThemAndWhoDelivered() public {
        Table memory table = _asked(DeliverAt.Answer);
        _propose(table, HONEST);
        _contradict(table, LIAR);
        _claim(table, HONEST);
        _win(table, false);
        assertEq(oracle.creditWei(_sponsorOf(HONEST)), REWARD_WEI);
        assertEq(oracle.creditWei(proposer), CALLBACK_FEE_WEI);
        assertEq(oracle.creditWei(requester), CALLBACK_FEE_WEI);
        _withdrawAll(REWARD_WEI + 2 * CALLBACK_FEE_WEI);
    }

    function test_AnAnswerThatStandsAtFinalityIsStillToBeDelivered() public {
        Table memory table = _asked(DeliverAt.Finality);
        _propose(table, HONEST);
        _contradict(table, LIAR);
        _commitTrace(table, HONEST);
        _win(table, false);
        assertEq(oracle.creditWei(proposer), REWARD_WEI);
        _deliver(table);
        _withdrawAll(REWARD_WEI + CALLBACK_FEE_WEI);
    }

    function test_ADisputeThatNobodyWinsIsVoid() public {
        for (uint256 mode = 0; mode < 2; mode++) {
            Table memory table = _asked(DeliverAt(mode));
            uint256 priceWei = address(oracle).balance;
            _propose(table, LIAR);
            _contradict(table, HONEST);
            skip(Courts.COMMIT_SECONDS + Courts.JOIN_SECONDS + Courts.STALEMATE_SECONDS);
            oracle.finaliseDispute(request, _roots(table), table.keys[HONEST]);
            assertEq(uint8(oracle.requestState(requestId).status), uint8(RequestStatus.Disputed), "reopened");
            skip(Courts.COMMIT_SECONDS + Courts.JOIN_SECONDS);
            oracle.finaliseDispute(request, _roots(table), table.keys[HONEST]);
            assertEq(uint8(oracle.requestState(requestId).status), uint8(RequestStatus.Void));
            assertEq(oracle.creditWei(requester), priceWei);
            assertEq(oracle.withdraw(requester), priceWei);
            assertEq(address(oracle).balance, 0);
            vm.expectPartialRevert(IInferenceOracle.OracleRequestState.selector);
            oracle.finaliseDispute(request, _roots(table), table.keys[HONEST]);
        }
    }
}
