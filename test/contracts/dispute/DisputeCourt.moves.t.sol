// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Duels, Phase, Place} from "../../../contracts/src/dispute/Duels.sol";
import {ClaimStatus, IDisputeCourt, LeafPlace, Statement} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {FaultProof, IFaultProver} from "../../../contracts/src/dispute/IFaultProver.sol";
import {Courts} from "./Courts.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Table} from "./DuelTable.sol";
import {Liars} from "./players/Liars.sol";
import {Game, Move, Moves} from "./players/Moves.sol";
import {Proofs} from "./players/Proofs.sol";
import {Lie} from "./players/Runs.sol";
import {Trace, Traces} from "./players/Traces.sol";

/// @notice Duels move by move; the cases are those of DisputeCourt.tree.
contract DisputeCourtMovesTest is DisputeCases {
    function test_ADuelIsOpenedOnceByLivingClaims() public {
        Table memory table = _duel(CLAMPS, HONEST);
        bytes32 duelId = court.duelIdOf(_idOf(table, HONEST), _idOf(table, LIAR));
        bytes32[] memory none;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeDuelExists.selector, duelId));
        court.openDuel(table.openedCase, table.keys[LIAR], table.keys[HONEST], none, "");
        vm.expectPartialRevert(IDisputeCourt.DisputeDuelExists.selector);
        court.openDuel(table.openedCase, table.keys[LIAR], table.keys[LIAR], none, "");
        bytes32 otherId = _idOf(table, OTHER);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, otherId, ClaimStatus.None));
        court.openDuel(table.openedCase, table.keys[OTHER], table.keys[LIAR], none, "");
    }

    function test_WhatIsShownHashesToTheRoot() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        _commitTrace(table, LIAR);
        (bytes32[] memory shown,) = Moves.opening(table.plan, table.traces[LIAR], table.traces[HONEST].root);
        shown[3] ^= bytes32(uint256(1));
        vm.expectRevert(IDisputeCourt.DisputeMoveNodes.selector);
        court.openDuel(table.openedCase, table.keys[LIAR], table.keys[HONEST], shown, "");
        vm.expectRevert(IDisputeCourt.DisputeMoveShape.selector);
        court.openDuel(table.openedCase, table.keys[LIAR], table.keys[HONEST], new bytes32[](4), "");
        shown[3] ^= bytes32(uint256(1));
        vm.expectRevert(IDisputeCourt.DisputeMoveShape.selector);
        court.openDuel(table.openedCase, table.keys[LIAR], table.keys[HONEST], shown, "a leaf");
    }

    function test_OnlyTheFirstDifferenceIsAMove() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        // A second difference, in a leaf after the first one.
        _setTrace(table, LIAR, Lie(0, 4, 40, 1, 0));
        Trace memory trace = table.traces[LIAR];
        Traces.setLeaf(trace, 0, 1, 0, Traces.leafOf(table.plan.records[2][1], "another", 0));
        table.keys[LIAR].traceRoot = trace.root;
        _commitTrace(table, LIAR);
        Game memory game = _openDuel(table, LIAR, HONEST);
        Move memory move = Moves.nextAfter(table.plan, table.traces[HONEST], game, 1);
        assertTrue(move.possible, "there is a later difference");
        vm.expectRevert(IDisputeCourt.DisputeMoveNotFirst.selector);
        court.moveOn(game.duel, game.setting, move.index, move.list, move.preimage);
        _send(game, Moves.next(table.plan, table.traces[HONEST], game));
    }

    function test_EqualChildrenAreNoDifference() public {
        Table memory table = _table(CLAMPS);
        // The fourth clamp is the first wrong one; its neighbour on the left is equal.
        _setTrace(table, LIAR, Lie(0, 3, 40, 1, 0));
        table.openedCase = _case(table.plan, table.input, table.traces[LIAR].answer);
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        _commitTrace(table, LIAR);
        Game memory game = _openDuel(table, LIAR, HONEST);
        Move memory move = Moves.next(table.plan, table.traces[HONEST], game);
        assertEq(move.index, 3);
        uint256 levels = 3;
        move.index ^= 1;
        (move.list[0], move.list[2]) = (move.list[2], move.list[0]);
        (move.list[1], move.list[3]) = (move.list[3], move.list[1]);
        assertEq(move.list[0], move.list[1]);
        assertGt(move.list.length, 2 + 2 * levels);
        vm.expectRevert(IDisputeCourt.DisputeMoveNotFirst.selector);
        court.moveOn(game.duel, game.setting, move.index, move.list, move.preimage);
    }

    function test_AMoveHasItsShape() public {
        Table memory table = _duel(CLAMPS, LIAR);
        Game memory game = table.game[0];
        Move memory move = Moves.next(table.plan, table.traces[HONEST], game);
        _refuse(game, move, IDisputeCourt.DisputeMoveShape.selector, 0);
        _refuse(game, move, IDisputeCourt.DisputeMoveShape.selector, 1);
        _refuse(game, move, IDisputeCourt.DisputeMoveShape.selector, 2);
        _refuse(game, move, IDisputeCourt.DisputeMoveShape.selector, 3);
        game.duel.movesHash = "another";
        vm.expectPartialRevert(IDisputeCourt.DisputeDuelState.selector);
        court.moveOn(game.duel, game.setting, move.index, move.list, move.preimage);
    }

    function _refuse(Game memory game, Move memory move, bytes4 selector, uint256 how) private {
        bytes32[] memory list = move.list;
        if (how == 0) list = new bytes32[](7);
        if (how == 3) game.setting.stepLimit++;
        uint256 index = how == 1 ? move.index + 8 : move.index;
        vm.expectRevert(selector);
        if (how == 2) court.move(game.duel, index, list);
        else court.moveOn(game.duel, game.setting, index, list, move.preimage);
        if (how == 3) game.setting.stepLimit--;
    }

    function test_AMoveIsInTimeUpToItsLastSecond() public {
        Table memory table = _duel(CLAMPS, LIAR);
        Game memory game = table.game[0];
        Move memory move = Moves.next(table.plan, table.traces[HONEST], game);
        uint256 last = block.timestamp + Courts.CLOCK_SECONDS;
        assertEq(_lastSecond(game), last);
        vm.warp(last + 1);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooLate.selector, last));
        court.moveOn(game.duel, game.setting, move.index, move.list, move.preimage);
        vm.warp(last);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooEarly.selector, last + 1));
        court.timeout(game.duel, game.setting, game.nodes);
        _act(table, 0);
        Place memory place = Duels.unpack(game.duel.place);
        assertEq(place.moverSeconds, Courts.CLOCK_SECONDS, "the liar's clock is full");
        assertEq(place.otherSeconds, 0, "the honest side's clock is used up");
        _act(table, 0);
        // Raised to the increment, not by it.
        assertEq(Duels.unpack(game.duel.place).moverSeconds, Courts.INCREMENT_SECONDS);
        vm.warp(block.timestamp + Courts.INCREMENT_SECONDS + 1);
        court.timeout(game.duel, game.setting, game.nodes);
        _assertStatus(table, HONEST, ClaimStatus.TimedOut);
        // A duel with a dead side is over.
        bytes32 id = _idOf(table, HONEST);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, id, ClaimStatus.TimedOut));
        court.timeout(game.duel, game.setting, game.nodes);
    }

    function test_TheDeadDoNotMove() public {
        Table memory table = _duel(CLAMPS, LIAR);
        _claim(table, OTHER);
        Game memory second = _openDuel(table, OTHER, HONEST);
        Move memory move = Moves.next(table.plan, table.traces[HONEST], second);
        skip(Courts.CLOCK_SECONDS + 1);
        court.timeout(table.game[0].duel, table.game[0].setting, table.game[0].nodes);
        vm.warp(block.timestamp - 1);
        vm.expectPartialRevert(IDisputeCourt.DisputeClaimStatus.selector);
        court.moveOn(second.duel, second.setting, move.index, move.list, move.preimage);
    }

    function test_AFaultIsProvedUnderTheAccusersTrace() public {
        Table memory table = _duel(CLAMPS, LIAR);
        _toTheLeaf(table);
        Game memory game = table.game[0];
        uint256 side = _sideOf(table, game.duel.mover);
        assertEq(side, HONEST, "the liar has shown its leaf");
        FaultProof memory proof = Proofs.ofDuel(table.plan, table.traces[HONEST], table.input, game);
        vm.expectPartialRevert(IDisputeCourt.DisputeDuelState.selector);
        court.proveFault(table.openedCase, game.duel, game.nodes, table.keys[LIAR], proof);
        proof.element ^= 1;
        proof.witness = Proofs.ofDuel(table.plan, table.traces[HONEST], table.input, game).witness;
        vm.expectRevert(IDisputeCourt.DisputeNoFault.selector);
        court.proveFault(table.openedCase, game.duel, game.nodes, table.keys[HONEST], proof);
        assertTrue(_act(table, 0));
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, HONEST, ClaimStatus.Live);
    }

    function test_AnHonestLeafHasNoFault() public {
        Table memory table = _table(CLAMPS);
        table.openedCase.windowEnd += 1 days;
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        _commitTrace(table, LIAR);
        _openDuel(table, HONEST, LIAR);
        _toTheLeaf(table);
        Game memory game = table.game[0];
        assertEq(_sideOf(table, game.duel.mover), LIAR, "the honest side has shown its leaf");
        assertFalse(_act(table, 0));
        skip(Courts.CLOCK_SECONDS + 1);
        court.timeout(game.duel, game.setting, game.nodes);
        _assertStatus(table, LIAR, ClaimStatus.TimedOut);
        // It may claim the same again, but a fault that was proved is for ever.
        table.keys[LIAR].attempt = 1;
        _claim(table, LIAR);
        _assertStatus(table, LIAR, ClaimStatus.Live);
        _proveClaimFault(table, LIAR, 4, 1);
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        uint256 bondWei = court.bondWei(table.caseId, BOND_WEI);
        bytes32 id = _idOf(table, LIAR);
        Statement memory said = _says(table, LIAR);
        hoax(proposer, bondWei);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeAlreadyClaimed.selector, id));
        court.claim{value: bondWei}(table.openedCase, said);
    }

    function test_AClaimsFaultIsProvedWithoutADuel() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        _commitTrace(table, LIAR);
        Place memory place;
        (place.instruction, place.index) = (4, 1);
        FaultProof memory proof =
            Proofs.ofLeaf(table.plan, table.traces[LIAR], table.input, place, table.traces[HONEST].leaves[0][4][1]);
        proof.witness = Proofs.operandsOf(table.plan, table.traces[HONEST], table.input, place, 8);
        LeafPlace memory at = LeafPlace(0, 4, 1, Proofs.pathOf(table.traces[HONEST], 0, 4, 1));
        vm.expectRevert(IDisputeCourt.DisputeNoFault.selector);
        court.proveClaimFault(table.openedCase, table.keys[HONEST], at, proof);
        vm.expectRevert(IFaultProver.FaultPath.selector);
        court.proveClaimFault(table.openedCase, table.keys[LIAR], at, proof);
        at.leafIndex += 4;
        vm.expectRevert(IFaultProver.FaultPath.selector);
        court.proveClaimFault(table.openedCase, table.keys[HONEST], at, proof);
        _proveClaimFault(table, LIAR, 4, 1);
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        assertEq(court.caseState(table.caseId).liveCount, 1);
    }

    function test_WhoFillsAnUnusedSlotDies() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        for (uint256 side = 1; side < 3; side++) {
            table.traces[side] = Liars.honest(table.plan, table.input);
            Traces.setSlot(table.traces[side], 0, 8 + 6, Liars.garbage(side));
            table.keys[side].outputHash = keccak256(table.traces[side].answer);
            table.keys[side].traceRoot = table.traces[side].root;
            _claim(table, side);
        }
        _openDuel(table, LIAR, OTHER);
        _act(table, 0);
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, OTHER, ClaimStatus.Faulted);
        assertEq(court.caseState(table.caseId).liveCount, 2);
    }

    function test_TheEndOfARunIsProved() public {
        Table memory table = _table(STEPS);
        Lie memory lie;
        // One step less than the run has.
        lie.endsAfter = table.input.length + 1;
        _setTrace(table, LIAR, lie);
        table.openedCase = _case(table.plan, table.input, table.traces[LIAR].answer);
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        _commitTrace(table, LIAR);
        Game memory game = _openDuel(table, LIAR, HONEST);
        while (Duels.unpack(game.duel.place).phase == Phase.Move) _act(table, 0);
        assertEq(uint8(Duels.unpack(game.duel.place).phase), uint8(Phase.End));
        vm.expectPartialRevert(IDisputeCourt.DisputeDuelState.selector);
        court.proveEnd(
            table.openedCase,
            game.duel,
            game.nodes,
            Proofs.ofEnd(table.plan, table.traces[HONEST], table.keys[OTHER], table.input, game)
        );
        // Either side may show it, whoever has to act; the truth decides.
        court.proveEnd(
            table.openedCase,
            game.duel,
            game.nodes,
            Proofs.ofEnd(table.plan, table.traces[LIAR], table.keys[LIAR], table.input, game)
        );
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, HONEST, ClaimStatus.Live);
    }
}
