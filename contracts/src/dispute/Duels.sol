// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDisputeCourt} from "./IDisputeCourt.sol";
import {TraceNodes} from "./TraceNodes.sol";

/// @notice What the side that has to act may do.
enum Phase {
    /// Show the first child in which the two nodes differ.
    Move,
    /// Prove the fault of the leaf that the other side has shown.
    Prove,
    /// Show whether the run had ended before the step that one side has and the other hasn't.
    End
}

/// @notice What a duel is about; the same during all of it.
struct Setting {
    bytes32 caseId;
    bytes32 programRoot;
    uint32 instructionCount;
    /// 0 in a program without steps.
    uint32 stepLimit;
}

/// @notice A duel between two claims of one case. The contract keeps one hash of it and of the two nodes that it has come to; who acts
/// passes it in, as the event `DuelTurn` told it. The *mover* is the side that has to act.
struct Duel {
    /// Hash of the `Setting`.
    bytes32 setting;
    /// The claim that has to act, and the other one.
    bytes32 mover;
    bytes32 other;
    /// Hash chain of who made which moves and what they are paid for them.
    bytes32 movesHash;
    /// A packed `Place`.
    uint256 place;
}

/// @notice The two nodes that a duel has come to; they differ.
struct Nodes {
    bytes32 mover;
    bytes32 other;
}

/// @notice Where a duel is. All to the left of it is equal in both traces.
struct Place {
    /// Slots of the trace: the step (0 in a program without steps), then the instruction; of the slot `stepLimit`, the run's end, the
    /// end's tensor.
    uint32 step;
    uint32 instruction;
    /// Node of the current list or tensor, from the left, on its level, and the levels below it.
    uint32 index;
    uint8 levels;
    /// 0 steps, 1 instructions, 2 tensor.
    uint8 segment;
    Phase phase;
    /// When the turn began, unix time, and what mover and other then had on their clocks, in seconds.
    uint40 turnAt;
    uint32 moverSeconds;
    uint32 otherSeconds;
}

/// @title Duels
/// @notice The moves of a duel, without clocks and money. A move goes down at most four levels.
library Duels {
    uint256 internal constant LEVELS_A_MOVE = 4;
    uint8 internal constant SEGMENT_STEPS = 0;
    uint8 internal constant SEGMENT_INSTRUCTIONS = 1;
    uint8 internal constant SEGMENT_TENSOR = 2;
    /// @dev A leaf has a header and at most 1024 bytes: longer ones, which no program has, would make proofs dear.
    uint256 private constant MAX_PREIMAGE_BYTES = 1056;

    function pack(Place memory place) internal pure returns (uint256) {
        return uint256(place.step) | (uint256(place.instruction) << 32) | (uint256(place.index) << 64)
            | (uint256(place.levels) << 96) | (uint256(place.segment) << 104) | (uint256(uint8(place.phase)) << 112)
            | (uint256(place.turnAt) << 120) | (uint256(place.moverSeconds) << 160)
            | (uint256(place.otherSeconds) << 192);
    }

    function unpack(uint256 word) internal pure returns (Place memory place) {
        place.step = uint32(word);
        place.instruction = uint32(word >> 32);
        place.index = uint32(word >> 64);
        place.levels = uint8(word >> 96);
        place.segment = uint8(word >> 104);
        place.phase = Phase(uint8(word >> 112));
        place.turnAt = uint40(word >> 120);
        place.moverSeconds = uint32(word >> 160);
        place.otherSeconds = uint32(word >> 192);
    }

    /// @notice What the contract keeps of a duel.
    function hash(Duel memory duel, Nodes memory nodes) internal pure returns (bytes32) {
        return keccak256(abi.encode(duel, nodes));
    }

    /// @notice Levels that the next move opens.
    function stride(Place memory place) internal pure returns (uint256) {
        return place.levels < LEVELS_A_MOVE ? place.levels : LEVELS_A_MOVE;
    }

    /// @notice Goes down to the children in which the two nodes first differ.
    /// @param index Which descendant, from the left.
    /// @param nodes The mover's child and the other's, then, level by level from below, the siblings of both, the mover's first. To the
    /// left they are equal.
    /// @return The nodes that the two children are under.
    function descend(Place memory place, uint256 index, bytes32[] calldata nodes) internal pure returns (Nodes memory) {
        unchecked {
            uint256 levels = stride(place);
            require(nodes.length >= 2 + 2 * levels && index >> levels == 0, IDisputeCourt.DisputeMoveShape());
            (bytes32 moverNode, bytes32 otherNode) = (nodes[0], nodes[1]);
            require(moverNode != otherNode, IDisputeCourt.DisputeMoveNotFirst());
            for (uint256 i = 0; i < levels; i++) {
                (bytes32 moverSibling, bytes32 otherSibling) = (nodes[2 + 2 * i], nodes[3 + 2 * i]);
                if ((index >> i) & 1 == 0) {
                    moverNode = TraceNodes.pair(moverNode, moverSibling);
                    otherNode = TraceNodes.pair(otherNode, otherSibling);
                } else {
                    require(moverSibling == otherSibling, IDisputeCourt.DisputeMoveNotFirst());
                    moverNode = TraceNodes.pair(moverSibling, moverNode);
                    otherNode = TraceNodes.pair(otherSibling, otherNode);
                }
            }
            place.index = uint32((uint256(place.index) << levels) | index);
            place.levels -= uint8(levels);
            return Nodes(moverNode, otherNode);
        }
    }

    /// @notice Checks what the mover shows of the node that it has come to: its next descendants, or its leaf. A leaf that is EMPTY
    /// has nothing to show.
    function checkShown(Place memory place, bytes32 node, bytes32[] calldata shown, bytes calldata preimage)
        internal
        pure
    {
        if (place.levels > 0) {
            require(shown.length == 1 << stride(place) && preimage.length == 0, IDisputeCourt.DisputeMoveShape());
            require(TraceNodes.above(shown) == node, IDisputeCourt.DisputeMoveNodes());
        } else {
            require(shown.length == 0 && preimage.length <= MAX_PREIMAGE_BYTES, IDisputeCourt.DisputeMoveShape());
            require(node == 0 ? preimage.length == 0 : keccak256(preimage) == node, IDisputeCourt.DisputeMoveNodes());
        }
    }
}
