// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DuelMove, Duels, DuelState, Phase, Place} from "../../../contracts/src/dispute/Duels.sol";
import {PlaceWords} from "../../../contracts/src/dispute/PlaceWords.sol";
import {
    ClaimStatus,
    EndProof,
    IDisputeCourt,
    LeafPlace,
    Statement
} from "../../../contracts/src/dispute/IDisputeCourt.sol";
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
        Table memory table = _duel(CLAMPS);
        bytes32 duelId =
            court.duelIdOf(table.caseId, table.openedCase.programRoot, _idOf(table, LIAR), _idOf(table, HONEST));
        DuelMove memory none;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeDuelExists.selector, duelId));
        court.openDuel(table.openedCase, table.keys[HONEST], table.keys[LIAR], none);
        vm.expectPartialRevert(IDisputeCourt.DisputeDuelExists.selector);
        court.openDuel(table.openedCase, table.keys[LIAR], table.keys[LIAR], none);
        bytes32 otherId = _idOf(table, OTHER);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, otherId, ClaimStatus.None));
        court.openDuel(table.openedCase, table.keys[OTHER], table.keys[LIAR], none);
    }

    function test_ATraceComesWithItsFirstMove() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        Statement memory said = _says(table, LIAR);
        DuelMove memory none;
        vm.prank(proposer);
        vm.expectRevert(IDisputeCourt.DisputeMoveShape.selector);
        court.commitTrace(table.openedCase, said, "", table.keys[HONEST], none);
        bytes32 otherId = _idOf(table, OTHER);
        vm.prank(proposer);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, otherId, ClaimStatus.None));
        court.commitTrace(table.openedCase, said, "", table.keys[OTHER], none);
        assertEq(_sideOf(table, _moverId(_commitTrace(table, LIAR))), HONEST, "the duel has begun");
    }

    /// @dev Else a rival that dies in the same block would make the proposer late.
    function test_ATraceIsTakenWithoutADuelWithTheDead() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        _claim(table, OTHER);
        _proveClaimFault(table, OTHER, LAST_CLAMP, 1);
        Statement memory said = _says(table, LIAR);
        DuelMove memory none;
        vm.prank(proposer);
        court.commitTrace(table.openedCase, said, "", table.keys[OTHER], none);
        _assertStatus(table, LIAR, ClaimStatus.Live);
        assertEq(_duelHash(table, LIAR, OTHER), 0);
        // Whoever wants the duel opens it.
        _openDuel(table, HONEST, LIAR);
    }

    /// @dev Somebody has claimed the proposer's trace before it, and duels already.
    function test_ATraceDoesNotBeginADuelAgain() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        _claim(table, LIAR);
        _openDuel(table, HONEST, LIAR);
        bytes32 state = _duelHash(table, HONEST, LIAR);
        skip(1);
        _commitTrace(table, LIAR);
        assertEq(uint8(court.caseState(table.caseId).proposerStatus), uint8(ClaimStatus.Merged));
        assertEq(_duelHash(table, HONEST, LIAR), state, "and no clock begins anew");
        assertEq(table.games, 1);
    }

    function _duelHash(Table memory table, uint256 one, uint256 other) private view returns (bytes32) {
        bytes32 programRoot = table.openedCase.programRoot;
        return court.duelHash(court.duelIdOf(table.caseId, programRoot, _idOf(table, one), _idOf(table, other)));
    }

    function test_WhatIsShownHashesToTheRoot() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        Move memory move = Moves.opening(table.plan, table.traces[LIAR], table.traces[HONEST]);
        uint256 last = move.said.nodes.length - 1;
        move.said.nodes[last] ^= bytes32(uint256(1));
        _refuseOpening(table, move, IDisputeCourt.DisputeDuelState.selector);
        move.said.nodes[last] ^= bytes32(uint256(1));
        move.said.preimage = "a leaf";
        _refuseOpening(table, move, IDisputeCourt.DisputeDuelState.selector);
        move.said.preimage = "";
        _claim(table, LIAR);
        court.openDuel(table.openedCase, table.keys[LIAR], table.keys[HONEST], move.said);
    }

    function _refuseOpening(Table memory table, Move memory move, bytes4 selector) private {
        uint256 snapshot = vm.snapshotState();
        _claim(table, LIAR);
        vm.expectPartialRevert(selector);
        court.openDuel(table.openedCase, table.keys[LIAR], table.keys[HONEST], move.said);
        vm.revertToState(snapshot);
    }

    function _expectRefused(Game memory game, Move memory move, bytes4 selector) private {
        (bool made, bytes memory result) = address(court).call(_moveCall(game, move));
        assertFalse(made, "refused");
        assertEq(bytes4(result), selector);
    }

    function test_OnlyTheFirstDifferenceIsAMove() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        // A second difference, in a leaf before the first one.
        Trace memory trace = table.traces[LIAR];
        Traces.setLeaf(trace, 0, 1, 0, Traces.leafOf(table.plan.records[2][1], "another", 0));
        table.keys[LIAR].traceRoot = trace.root;
        _claim(table, LIAR);
        Game memory game;
        game.shown = _says(table, LIAR).top;
        DuelMove memory right = Moves.opening(table.plan, table.traces[HONEST], trace).said;
        game.state.place = PlaceWords.begin(table.plan.instructionCount, 0, 0);
        (game.state.moverNode, game.state.otherNode) = (table.traces[HONEST].root, trace.root);
        Move memory move = Moves.nextAfter(table.plan, table.traces[HONEST], game, 1);
        assertTrue(move.possible, "there is a later difference");
        vm.expectPartialRevert(IDisputeCourt.DisputeDuelState.selector);
        court.openDuel(table.openedCase, table.keys[HONEST], table.keys[LIAR], move.said);
        court.openDuel(table.openedCase, table.keys[HONEST], table.keys[LIAR], right);
    }

    function test_EqualChildrenAreNoDifference() public {
        Table memory table = _table(FEW_CLAMPS);
        // The fourth clamp is the first wrong one; its neighbour on the left is equal.
        _setTrace(table, LIAR, Lie(0, 3, 40, 1, 0));
        table.openedCase = _case(table.plan, table.input, table.traces[LIAR].answer);
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        _claim(table, LIAR);
        DuelMove memory right = Moves.opening(table.plan, table.traces[HONEST], table.traces[LIAR]).said;
        assertEq(right.index, 3);
        // As if the third were shown: both have the same there, and what they have beside it differs.
        bytes32[] memory shown = _children(table.traces[HONEST], 2);
        DuelMove memory move;
        move.index = 2;
        move.nodes = new bytes32[](6 + shown.length);
        move.nodes[0] = table.traces[LIAR].lists[0][8 + 2];
        (move.nodes[1], move.nodes[2]) = (table.traces[HONEST].lists[0][8 + 3], table.traces[LIAR].lists[0][8 + 3]);
        (move.nodes[3], move.nodes[4], move.nodes[5]) = (right.nodes[2], right.nodes[3], right.nodes[4]);
        for (uint256 i = 0; i < shown.length; i++) {
            move.nodes[6 + i] = shown[i];
        }
        vm.expectRevert(IDisputeCourt.DisputeMoveNotFirst.selector);
        court.openDuel(table.openedCase, table.keys[HONEST], table.keys[LIAR], move);
        court.openDuel(table.openedCase, table.keys[HONEST], table.keys[LIAR], right);
    }

    /// @dev The leaves of a clamp's tensor.
    function _children(Trace memory trace, uint256 clamp) private pure returns (bytes32[] memory shown) {
        bytes32[] memory nodes = trace.tensors[0][clamp];
        shown = new bytes32[](nodes.length / 2);
        for (uint256 i = 0; i < shown.length; i++) {
            shown[i] = nodes[shown.length + i];
        }
    }

    function test_AMoveHasItsShape() public {
        Table memory table = _duel(CLAMPS);
        Game memory game = table.game[0];
        Move memory move = Moves.next(table.plan, table.traces[HONEST], game);
        bytes4 shape = IDisputeCourt.DisputeMoveShape.selector;
        bytes32[] memory nodes = move.said.nodes;
        move.said.nodes = new bytes32[](1);
        _expectRefused(game, move, shape);
        move.said.nodes = new bytes32[](nodes.length + 1);
        for (uint256 i = 0; i < nodes.length; i++) {
            move.said.nodes[i] = nodes[i];
        }
        _expectRefused(game, move, IDisputeCourt.DisputeDuelState.selector);
        move.said.nodes = nodes;
        move.said.index += 2;
        _expectRefused(game, move, shape);
        move.said.index -= 2;
        move.isLast = !move.isLast;
        _expectRefused(game, move, shape);
        move.isLast = !move.isLast;
        game.state.movesHash = "another";
        _expectRefused(game, move, IDisputeCourt.DisputeDuelState.selector);
    }

    /// @dev Else a move that reaches no leaf could be made in two ways.
    function test_ALeafIsShownWhereOneIsReached() public {
        Table memory table = _duel(CLAMPS);
        Game memory game = table.game[0];
        Move memory move = Moves.next(table.plan, table.traces[_sideOf(table, _moverId(game))], game);
        while (!move.isLast) {
            assertTrue(_act(table, 0));
            game = table.game[0];
            move = Moves.next(table.plan, table.traces[_sideOf(table, _moverId(game))], game);
        }
        assertEq(move.said.preimage.length, 0, "from a list to a tensor");
        bytes32 sides = Duels.hashOfSides(game.duel.caseId, game.duel.first, game.duel.second);
        DuelState memory state = game.state;
        bytes32 programRoot = game.duel.programRoot;
        vm.expectRevert(IDisputeCourt.DisputeMoveShape.selector);
        court.moveToLeaf(programRoot, sides, state.place, state.movesHash, move.said);
        assertTrue(_act(table, 0));
    }

    /// @dev The node above one descendant alone is that descendant, so that the number of what is shown has to be looked at.
    function test_AMoveShowsAllDescendants() public {
        Table memory table = _duel(CLAMPS);
        Game memory game = table.game[0];
        Move memory move = Moves.next(table.plan, table.traces[HONEST], game);
        uint256 ahead = move.said.nodes.length - 2;
        bytes32[] memory nodes = new bytes32[](ahead + 1);
        for (uint256 i = 0; i < ahead; i++) {
            nodes[i] = move.said.nodes[i];
        }
        nodes[ahead] = Traces.pair(move.said.nodes[ahead], move.said.nodes[ahead + 1]);
        move.said.nodes = nodes;
        _expectRefused(game, move, IDisputeCourt.DisputeMoveShape.selector);
        // Nor is it passed as a leaf.
        DuelMove memory leaf;
        leaf.index = move.said.index;
        leaf.nodes = new bytes32[](ahead);
        for (uint256 i = 0; i < ahead; i++) {
            leaf.nodes[i] = nodes[i];
        }
        Move memory right = Moves.next(table.plan, table.traces[HONEST], game);
        leaf.preimage = abi.encodePacked(right.said.nodes[ahead], right.said.nodes[ahead + 1]);
        move.said = leaf;
        _expectRefused(game, move, IDisputeCourt.DisputeMoveShape.selector);
    }

    function test_AMoveIsInTimeUpToItsLastSecond() public {
        Table memory table = _duel(CLAMPS);
        Game memory game = table.game[0];
        Move memory move = Moves.next(table.plan, table.traces[HONEST], game);
        uint256 last = block.timestamp + Courts.CLOCK_SECONDS;
        assertEq(_lastSecond(game), last);
        vm.warp(last + 1);
        _expectRefused(game, move, IDisputeCourt.DisputeTooLate.selector);
        vm.warp(last);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooEarly.selector, last + 1));
        court.timeout(game.duel, game.state);
        _act(table, 0);
        Place memory place = Duels.unpack(game.state.place);
        assertEq(place.moverSeconds, Courts.CLOCK_SECONDS, "the liar's clock is full");
        assertEq(place.otherSeconds, 0, "the honest side's clock is used up");
        _act(table, 0);
        // Raised to the increment, not by it.
        assertEq(Duels.unpack(game.state.place).moverSeconds, Courts.INCREMENT_SECONDS);
        vm.warp(block.timestamp + Courts.INCREMENT_SECONDS + 1);
        court.timeout(game.duel, game.state);
        _assertStatus(table, HONEST, ClaimStatus.TimedOut);
        // A duel with a dead side is over.
        bytes32 id = _idOf(table, HONEST);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, id, ClaimStatus.TimedOut));
        court.timeout(game.duel, game.state);
    }

    /// @dev A dead side may be moved for, which changes nothing: nobody falls to the dead's clock, and they don't fall again.
    function test_MovesOfTheDeadChangeNothing() public {
        Table memory table = _duel(CLAMPS);
        _claim(table, OTHER);
        Game memory second = _openDuel(table, OTHER, HONEST);
        skip(Courts.CLOCK_SECONDS + 1);
        court.timeout(table.game[0].duel, table.game[0].state);
        vm.warp(block.timestamp - 1);
        _assertStatus(table, HONEST, ClaimStatus.TimedOut);
        uint32 live = court.caseState(table.caseId).liveCount;
        _send(second, Moves.next(table.plan, table.traces[HONEST], second));
        skip(Courts.CLOCK_SECONDS + 1);
        assertEq(_sideOf(table, _moverId(second)), OTHER);
        bytes32 id = _idOf(table, HONEST);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, id, ClaimStatus.TimedOut));
        court.timeout(second.duel, second.state);
        assertEq(court.caseState(table.caseId).liveCount, live);
        _assertStatus(table, OTHER, ClaimStatus.Live);
    }

    /// @dev A leaf that was shown wrong is so, whatever has become of who shows it.
    function test_AFaultIsProvedByTheDead() public {
        Table memory table = _duel(CLAMPS);
        _claim(table, OTHER);
        _openDuel(table, OTHER, HONEST);
        _toTheLeaf(table);
        vm.warp(_lastSecond(table.game[1]) + 1);
        court.timeout(table.game[1].duel, table.game[1].state);
        _assertStatus(table, HONEST, ClaimStatus.TimedOut);
        assertTrue(_act(table, 0));
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        assertFalse(_act(table, 0), "and only once");
    }

    function test_AFaultIsProvedUnderTheAccusersTrace() public {
        Table memory table = _duel(CLAMPS);
        _toTheLeaf(table);
        Game memory game = table.game[0];
        uint256 side = _sideOf(table, _moverId(game));
        assertEq(side, HONEST, "the liar has shown its leaf");
        FaultProof memory proof = Proofs.ofDuel(table.plan, table.traces[HONEST], table.input, game);
        (bytes32 honestId, bytes32 liarId) = (_idOf(table, HONEST), _idOf(table, LIAR));
        vm.expectPartialRevert(IDisputeCourt.DisputeDuelState.selector);
        court.proveFault(table.openedCase, game.state, table.keys[LIAR], honestId, new bytes32[](0), proof);
        proof.element ^= 1;
        proof.witness = Proofs.ofDuel(table.plan, table.traces[HONEST], table.input, game).witness;
        vm.expectRevert(IDisputeCourt.DisputeNoFault.selector);
        court.proveFault(table.openedCase, game.state, table.keys[HONEST], liarId, new bytes32[](0), proof);
        assertTrue(_act(table, 0));
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, HONEST, ClaimStatus.Live);
    }

    function test_AnHonestLeafHasNoFault() public {
        Table memory table = _table(FEW_CLAMPS);
        table.openedCase.windowEnd += 1 days;
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        _commitTrace(table, LIAR);
        _toTheLeaf(table);
        Game memory game = table.game[0];
        assertEq(_sideOf(table, _moverId(game)), LIAR, "the honest side has shown its leaf");
        assertFalse(_act(table, 0));
        skip(Courts.CLOCK_SECONDS + 1);
        court.timeout(game.duel, game.state);
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
        (place.instruction, place.index) = (uint16(LAST_CLAMP), 1);
        bytes memory accused = table.traces[HONEST].leaves[0][LAST_CLAMP][1];
        FaultProof memory proof = Proofs.ofLeaf(table.plan, table.traces[LIAR], table.input, place, accused);
        proof.witness = Proofs.operandsOf(table.plan, table.traces[HONEST], table.input, place, proof.element);
        LeafPlace memory at =
            LeafPlace(0, 0, LAST_CLAMP, 1, keccak256(accused), Proofs.pathOf(table.traces[HONEST], 0, LAST_CLAMP, 1));
        vm.expectRevert(IDisputeCourt.DisputeNoFault.selector);
        court.proveClaimFault(table.openedCase, table.keys[HONEST], at, new bytes32[](0), proof);
        vm.expectRevert(IFaultProver.FaultPath.selector);
        court.proveClaimFault(table.openedCase, table.keys[LIAR], at, new bytes32[](0), proof);
        at.leafIndex += 2;
        vm.expectRevert(IFaultProver.FaultPath.selector);
        court.proveClaimFault(table.openedCase, table.keys[HONEST], at, new bytes32[](0), proof);
        _proveClaimFault(table, LIAR, LAST_CLAMP, 1);
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        assertEq(court.caseState(table.caseId).liveCount, 1);
    }

    /// @dev A leaf that is EMPTY, and one where there is none; neither has a preimage that anybody could show.
    function test_AClaimsLeafIsMissingOrTooMany() public {
        Table memory table = _table(FEW_CLAMPS);
        _open(table);
        for (uint256 leaf = 0; leaf < 4; leaf += 3) {
            table.traces[LIAR] = Liars.honest(table.plan, table.input);
            bytes32 node = leaf == 3 ? bytes32("nobody knows") : bytes32(0);
            Traces.setNode(table.traces[LIAR], 0, 1, 4 + leaf, node);
            table.keys[LIAR].outputHash = keccak256(table.traces[LIAR].answer);
            table.keys[LIAR].traceRoot = table.traces[LIAR].root;
            _claim(table, LIAR);
            FaultProof memory proof;
            proof.record = Proofs.recordOf(table.plan, 1);
            LeafPlace memory at = LeafPlace(0, 0, 1, leaf, node, Proofs.pathOf(table.traces[LIAR], 0, 1, leaf));
            court.proveClaimFault(table.openedCase, table.keys[LIAR], at, new bytes32[](0), proof);
            _assertStatus(table, LIAR, ClaimStatus.Faulted);
            _expectNoFaultOfTheHonest(table, leaf, proof);
        }
    }

    function _expectNoFaultOfTheHonest(Table memory table, uint256 leaf, FaultProof memory proof) private {
        Trace memory honest = Liars.honest(table.plan, table.input);
        bytes32 node = honest.tensors[0][1][4 + leaf];
        LeafPlace memory at = LeafPlace(0, 0, 1, leaf, node, Proofs.pathOf(honest, 0, 1, leaf));
        if (leaf == 3) vm.expectRevert(IDisputeCourt.DisputeNoFault.selector);
        else vm.expectRevert(IFaultProver.FaultPreimage.selector);
        court.proveClaimFault(table.openedCase, table.keys[HONEST], at, new bytes32[](0), proof);
    }

    function test_WhoFillsAnUnusedSlotDies() public {
        Table memory table = _table(FEW_CLAMPS);
        _open(table);
        for (uint256 side = 1; side < 3; side++) {
            table.traces[side] = Liars.honest(table.plan, table.input);
            Traces.setSlot(table.traces[side], 0, 8 + 6, Liars.garbage(side));
            table.keys[side].outputHash = keccak256(table.traces[side].answer);
            table.keys[side].traceRoot = table.traces[side].root;
            _claim(table, side);
        }
        _openDuel(table, LIAR, OTHER);
        assertTrue(_act(table, 0));
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, OTHER, ClaimStatus.Faulted);
        assertEq(court.caseState(table.caseId).liveCount, 2);
        assertFalse(_act(table, 0), "and only once");
        // Against the honest claim there was nothing to lose.
        _assertStatus(table, HONEST, ClaimStatus.Live);
    }

    /// @dev Who proves is repaid for the side that is right, whoever had to act.
    /// @dev Every run has a first step, so nothing has to be shown of where it had ended.
    function test_TheFirstStepIsNotEmpty() public {
        Table memory table = _table(STEPS);
        Trace memory trace = table.traces[LIAR];
        Traces.setStep(trace, trace.steps.length / 2, 0);
        table.keys[LIAR].traceRoot = trace.root;
        _open(table);
        Game memory game = _commitTrace(table, LIAR);
        while (Duels.unpack(game.state.place).phase == Phase.Move) {
            assertTrue(_act(table, 0), "a move");
        }
        Place memory place = Duels.unpack(game.state.place);
        assertEq(uint8(place.phase), uint8(Phase.End));
        assertEq(place.step, 0);
        EndProof memory nothing;
        bytes32 liarId = _idOf(table, LIAR);
        court.proveEnd(table.openedCase, game.state, table.keys[HONEST], liarId, new bytes32[](0), nothing);
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, HONEST, ClaimStatus.Live);
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
        Game memory game = _commitTrace(table, LIAR);
        while (Duels.unpack(game.state.place).phase == Phase.Move) _act(table, 0);
        assertEq(uint8(Duels.unpack(game.state.place).phase), uint8(Phase.End));
        EndProof memory proof = Proofs.ofEnd(table.plan, table.traces[LIAR], table.input, game);
        (bytes32 honestId, bytes32 otherId) = (_idOf(table, HONEST), _idOf(table, OTHER));
        vm.expectPartialRevert(IDisputeCourt.DisputeDuelState.selector);
        court.proveEnd(table.openedCase, game.state, table.keys[LIAR], otherId, new bytes32[](0), proof);
        // Either side may show it, whoever has to act; the truth decides.
        bytes32 before = game.state.movesHash;
        vm.txGasPrice(GAS_PRICE_WEI);
        vm.recordLogs();
        court.proveEnd(table.openedCase, game.state, table.keys[LIAR], honestId, new bytes32[](0), proof);
        _listen(game);
        _assertStatus(table, LIAR, ClaimStatus.Faulted);
        _assertStatus(table, HONEST, ClaimStatus.Live);
        bool honestIsSecond = game.duel.second == honestId;
        bytes32 forHonest = Duels.chain(before, address(this), PROOF_GAS * GAS_PRICE_WEI, honestIsSecond);
        assertEq(game.state.movesHash, forHonest);
    }
}
