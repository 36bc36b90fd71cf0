// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Batches} from "../kernels/Batches.sol";
import {TensorTypes} from "../kernels/TensorTypes.sol";
import {IDisputeCourt} from "./IDisputeCourt.sol";
import {TraceNodes} from "../kernels/TraceNodes.sol";
import {AnswerRoot} from "../model/AnswerRoot.sol";

/// @notice What the side that has to act may do.
enum Phase {
    /// Show the first child in which the two nodes differ.
    Move,
    /// Prove the fault of the leaf that the other side has shown.
    Prove,
    /// Show which side is wrong about a slot that only one of them has, or that no program has.
    End
}

/// @notice Whose duel it is, and about what; its hash is the duel's id, so that who only moves doesn't pass it in.
struct Duel {
    bytes32 caseId;
    bytes32 programRoot;
    /// The two claims, the smaller id first.
    bytes32 first;
    bytes32 second;
}

/// @notice Where a duel has come to. The contract keeps a hash of it; who acts passes it in, as the event `DuelTurn` told it. The
/// *mover* is the side that has to act.
struct DuelState {
    /// A packed `Place`.
    uint256 place;
    /// Hash chain of who made which moves and what they are paid for them.
    bytes32 movesHash;
    /// The two nodes, which differ.
    bytes32 moverNode;
    bytes32 otherNode;
}

/// @notice A move of the side that has to act.
struct DuelMove {
    /// Which of the descendants that the other side has shown is the first to differ, from the left.
    uint256 index;
    /// The other side's child; then from below the siblings, which to the left are equal in both trees and passed once, and to the right
    /// the mover's before the other's; then what the mover shows: its next descendants, or where a slot differs its child alone.
    bytes32[] nodes;
    /// The mover's leaf with its header, where leaves are reached and it has one.
    bytes preimage;
}

/// @notice Where a duel is. All to the left of it is equal in both traces.
struct Place {
    /// Slot of a batch's items; 0 of a request that asks for one answer.
    uint8 item;
    /// Slots of the trace: the step (0 in a program without steps), then the instruction; of the slot `stepLimit`, the run's end, the
    /// end's tensor.
    uint16 step;
    uint16 instruction;
    /// Node of the current list or tensor, from the left, on its level, and the levels below it.
    uint32 index;
    uint8 levels;
    /// 0 items, 1 steps, 2 instructions, 3 tensor.
    uint8 segment;
    Phase phase;
    /// Whether the second claim is the mover.
    bool isSecond;
    /// When the turn began, unix time, and what mover and other then had on their clocks, in seconds.
    uint40 turnAt;
    uint32 moverSeconds;
    uint32 otherSeconds;
    /// Of the program; `stepLimit` is 0 in one without steps.
    uint16 instructionCount;
    uint16 stepLimit;
    /// Of the batch; 0 of a request that asks for one answer.
    uint8 itemCount;
}

/// @title Duels
/// @notice The moves of a duel, without clocks and money. A move goes down at most four levels.
library Duels {
    uint256 internal constant LEVELS_A_MOVE = AnswerRoot.TOP_LEVELS;
    uint8 internal constant SEGMENT_ITEMS = 0;
    uint8 internal constant SEGMENT_STEPS = 1;
    uint8 internal constant SEGMENT_INSTRUCTIONS = 2;
    uint8 internal constant SEGMENT_TENSOR = 3;
    /// @dev Slots of a run's end: the number of its tokens, and the tokens.
    uint256 private constant END_SLOTS = 2;
    /// @dev A leaf has a header and at most 1024 bytes: longer ones, which no program has, would make proofs dear.
    uint256 private constant MAX_PREIMAGE_BYTES = 1056;

    function pack(Place memory place) internal pure returns (uint256) {
        return uint256(place.step) | (uint256(place.instruction) << 16) | (uint256(place.index) << 32)
            | (uint256(place.levels) << 64) | (uint256(place.segment) << 72) | (uint256(uint8(place.phase)) << 80)
            | (uint256(place.isSecond ? 1 : 0) << 88) | (uint256(place.turnAt) << 96)
            | (uint256(place.moverSeconds) << 136) | (uint256(place.otherSeconds) << 168)
            | (uint256(place.instructionCount) << 200) | (uint256(place.stepLimit) << 216)
            | (uint256(place.item) << 232) | (uint256(place.itemCount) << 240);
    }

    function unpack(uint256 word) internal pure returns (Place memory place) {
        place.step = uint16(word);
        place.instruction = uint16(word >> 16);
        place.index = uint32(word >> 32);
        place.levels = uint8(word >> 64);
        place.segment = uint8(word >> 72);
        place.phase = Phase(uint8(word >> 80));
        place.isSecond = uint8(word >> 88) != 0;
        place.turnAt = uint40(word >> 96);
        place.moverSeconds = uint32(word >> 136);
        place.otherSeconds = uint32(word >> 168);
        place.instructionCount = uint16(word >> 200);
        place.stepLimit = uint16(word >> 216);
        place.item = uint8(word >> 232);
        place.itemCount = uint8(word >> 240);
    }

    function hashOfSides(bytes32 caseId, bytes32 first, bytes32 second) internal pure returns (bytes32) {
        return keccak256(abi.encode(caseId, first, second));
    }

    /// @notice A duel's id.
    function id(Duel memory duel) internal pure returns (bytes32) {
        return TraceNodes.pair(duel.programRoot, hashOfSides(duel.caseId, duel.first, duel.second));
    }

    /// @notice The duel of two claims of a case.
    function between(bytes32 caseId, bytes32 programRoot, bytes32 claimA, bytes32 claimB)
        internal
        pure
        returns (Duel memory)
    {
        return claimA < claimB ? Duel(caseId, programRoot, claimA, claimB) : Duel(caseId, programRoot, claimB, claimA);
    }

    function side(Duel memory duel, bool isSecond) internal pure returns (bytes32 claimId) {
        return isSecond ? duel.second : duel.first;
    }

    /// @notice What the contract keeps of a duel.
    function hash(DuelState memory state) internal pure returns (bytes32 stateHash) {
        assembly ("memory-safe") {
            stateHash := keccak256(state, 0x80)
        }
    }

    /// @notice The chain of all moves with one more, by `actor` for one of the sides.
    function chain(bytes32 movesHash, address actor, uint256 amountWei, bool forSecond)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(movesHash, actor, amountWei, forSecond));
    }

    /// @notice Where the duels of a program begin: at the root of its first list.
    /// @param stepLimit 0 in a program without steps. @param itemCount 0 of a request that asks for one answer, else at most 16.
    function begin(uint256 instructionCount, uint256 stepLimit, uint256 itemCount)
        internal
        pure
        returns (Place memory place)
    {
        // A program has at most 4096 of both.
        place.instructionCount = uint16(instructionCount);
        place.stepLimit = uint16(stepLimit);
        place.itemCount = uint8(itemCount);
        if (itemCount > 0) place.levels = uint8(Batches.depthOf(itemCount));
        else enterRun(place);
    }

    /// @notice Goes to the root of the first list of a run: of an item, or of all there is.
    function enterRun(Place memory place) internal pure {
        bool hasSteps = place.stepLimit > 0;
        place.segment = hasSteps ? SEGMENT_STEPS : SEGMENT_INSTRUCTIONS;
        place.levels = uint8(TensorTypes.depthOf(hasSteps ? uint256(place.stepLimit) + 1 : place.instructionCount));
        place.index = 0;
    }

    /// @notice Levels that the next move opens.
    function stride(Place memory place) internal pure returns (uint256) {
        return place.levels < LEVELS_A_MOVE ? place.levels : LEVELS_A_MOVE;
    }

    /// @notice Whether the place is in the end of a run with steps.
    function isEnd(Place memory place) internal pure returns (bool) {
        return place.stepLimit > 0 && place.step == place.stepLimit;
    }

    /// @notice Slots that the program has in the list of instructions of this step.
    function slotCount(Place memory place) internal pure returns (uint256) {
        return isEnd(place) ? END_SLOTS : place.instructionCount;
    }

    /// @notice Whether the slot in which the two sides differ is one that no program fills.
    function isUnused(Place memory place) internal pure returns (bool) {
        return place.segment != SEGMENT_STEPS || place.step > place.stepLimit;
    }

    /// @notice Goes down to the children that a move names.
    /// @param state Gets the nodes that the two children are under.
    /// @return child The mover's. @return shown What it shows of it.
    function descend(Place memory place, DuelState memory state, DuelMove calldata nextMove)
        internal
        pure
        returns (bytes32 child, bytes32[] calldata shown)
    {
        unchecked {
            uint256 levels = stride(place);
            uint256 index = nextMove.index;
            bytes32[] calldata nodes = nextMove.nodes;
            uint256 ahead = _ahead(levels, index);
            require(index >> levels == 0 && nodes.length >= ahead, IDisputeCourt.DisputeMoveShape());
            shown = nodes[ahead:];
            child = _childOf(shown, nextMove.preimage);
            require(child != nodes[0], IDisputeCourt.DisputeMoveNotFirst());
            (state.moverNode, state.otherNode) = _climb(levels, index, child, nodes);
            place.index = uint32((uint256(place.index) << levels) | index);
            place.levels -= uint8(levels);
        }
    }

    /// @dev Words of a move's nodes before those that the mover shows: the other's child and the siblings.
    function _ahead(uint256 levels, uint256 index) private pure returns (uint256 count) {
        unchecked {
            count = 1 + 2 * levels;
            // One sibling less for each that is to the left.
            for (; index > 0; index &= index - 1) {
                count--;
            }
        }
    }

    /// @dev The two nodes that the children number `index` below them are under. They differ first there, since one sibling to the
    /// left serves both.
    function _climb(uint256 levels, uint256 index, bytes32 child, bytes32[] calldata nodes)
        private
        pure
        returns (bytes32 moverNode, bytes32 otherNode)
    {
        assembly ("memory-safe") {
            moverNode := child
            let from := nodes.offset
            otherNode := calldataload(from)
            for { let i := 0 } lt(i, levels) { i := add(i, 1) } {
                from := add(from, 0x20)
                switch and(shr(i, index), 1)
                case 0 {
                    mstore(0x00, moverNode)
                    mstore(0x20, calldataload(from))
                    moverNode := keccak256(0x00, 0x40)
                    from := add(from, 0x20)
                    mstore(0x00, otherNode)
                    mstore(0x20, calldataload(from))
                    otherNode := keccak256(0x00, 0x40)
                }
                default {
                    mstore(0x00, calldataload(from))
                    mstore(0x20, moverNode)
                    moverNode := keccak256(0x00, 0x40)
                    mstore(0x20, otherNode)
                    otherNode := keccak256(0x00, 0x40)
                }
            }
        }
    }

    /// @dev The node that the mover shows the descendants or the leaf of. A leaf that is EMPTY has nothing to show.
    function _childOf(bytes32[] calldata shown, bytes calldata preimage) private pure returns (bytes32) {
        if (preimage.length > 0) return keccak256(preimage);
        return shown.length > 0 ? TraceNodes.above(shown) : bytes32(0);
    }

    /// @notice Whether what the mover shows has the shape that the place that was reached asks for.
    function isShape(Place memory place, uint256 shownCount, uint256 preimageBytes) internal pure returns (bool) {
        if (place.phase == Phase.Prove) return shownCount == 0 && preimageBytes <= MAX_PREIMAGE_BYTES;
        return preimageBytes == 0 && shownCount == (place.phase == Phase.End ? 1 : 1 << stride(place));
    }
}
