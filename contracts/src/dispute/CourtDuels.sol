// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Batches} from "../kernels/Batches.sol";
import {TensorTypes} from "../kernels/TensorTypes.sol";
import {CourtClaims} from "./CourtClaims.sol";
import {Duel, DuelMove, Duels, DuelState, Phase, Place} from "./Duels.sol";
import {
    Case,
    CaseState,
    ClaimKey,
    ClaimStatus,
    EndProof,
    IDisputeCourt,
    LeafPlace,
    Statement
} from "./IDisputeCourt.sol";
import {FaultContext, FaultProof, IFaultProver} from "./IFaultProver.sol";
import {PlaceWords} from "./PlaceWords.sol";
import {TraceAuthor} from "./TraceAuthor.sol";
import {TailCalls} from "../kernels/TailCalls.sol";
import {TraceNodes} from "../kernels/TraceNodes.sol";
import {IProgramRegistry} from "../model/IProgramRegistry.sol";

/// @title CourtDuels
/// @notice How two claims are compared, move by move, down to the leaf that one of them has wrong.
abstract contract CourtDuels is CourtClaims {
    using Duels for Duel;
    using PlaceWords for uint256;
    using TraceNodes for bytes32;

    /// @dev Of `isFault`'s second argument: after the context and this offset.
    uint256 private constant PROOF_OFFSET_BYTES = 10 * 32;

    /// @inheritdoc IDisputeCourt
    function commitTrace(
        Case calldata openedCase,
        Statement calldata statement,
        bytes calldata signature,
        ClaimKey calldata rival,
        DuelMove calldata openingMove
    ) external {
        bytes32 caseId = caseIdOf(openedCase);
        bytes32 traceRoot = TraceNodes.above(statement.top);
        require(
            msg.sender == openedCase.proposer
                || TraceAuthor.hasSigned(openedCase.proposer, caseId, traceRoot, statement.salt, signature),
            DisputeNotProposer(openedCase.proposer)
        );
        bytes32 claimId = _adopt(caseId, openedCase, statement, traceRoot);
        bytes32 rivalId = claimIdOf(caseId, rival);
        {
            ClaimStatus status = _claims[rivalId].status;
            require(status != ClaimStatus.None, DisputeClaimStatus(rivalId, status));
            // A rival that dies in this very block must not make the proposer late.
            if (status != ClaimStatus.Live || rivalId == claimId || _claims[claimId].status != ClaimStatus.Live) {
                return;
            }
        }
        Duel memory duel = Duels.between(caseId, openedCase.programRoot, claimId, rivalId);
        bytes32 duelId = Duels.id(duel);
        if (_duels[duelId] != 0) return;
        _openDuel(openedCase, duelId, duel, claimId, [traceRoot, rival.traceRoot], openingMove);
    }

    /// @inheritdoc IDisputeCourt
    function openDuel(
        Case calldata openedCase,
        ClaimKey calldata mover,
        ClaimKey calldata other,
        DuelMove calldata openingMove
    ) external returns (bytes32 duelId) {
        bytes32 caseId = caseIdOf(openedCase);
        CaseState storage state = _undecided(caseId);
        bytes32 moverId = _liveClaim(caseId, state, mover);
        Duel memory duel = Duels.between(caseId, openedCase.programRoot, moverId, _liveClaim(caseId, state, other));
        duelId = Duels.id(duel);
        require(duel.first != duel.second && _duels[duelId] == 0, DisputeDuelExists(duelId));
        _openDuel(openedCase, duelId, duel, moverId, [mover.traceRoot, other.traceRoot], openingMove);
    }

    /// @inheritdoc IDisputeCourt
    /// @dev That a side is dead isn't looked for: a duel has few moves, and each is made and repaid once, whether or not both live.
    function move(bytes32 duelId, uint256 place, bytes32 movesHash, uint256 index, bytes32[] calldata nodes) external {
        require(place.levelsOf() > PlaceWords.LEVELS_A_MOVE, DisputeMoveShape());
        _turn(duelId, _duels[duelId], 0, DuelState(place, movesHash, 0, 0), index, nodes, msg.data[:0]);
    }

    /// @inheritdoc IDisputeCourt
    function moveOn(
        bytes32 programRoot,
        bytes32 sidesHash,
        uint256 place,
        bytes32 movesHash,
        uint256 index,
        bytes32[] calldata nodes
    ) external {
        require(place.levelsOf() <= PlaceWords.LEVELS_A_MOVE, DisputeMoveShape());
        bytes32 duelId = TraceNodes.pair(programRoot, sidesHash);
        _turn(duelId, _duels[duelId], programRoot, DuelState(place, movesHash, 0, 0), index, nodes, msg.data[:0]);
    }

    /// @inheritdoc IDisputeCourt
    function moveToLeaf(
        bytes32 programRoot,
        bytes32 sidesHash,
        uint256 place,
        bytes32 movesHash,
        DuelMove calldata nextMove
    ) external {
        require(place.levelsOf() <= PlaceWords.LEVELS_A_MOVE && nextMove.preimage.length > 0, DisputeMoveShape());
        bytes32 duelId = TraceNodes.pair(programRoot, sidesHash);
        DuelState memory state = DuelState(place, movesHash, 0, 0);
        _turn(duelId, _duels[duelId], programRoot, state, nextMove.index, nextMove.nodes, nextMove.preimage);
    }

    /// @inheritdoc IDisputeCourt
    function proveFault(
        Case calldata openedCase,
        DuelState calldata state,
        ClaimKey calldata accuser,
        bytes32 accusedId,
        bytes32[] calldata item,
        FaultProof calldata proof
    ) external {
        bytes32 caseId = caseIdOf(openedCase);
        bytes32 accuserId = claimIdOf(caseId, accuser);
        bytes32 duelId = duelIdOf(caseId, openedCase.programRoot, accuserId, accusedId);
        Place memory place = _placeOf(duelId, state, Phase.Prove);
        require(place.isSecond == (accuserId > accusedId), DisputeDuelState(duelId));
        // Up to this leaf both traces are the same, so a fault is one whether or not the accuser lives.
        FaultContext memory context = _contextOf(openedCase, accuser.traceRoot, place.item, item);
        context.step = place.step;
        context.instruction = place.instruction;
        context.leafIndex = place.index;
        context.leafNode = state.otherNode;
        require(_isFault(context, proof), DisputeNoFault());
        _eliminate(caseId, accusedId, ClaimStatus.Faulted);
        _finish(duelId, state, PROOF_GAS, place.isSecond);
    }

    /// @inheritdoc IDisputeCourt
    function proveEnd(
        Case calldata openedCase,
        DuelState calldata state,
        ClaimKey calldata shower,
        bytes32 otherId,
        bytes32[] calldata item,
        EndProof calldata proof
    ) external {
        bytes32 caseId = caseIdOf(openedCase);
        Duel memory duel = Duels.between(caseId, openedCase.programRoot, claimIdOf(caseId, shower), otherId);
        Place memory place = _placeOf(Duels.id(duel), state, Phase.End);
        if (Duels.isUnused(place)) {
            _dropUnused(duel, state, place.isSecond);
            return;
        }
        // One of the two nodes is EMPTY; it is right exactly if the run had ended.
        bool moverIsRight = (state.moverNode == 0) == _hasEnded(openedCase, shower.traceRoot, place, item, proof);
        _eliminate(caseId, duel.side(place.isSecond != moverIsRight), ClaimStatus.Faulted);
        _finish(Duels.id(duel), state, PROOF_GAS, place.isSecond == moverIsRight);
    }

    /// @inheritdoc IDisputeCourt
    function proveClaimFault(
        Case calldata openedCase,
        ClaimKey calldata accused,
        LeafPlace calldata leaf,
        bytes32[] calldata item,
        FaultProof calldata proof
    ) external {
        bytes32 caseId = caseIdOf(openedCase);
        FaultContext memory context = _contextOf(openedCase, accused.traceRoot, leaf.item, item);
        context.step = leaf.step;
        context.instruction = leaf.instruction;
        context.leafIndex = leaf.leafIndex;
        context.leafNode = leaf.node;
        require(PROVER.isFaultOf(context, leaf.path, proof), DisputeNoFault());
        _eliminate(caseId, claimIdOf(caseId, accused), ClaimStatus.Faulted);
    }

    /// @inheritdoc IDisputeCourt
    function timeout(Duel calldata duel, DuelState calldata state) external {
        bytes32 duelId = Duels.id(duel);
        require(_duels[duelId] == Duels.hash(state), DisputeDuelState(duelId));
        Place memory place = Duels.unpack(state.place);
        // Nobody has to go on against the dead.
        _requireLive(duel.side(!place.isSecond));
        uint256 last = uint256(place.turnAt) + place.moverSeconds;
        require(block.timestamp > last, DisputeTooEarly(last + 1));
        _eliminate(duel.caseId, duel.side(place.isSecond), ClaimStatus.TimedOut);
    }

    /// @param roots The mover's trace and the other's.
    function _openDuel(
        Case calldata openedCase,
        bytes32 duelId,
        Duel memory duel,
        bytes32 moverId,
        bytes32[2] memory roots,
        DuelMove calldata openingMove
    ) private {
        emit DuelOpened(duel.caseId, duelId, duel.programRoot, duel.first, duel.second);
        (uint256 instructionCount,, uint256 stepLimit) = PROGRAMS.counts(duel.programRoot);
        uint256 place = PlaceWords.begin(instructionCount, stepLimit, Batches.countOf(openedCase.inputHash));
        if (moverId == duel.second) place = place.turned();
        place = place.clocked(CLOCK_SECONDS, CLOCK_SECONDS);
        bytes32 beginning = Duels.hash(DuelState(place, 0, roots[0], roots[1]));
        _turn(
            duelId,
            beginning,
            duel.programRoot,
            DuelState(place, 0, 0, 0),
            openingMove.index,
            openingMove.nodes,
            openingMove.preimage
        );
    }

    /// @param known Hash of the duel's state. @param programRoot Read only where a list or a tensor ends.
    /// @param state Of the duel; its nodes are computed here.
    function _turn(
        bytes32 duelId,
        bytes32 known,
        bytes32 programRoot,
        DuelState memory state,
        uint256 index,
        bytes32[] calldata nodes,
        bytes calldata preimage
    ) private {
        require(state.place.phaseOf() == uint256(Phase.Move), DisputeMoveShape());
        (uint256 place, bytes32 before, bytes32[] calldata shown) = Duels.descend(state, index, nodes, preimage);
        require(known == before, DisputeDuelState(duelId));
        if (place.levelsOf() == 0) {
            place = _reach(programRoot, place, state.moverNode == 0 || state.otherNode == 0);
        }
        require(place.isShape(shown.length, preimage.length), DisputeMoveShape());

        state.movesHash = _paid(state.movesHash, MOVE_GAS, place.isSecond());
        state.place = _handOver(place);
        _duels[duelId] = Duels.hash(state);
        _emitTurn(duelId, state, shown, preimage);
    }

    /// @dev Logs `DuelTurn` with the nodes or the leaf that were shown, of which there is one or nothing. A call's data can't be seen from
    /// outside where a contract made it.
    function _emitTurn(bytes32 duelId, DuelState memory state, bytes32[] calldata nodes, bytes calldata leaf) private {
        bytes32 topic = DuelTurn.selector;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, caller())
            mcopy(add(words, 0x20), state, 0x60)
            mstore(add(words, 0x80), 0xa0)
            let size := shl(5, nodes.length)
            let from := nodes.offset
            if leaf.length {
                size := leaf.length
                from := leaf.offset
            }
            mstore(add(words, 0xa0), size)
            let shown := add(words, 0xc0)
            // The last word of bytes ends in zeros, whatever was in memory there.
            mstore(add(shown, size), 0)
            calldatacopy(shown, from, size)
            log2(words, add(0xc0, and(add(size, 0x1f), not(0x1f))), topic, duelId)
        }
    }

    /// @dev Goes on to the next list or tensor where one has ended.
    /// @param someEmpty Whether one of the two nodes is EMPTY.
    function _reach(bytes32 programRoot, uint256 place, bool someEmpty) private view returns (uint256) {
        do {
            uint256 index = place.indexOf();
            uint256 segment = place.segmentOf();
            if (segment == PlaceWords.SEGMENT_ITEMS) {
                place |= index << PlaceWords.ITEM;
                if (index >= place.itemCountOf()) return place.inPhase(Phase.End);
                place = place.enterRun();
            } else if (segment == PlaceWords.SEGMENT_STEPS) {
                place |= index << PlaceWords.STEP;
                if (someEmpty || index > place.stepLimitOf()) return place.inPhase(Phase.End);
                place =
                    place.enter(PlaceWords.SEGMENT_INSTRUCTIONS, TensorTypes.depthOf(place.slotCount(place.isEnd())));
            } else if (segment == PlaceWords.SEGMENT_INSTRUCTIONS) {
                place |= index << PlaceWords.INSTRUCTION;
                bool isEnd = place.isEnd();
                if (index >= place.slotCount(isEnd)) return place.inPhase(Phase.End);
                uint256 levels = isEnd ? _endDepth(programRoot, index) : _tensorDepth(programRoot, index);
                place = place.enter(PlaceWords.SEGMENT_TENSOR, levels);
            } else {
                return place.inPhase(Phase.Prove);
            }
        } while (place.levelsOf() == 0);
        return place;
    }

    /// @dev `PROGRAMS.tensorDepth`, in every dispute's dearest move.
    function _tensorDepth(bytes32 programRoot, uint256 instruction) private view returns (uint256 depth) {
        address registry = address(PROGRAMS);
        bytes32 selector = IProgramRegistry.tensorDepth.selector;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, selector)
            mstore(add(words, 0x04), programRoot)
            mstore(add(words, 0x24), instruction)
            if iszero(staticcall(gas(), registry, words, 0x44, 0x00, 0x20)) {
                returndatacopy(words, 0x00, returndatasize())
                revert(words, returndatasize())
            }
            depth := mload(0x00)
        }
    }

    /// @dev Levels of a tensor of a run's end.
    function _endDepth(bytes32 programRoot, uint256 slot) private view returns (uint256) {
        // The number of tokens is one leaf.
        return slot == 0 ? 0 : PROGRAMS.endDepth(programRoot);
    }

    /// @dev Takes the mover's time, and hands the turn to the other side with at least the increment.
    function _handOver(uint256 place) private view returns (uint256) {
        uint256 last = uint256(uint40(place >> PlaceWords.TURN_AT)) + uint32(place >> PlaceWords.MOVER_SECONDS);
        require(block.timestamp <= last, DisputeTooLate(last));
        uint256 others = uint32(place >> PlaceWords.OTHER_SECONDS);
        // What is left of the mover's is at most what it had.
        return place.turned().clocked(others > INCREMENT_SECONDS ? others : INCREMENT_SECONDS, last - block.timestamp);
    }

    /// @dev Enters what is owed to the caller if the side that it acted for wins.
    function _paid(bytes32 movesHash, uint256 gasUnits, bool forSecond) private view returns (bytes32) {
        return Duels.chain(movesHash, msg.sender, gasUnits * Math.min(tx.gasprice, MOVE_GAS_PRICE_WEI), forSecond);
    }

    /// @dev Enters who ended a duel.
    function _finish(bytes32 duelId, DuelState memory state, uint256 gasUnits, bool forSecond) private {
        state.movesHash = _paid(state.movesHash, gasUnits, forSecond);
        _duels[duelId] = Duels.hash(state);
        emit DuelEnded(duelId, msg.sender, state.movesHash);
    }

    /// @dev A duel's place, which is in this phase.
    function _placeOf(bytes32 duelId, DuelState memory state, Phase phase) private view returns (Place memory place) {
        place = Duels.unpack(state.place);
        require(_duels[duelId] == Duels.hash(state) && place.phase == phase, DisputeDuelState(duelId));
    }

    /// @dev Nothing belongs in this slot: whoever has something is wrong, and the other may be right.
    function _dropUnused(Duel memory duel, DuelState memory state, bool moverIsSecond) private {
        bool moverDies = state.moverNode != 0 && _drop(duel.caseId, duel.side(moverIsSecond));
        bool otherDies = state.otherNode != 0 && _drop(duel.caseId, duel.side(!moverIsSecond));
        require(moverDies || otherDies, DisputeNoFault());
        _finish(Duels.id(duel), state, MOVE_GAS, moverIsSecond == (state.moverNode == 0));
    }

    /// @dev Eliminates a claim if it lives.
    function _drop(bytes32 caseId, bytes32 claimId) private returns (bool lives) {
        lives = _claims[claimId].status == ClaimStatus.Live;
        if (lives) _eliminate(caseId, claimId, ClaimStatus.Faulted);
    }

    /// @param operandsRoot Of the trace under which operands are opened. @param number Of the item that the proof is about.
    /// @param item Its input's hash and its trace's root, each with its siblings; nothing where one answer is asked for.
    function _contextOf(Case calldata openedCase, bytes32 operandsRoot, uint256 number, bytes32[] calldata item)
        private
        pure
        returns (FaultContext memory context)
    {
        context.programRoot = openedCase.programRoot;
        context.weightsRoot = openedCase.weightsRoot;
        context.inputHash = openedCase.inputHash;
        context.seed = openedCase.seed;
        context.operandsRoot = operandsRoot;
        uint256 count = Batches.countOf(openedCase.inputHash);
        if (count == 0) {
            require(number == 0 && item.length == 0, DisputeItem(number, count));
            return context;
        }
        // Input, root and seed are those of one place: else an item could be judged by another's input.
        uint256 half = 1 + Batches.depthOf(count);
        require(number < count && item.length == 2 * half, DisputeItem(number, count));
        context.inputHash = item[0];
        context.operandsRoot = item[half];
        context.seed = Batches.seedOf(openedCase.seed, number);
        require(
            Batches.bind(count, item[0].fold(number, item[1:half])) == openedCase.inputHash
                && item[half].fold(number, item[half + 1:]) == operandsRoot,
            DisputeItem(number, count)
        );
    }

    /// @dev `PROVER.isFault`. The court reads nothing of the proof.
    function _isFault(FaultContext memory context, FaultProof calldata proof) private view returns (bool) {
        uint256 tail;
        assembly ("memory-safe") {
            tail := proof
        }
        bytes memory head = abi.encodeWithSelector(IFaultProver.isFault.selector, context, PROOF_OFFSET_BYTES);
        return TailCalls.ask(address(PROVER), head, tail) == 1;
    }

    /// @dev Whether the run had ended before the step that a duel has come to.
    function _hasEnded(
        Case calldata openedCase,
        bytes32 operandsRoot,
        Place memory place,
        bytes32[] calldata item,
        EndProof calldata proof
    ) private view returns (bool) {
        // Every run has a first step and an end.
        if (place.step == 0 || place.step == place.stepLimit) return false;
        FaultContext memory context = _contextOf(openedCase, operandsRoot, place.item, item);
        context.step = place.step;
        return PROVER.hasEnded(context, proof.emptySiblings, proof.witness);
    }
}
