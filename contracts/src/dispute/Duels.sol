// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDisputeCourt} from "./IDisputeCourt.sol";
import {PlaceWords} from "./PlaceWords.sol";
import {TraceNodes} from "../kernels/TraceNodes.sol";

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
    using PlaceWords for uint256;

    /// @dev How many bits are set in the numbers below 16, a byte each.
    uint256 private constant BITS_SET = 0x0001010201020203010202030203030400000000000000000000000000000000;

    function unpack(uint256 word) internal pure returns (Place memory place) {
        place.step = uint16(word >> PlaceWords.STEP);
        place.instruction = uint16(word >> PlaceWords.INSTRUCTION);
        place.index = uint32(word >> PlaceWords.INDEX);
        place.levels = uint8(word >> PlaceWords.LEVELS);
        place.segment = uint8(word >> PlaceWords.SEGMENT);
        place.phase = Phase(uint8(word >> PlaceWords.PHASE));
        place.isSecond = word.isSecond();
        place.turnAt = uint40(word >> PlaceWords.TURN_AT);
        place.moverSeconds = uint32(word >> PlaceWords.MOVER_SECONDS);
        place.otherSeconds = uint32(word >> PlaceWords.OTHER_SECONDS);
        place.instructionCount = uint16(word >> PlaceWords.INSTRUCTION_COUNT);
        place.stepLimit = uint16(word >> PlaceWords.STEP_LIMIT);
        place.item = uint8(word >> PlaceWords.ITEM);
        place.itemCount = uint8(word >> PlaceWords.ITEM_COUNT);
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

    /// @notice The chain of all moves with one more, by `actor` for one of the sides: `keccak256` of the four words.
    function chain(bytes32 movesHash, address actor, uint256 amountWei, bool forSecond)
        internal
        pure
        returns (bytes32 longer)
    {
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, movesHash)
            mstore(add(words, 0x20), actor)
            mstore(add(words, 0x40), amountWei)
            mstore(add(words, 0x60), forSecond)
            longer := keccak256(words, 0x80)
        }
    }

    /// @notice Whether the slot in which the two sides differ is one that no program fills.
    function isUnused(Place memory place) internal pure returns (bool) {
        return place.segment != PlaceWords.SEGMENT_STEPS || place.step > place.stepLimit;
    }

    /// @notice Goes down to the children that a move names.
    /// @param state Gets the two children: the other's is then the mover's node, since the turn goes to the other side.
    /// @return place Of the children. @return before Hash of the state that the move goes on from. @return shown Of the mover's child.
    function descend(DuelState memory state, uint256 index, bytes32[] calldata nodes, bytes calldata preimage)
        internal
        pure
        returns (uint256 place, bytes32 before, bytes32[] calldata shown)
    {
        unchecked {
            place = state.place;
            uint256 levels = place.stride();
            uint256 ahead = _ahead(levels, index);
            require(index >> levels == 0 && nodes.length >= ahead, IDisputeCourt.DisputeMoveShape());
            assembly ("memory-safe") {
                shown.offset := add(nodes.offset, shl(5, ahead))
                shown.length := sub(nodes.length, ahead)
            }
            bytes32 child = _childOf(shown, preimage);
            before = _climb(state, levels, index, child, nodes);
            (state.moverNode, state.otherNode) = (nodes[0], child);
            require(child != state.moverNode, IDisputeCourt.DisputeMoveNotFirst());
            place = place.below(levels, index);
        }
    }

    /// @dev Words of a move's nodes before those that the mover shows: the other's child and the siblings, of which there are two on each
    /// level, or one to the left.
    function _ahead(uint256 levels, uint256 index) private pure returns (uint256) {
        unchecked {
            uint256 leftSiblings;
            assembly ("memory-safe") {
                leftSiblings := byte(index, BITS_SET)
            }
            return 1 + 2 * levels - leftSiblings;
        }
    }

    /// @dev Hash of the state with the two nodes that the children number `index` below them are under. They differ first there, since one
    /// sibling to the left serves both.
    function _climb(DuelState memory state, uint256 levels, uint256 index, bytes32 child, bytes32[] calldata nodes)
        private
        pure
        returns (bytes32 stateHash)
    {
        assembly ("memory-safe") {
            let moverNode := child
            let from := nodes.offset
            let otherNode := calldataload(from)
            for {} levels { levels := sub(levels, 1) } {
                from := add(from, 0x20)
                switch and(index, 1)
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
                index := shr(1, index)
            }
            mstore(add(state, 0x40), moverNode)
            mstore(add(state, 0x60), otherNode)
            stateHash := keccak256(state, 0x80)
        }
    }

    /// @dev The node that the mover shows the descendants or the leaf of. A leaf that is EMPTY has nothing to show.
    function _childOf(bytes32[] calldata shown, bytes calldata preimage) private pure returns (bytes32) {
        if (preimage.length > 0) return keccak256(preimage);
        return shown.length > 0 ? TraceNodes.above(shown) : bytes32(0);
    }
}
