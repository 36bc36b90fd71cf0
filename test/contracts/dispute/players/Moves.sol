// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../../../contracts/src/kernels/TensorTypes.sol";
import {Duel, DuelMove, Duels, DuelState, Place} from "../../../../contracts/src/dispute/Duels.sol";
import {Plan, Plans} from "./Plans.sol";
import {Trace, Traces} from "./Traces.sol";

/// @notice A duel as its events tell it.
struct Game {
    Duel duel;
    DuelState state;
    bytes32[] shown;
    bytes preimage;
}

/// @notice A side's move. Not possible for a trace that has a node without anything below it.
struct Move {
    bool possible;
    bool isLast;
    DuelMove said;
}

/// @title Moves
/// @notice What a side of a duel does, from its own trace and the events, written from docs and not from the contract.
library Moves {
    using TensorTypes for uint256;

    uint256 private constant STRIDE = 4;
    uint256 private constant MAX_PREIMAGE_BYTES = 1056;

    enum Reached {
        Node,
        Slot
    }

    /// @notice The first descendants of a trace's root, which a claim shows.
    /// @return possible Whether they hash to it.
    function topOf(Plan memory plan, Trace memory trace) internal pure returns (bool possible, bytes32[] memory top) {
        return _below(trace, _begin(plan, trace), trace.root);
    }

    /// @notice A place as the contract keeps it.
    function pack(Place memory place) internal pure returns (uint256) {
        return uint256(place.step) | (uint256(place.instruction) << 16) | (uint256(place.index) << 32)
            | (uint256(place.levels) << 64) | (uint256(place.segment) << 72) | (uint256(uint8(place.phase)) << 80)
            | (uint256(place.isSecond ? 1 : 0) << 88) | (uint256(place.turnAt) << 96)
            | (uint256(place.moverSeconds) << 136) | (uint256(place.otherSeconds) << 168)
            | (uint256(place.instructionCount) << 200) | (uint256(place.stepLimit) << 216)
            | (uint256(place.item) << 232) | (uint256(place.itemCount) << 240);
    }

    /// @notice The move that begins a duel with a claim that has shown its top.
    function opening(Plan memory plan, Trace memory trace, Trace memory other) internal pure returns (Move memory) {
        Game memory game;
        game.state = DuelState(pack(_begin(plan, trace)), 0, trace.root, other.root);
        (, game.shown) = topOf(plan, other);
        return nextAfter(plan, trace, game, 0);
    }

    function _begin(Plan memory plan, Trace memory trace) private pure returns (Place memory place) {
        if (trace.items.length > 0) place.levels = uint8(TensorTypes.depthOf(trace.itemNodes.length / 2));
        else _enterRun(plan, place);
    }

    /// @dev To the first list that a run has.
    function _enterRun(Plan memory plan, Place memory place) private pure {
        place.segment = plan.stepLimit > 0 ? 1 : 2;
        place.levels = uint8(TensorTypes.depthOf(plan.stepLimit > 0 ? plan.stepLimit + 1 : plan.instructionCount));
        place.index = 0;
    }

    /// @notice The move of the side that has to act.
    function next(Plan memory plan, Trace memory trace, Game memory game) internal pure returns (Move memory) {
        return nextAfter(plan, trace, game, 0);
    }

    /// @notice The same, past some differences: with `skipped` above 0 what somebody does who steers away from the first one.
    function nextAfter(Plan memory plan, Trace memory trace, Game memory game, uint256 skipped)
        internal
        pure
        returns (Move memory move)
    {
        Place memory place = Duels.unpack(game.state.place);
        bytes32[] memory own;
        (move.possible, own) = _below(trace, place, game.state.moverNode);
        if (!move.possible) return move;
        uint256 index = _difference(own, game.shown, skipped);
        move.possible = index < own.length;
        if (!move.possible) return move;
        move.said.index = index;
        uint256 levels = TensorTypes.depthOf(own.length);
        move.isLast = place.levels == levels;
        place.index = uint32((uint256(place.index) << levels) | index);
        place.levels -= uint8(levels);

        bytes32[] memory shown = new bytes32[](1);
        shown[0] = own[index];
        if (reach(plan, place, trace.items.length, own[index], game.shown[index]) == Reached.Node) {
            (move.possible, shown, move.said.preimage) = show(trace, place, own[index]);
        }
        move.said.nodes = _join(_front(own, game.shown, index), shown);
    }

    function _difference(bytes32[] memory own, bytes32[] memory others, uint256 skipped)
        private
        pure
        returns (uint256 index)
    {
        for (; index < own.length; index++) {
            if (own[index] == others[index]) continue;
            if (skipped == 0) break;
            skipped--;
        }
    }

    /// @dev The other side's child, and the siblings from below: on the left only the own one, on the right both.
    function _front(bytes32[] memory own, bytes32[] memory others, uint256 index)
        private
        pure
        returns (bytes32[] memory front)
    {
        (bytes32[] memory mine, bytes32[] memory theirs) = (_heap(own), _heap(others));
        front = new bytes32[](1 + 2 * TensorTypes.depthOf(own.length));
        uint256 count = 1;
        front[0] = others[index];
        for (uint256 i = own.length + index; i > 1; i /= 2) {
            front[count++] = mine[i ^ 1];
            if (i % 2 == 0) front[count++] = theirs[i ^ 1];
        }
        assembly ("memory-safe") {
            mstore(front, count)
        }
    }

    /// @notice Goes on where a list or a tensor has ended.
    function reach(Plan memory plan, Place memory place, uint256 items, bytes32 mine, bytes32 theirs)
        internal
        pure
        returns (Reached)
    {
        while (place.levels == 0 && place.segment < 3) {
            if (place.segment == 0) {
                place.item = uint8(place.index);
                if (place.item >= items) return Reached.Slot;
                _enterRun(plan, place);
                continue;
            }
            if (place.segment == 1) {
                place.step = uint16(place.index);
                if (place.step > plan.stepLimit || mine == 0 || theirs == 0) return Reached.Slot;
                place.levels = uint8(TensorTypes.depthOf(Plans.widthOf(plan, place.step)));
            } else {
                place.instruction = uint16(place.index);
                if (place.instruction >= Plans.widthOf(plan, place.step)) return Reached.Slot;
                uint256 typeWord = Plans.typeOf(plan, place.step, place.instruction);
                place.levels = uint8(TensorTypes.depthOf(typeWord.leafCount()));
            }
            place.segment++;
            place.index = 0;
        }
        return Reached.Node;
    }

    /// @notice What a trace has to show of the node at a place.
    function show(Trace memory trace, Place memory place, bytes32 node)
        internal
        pure
        returns (bool possible, bytes32[] memory shown, bytes memory preimage)
    {
        bytes32[] memory nodes = _nodesAt(trace, place);
        if (place.segment > 0 && trace.items.length > 0) trace = trace.items[place.item];
        if (place.levels == 0) {
            if (node == 0) return (true, shown, preimage);
            if (nodes.length > 0) preimage = trace.leaves[place.step][place.instruction][place.index];
            possible = keccak256(preimage) == node && preimage.length <= MAX_PREIMAGE_BYTES;
            return (possible, shown, preimage);
        }
        (possible, shown) = _below(trace, place, node);
    }

    /// @dev What is at most four levels below the node at a place.
    function _below(Trace memory trace, Place memory place, bytes32 node)
        private
        pure
        returns (bool possible, bytes32[] memory shown)
    {
        bytes32[] memory nodes = _nodesAt(trace, place);
        uint256 levels = place.levels < STRIDE ? place.levels : STRIDE;
        shown = new bytes32[](1 << levels);
        if (nodes.length == 0) return (false, shown);
        uint256 at = (nodes.length / 2 >> place.levels) + place.index;
        for (uint256 i = 0; i < shown.length; i++) {
            shown[i] = nodes[(at << levels) + i];
        }
        possible = above(shown) == node;
    }

    function _nodesAt(Trace memory trace, Place memory place) private pure returns (bytes32[] memory none) {
        if (place.segment == 0) return trace.itemNodes;
        if (trace.items.length > 0) trace = trace.items[place.item];
        if (place.segment == 1) return trace.steps;
        if (place.step >= trace.lists.length || trace.lists[place.step].length == 0) return none;
        return place.segment == 2 ? trace.lists[place.step] : trace.tensors[place.step][place.instruction];
    }

    /// @notice The node above so many others, a power of two.
    function above(bytes32[] memory nodes) internal pure returns (bytes32) {
        return _heap(nodes)[1];
    }

    function _heap(bytes32[] memory lowest) private pure returns (bytes32[] memory heap) {
        heap = new bytes32[](2 * lowest.length);
        for (uint256 i = 0; i < lowest.length; i++) {
            heap[lowest.length + i] = lowest[i];
        }
        Traces.fill(heap);
    }

    function _join(bytes32[] memory front, bytes32[] memory rest) private pure returns (bytes32[] memory list) {
        list = new bytes32[](front.length + rest.length);
        for (uint256 i = 0; i < list.length; i++) {
            list[i] = i < front.length ? front[i] : rest[i - front.length];
        }
    }
}
