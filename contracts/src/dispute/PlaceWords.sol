// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Batches} from "../kernels/Batches.sol";
import {TensorTypes} from "../kernels/TensorTypes.sol";
import {AnswerRoot} from "../model/AnswerRoot.sol";
import {Phase} from "./Duels.sol";

/// @title PlaceWords
/// @notice Reads and changes a `Place` as it is packed. A move changes a few of its parts, and taking all of them apart would cost as much
/// as the rest of the move.
///
/// Item, step and instruction are entered once, when their list has ended, so they are 0 before.
library PlaceWords {
    uint256 internal constant SEGMENT_ITEMS = 0;
    uint256 internal constant SEGMENT_STEPS = 1;
    uint256 internal constant SEGMENT_INSTRUCTIONS = 2;
    uint256 internal constant SEGMENT_TENSOR = 3;
    uint256 internal constant LEVELS_A_MOVE = AnswerRoot.TOP_LEVELS;
    /// @dev Where each part begins, in bits.
    uint256 internal constant STEP = 0;
    uint256 internal constant INSTRUCTION = 16;
    uint256 internal constant INDEX = 32;
    uint256 internal constant LEVELS = 64;
    uint256 internal constant SEGMENT = 72;
    uint256 internal constant PHASE = 80;
    uint256 internal constant IS_SECOND = 88;
    uint256 internal constant TURN_AT = 96;
    uint256 internal constant MOVER_SECONDS = 136;
    uint256 internal constant OTHER_SECONDS = 168;
    uint256 internal constant INSTRUCTION_COUNT = 200;
    uint256 internal constant STEP_LIMIT = 216;
    uint256 internal constant ITEM = 232;
    uint256 internal constant ITEM_COUNT = 240;
    /// @dev Index, levels and segment.
    uint256 private constant LIST_BITS = uint256(type(uint48).max) << INDEX;
    /// @dev Index and levels.
    uint256 private constant NODE_BITS = uint256(type(uint40).max) << INDEX;
    /// @dev The turn's beginning and both clocks.
    uint256 private constant CLOCK_BITS = uint256(type(uint104).max) << TURN_AT;
    /// @dev Slots of a run's end: the number of its tokens, and the tokens.
    uint256 private constant END_SLOTS = 2;
    /// @dev A leaf has a header and at most 1024 bytes: longer ones, which no program has, would make proofs dear.
    uint256 private constant MAX_PREIMAGE_BYTES = 1056;

    /// @notice Where the duels of a program begin: at the root of its first list.
    /// @param stepLimit 0 in a program without steps; it has at most 4096 of these and of instructions. @param itemCount 0 of a request
    /// that asks for one answer, else at most 16.
    function begin(uint256 instructionCount, uint256 stepLimit, uint256 itemCount)
        internal
        pure
        returns (uint256 place)
    {
        place = (instructionCount << INSTRUCTION_COUNT) | (stepLimit << STEP_LIMIT) | (itemCount << ITEM_COUNT);
        return itemCount > 0 ? place | (Batches.depthOf(itemCount) << LEVELS) : enterRun(place);
    }

    /// @notice Goes to the root of the first list of a run: of an item, or of all there is.
    function enterRun(uint256 place) internal pure returns (uint256) {
        uint256 stepLimit = uint16(place >> STEP_LIMIT);
        if (stepLimit > 0) return enter(place, SEGMENT_STEPS, TensorTypes.depthOf(stepLimit + 1));
        return enter(place, SEGMENT_INSTRUCTIONS, TensorTypes.depthOf(uint16(place >> INSTRUCTION_COUNT)));
    }

    /// @notice Goes to the root of a list or a tensor with so many levels.
    function enter(uint256 place, uint256 segment, uint256 levels) internal pure returns (uint256) {
        return (place & ~LIST_BITS) | (levels << LEVELS) | (segment << SEGMENT);
    }

    /// @notice Goes down to descendant number `child`.
    function below(uint256 place, uint256 stride_, uint256 child) internal pure returns (uint256) {
        unchecked {
            uint256 index = (indexOf(place) << stride_) | child;
            return (place & ~NODE_BITS) | (index << INDEX) | ((levelsOf(place) - stride_) << LEVELS);
        }
    }

    /// @notice The turn begins now, with these clocks of who has to act and of the other side, in seconds.
    function clocked(uint256 place, uint256 moverSeconds, uint256 otherSeconds) internal view returns (uint256) {
        return (place & ~CLOCK_BITS) | (block.timestamp << TURN_AT) | (moverSeconds << MOVER_SECONDS)
            | (otherSeconds << OTHER_SECONDS);
    }

    /// @notice Has the other side act.
    function turned(uint256 place) internal pure returns (uint256) {
        return place ^ (1 << IS_SECOND);
    }

    function inPhase(uint256 place, Phase phase) internal pure returns (uint256) {
        return place | (uint256(phase) << PHASE);
    }

    function indexOf(uint256 place) internal pure returns (uint256) {
        return uint32(place >> INDEX);
    }

    function levelsOf(uint256 place) internal pure returns (uint256) {
        return uint8(place >> LEVELS);
    }

    function segmentOf(uint256 place) internal pure returns (uint256) {
        return uint8(place >> SEGMENT);
    }

    function phaseOf(uint256 place) internal pure returns (uint256) {
        return uint8(place >> PHASE);
    }

    function isSecond(uint256 place) internal pure returns (bool) {
        return uint8(place >> IS_SECOND) != 0;
    }

    function stepLimitOf(uint256 place) internal pure returns (uint256) {
        return uint16(place >> STEP_LIMIT);
    }

    function itemCountOf(uint256 place) internal pure returns (uint256) {
        return uint8(place >> ITEM_COUNT);
    }

    /// @notice Levels that the next move opens.
    function stride(uint256 place) internal pure returns (uint256 levels) {
        levels = levelsOf(place);
        if (levels > LEVELS_A_MOVE) levels = LEVELS_A_MOVE;
    }

    /// @notice Whether the place is in the end of a run with steps.
    function isEnd(uint256 place) internal pure returns (bool) {
        uint256 limit = stepLimitOf(place);
        return limit > 0 && uint16(place) == limit;
    }

    /// @notice Slots that the program has in the list of instructions of a step, or of the end of a run.
    function slotCount(uint256 place, bool ofEnd) internal pure returns (uint256) {
        return ofEnd ? END_SLOTS : uint16(place >> INSTRUCTION_COUNT);
    }

    /// @notice Whether what the mover shows has the shape that the place that was reached asks for.
    function isShape(uint256 place, uint256 shownCount, uint256 preimageBytes) internal pure returns (bool) {
        uint256 phase = phaseOf(place);
        if (phase == uint256(Phase.Prove)) return shownCount == 0 && preimageBytes <= MAX_PREIMAGE_BYTES;
        return preimageBytes == 0 && shownCount == (phase == uint256(Phase.End) ? 1 : 1 << stride(place));
    }
}
