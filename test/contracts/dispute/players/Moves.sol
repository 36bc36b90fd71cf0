// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../../../contracts/src/kernels/TensorTypes.sol";
import {Duel, Duels, Nodes, Place, Setting} from "../../../../contracts/src/dispute/Duels.sol";
import {Plan, Plans} from "./Plans.sol";
import {Trace, Traces} from "./Traces.sol";

/// @notice A duel as its events tell it.
struct Game {
    Setting setting;
    Duel duel;
    Nodes nodes;
    bytes32[] shown;
    bytes preimage;
}

/// @notice A side's move. Not possible for a trace that has a node without anything below it.
struct Move {
    bool possible;
    bool isLast;
    uint256 index;
    bytes32[] list;
    bytes preimage;
}

/// @title Moves
/// @notice What a side of a duel does, from its own trace and the events, written from docs and not from the contract.
library Moves {
    using TensorTypes for uint256;

    uint256 private constant STRIDE = 4;
    uint256 private constant MAX_PREIMAGE_BYTES = 1056;

    enum Reached {
        Node,
        Decision,
        RunsEnd
    }

    /// @notice Whether a trace can be shown first in a duel with the one with this root.
    function canOpen(Plan memory plan, Trace memory trace, bytes32 otherRoot) internal pure returns (bool possible) {
        Place memory place = _begin(plan, trace.root, otherRoot);
        (possible,,) = show(trace, place, trace.root);
    }

    function opening(Plan memory plan, Trace memory trace, bytes32 otherRoot)
        internal
        pure
        returns (bytes32[] memory shown, bytes memory preimage)
    {
        (, shown, preimage) = show(trace, _begin(plan, trace.root, otherRoot), trace.root);
    }

    function _begin(Plan memory plan, bytes32 root, bytes32 otherRoot) private pure returns (Place memory place) {
        place.segment = plan.stepLimit > 0 ? 0 : 1;
        place.levels = uint8(TensorTypes.depthOf(plan.stepLimit > 0 ? plan.stepLimit + 1 : plan.instructionCount));
        reach(plan, place, root, otherRoot);
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
        Place memory place = Duels.unpack(game.duel.place);
        bytes32[] memory own;
        (move.possible, own,) = show(trace, place, game.nodes.mover);
        if (!move.possible) return move;
        uint256 levels = TensorTypes.depthOf(own.length);
        for (; move.index < own.length; move.index++) {
            if (own[move.index] == game.shown[move.index]) continue;
            if (skipped == 0) break;
            skipped--;
        }
        move.possible = move.index < own.length;
        if (!move.possible) return move;
        move.isLast = place.levels == levels;
        (bytes32 mine, bytes32 theirs) = (own[move.index], game.shown[move.index]);
        bytes32[] memory front = new bytes32[](2 + 2 * levels);
        (front[0], front[1]) = (mine, theirs);
        _siblings(front, 2, own, move.index);
        _siblings(front, 3, game.shown, move.index);
        place.index = uint32((uint256(place.index) << levels) | move.index);
        place.levels -= uint8(levels);

        bytes32[] memory shown;
        if (reach(plan, place, mine, theirs) == Reached.Node) {
            (move.possible, shown, move.preimage) = show(trace, place, mine);
        }
        move.list = _join(front, shown);
    }

    /// @dev Siblings of the path from `index`, at every other place of `list` from `at` on.
    function _siblings(bytes32[] memory list, uint256 at, bytes32[] memory nodes, uint256 index) private pure {
        bytes32[] memory heap = _heap(nodes);
        for (uint256 i = nodes.length + index; i > 1; i /= 2) {
            list[at] = heap[i ^ 1];
            at += 2;
        }
    }

    /// @notice Goes on where a list or a tensor has ended.
    function reach(Plan memory plan, Place memory place, bytes32 mine, bytes32 theirs) internal pure returns (Reached) {
        while (place.levels == 0 && place.segment < 2) {
            if (place.segment == 0) {
                place.step = place.index;
                if (place.step > plan.stepLimit) return Reached.Decision;
                if (mine == 0 || theirs == 0) {
                    bool isSure = place.step == 0 || place.step == plan.stepLimit;
                    return isSure ? Reached.Decision : Reached.RunsEnd;
                }
                place.levels = uint8(TensorTypes.depthOf(Plans.widthOf(plan, place.step)));
            } else {
                place.instruction = place.index;
                if (place.instruction >= Plans.widthOf(plan, place.step)) return Reached.Decision;
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
        if (place.levels == 0) {
            if (node == 0) return (true, shown, preimage);
            if (nodes.length > 0) preimage = trace.leaves[place.step][place.instruction][place.index];
            possible = keccak256(preimage) == node && preimage.length <= MAX_PREIMAGE_BYTES;
            return (possible, shown, preimage);
        }
        uint256 levels = place.levels < STRIDE ? place.levels : STRIDE;
        shown = new bytes32[](1 << levels);
        if (nodes.length == 0) return (false, shown, preimage);
        uint256 at = (nodes.length / 2 >> place.levels) + place.index;
        for (uint256 i = 0; i < shown.length; i++) {
            shown[i] = nodes[(at << levels) + i];
        }
        possible = _heap(shown)[1] == node;
    }

    function _nodesAt(Trace memory trace, Place memory place) private pure returns (bytes32[] memory none) {
        if (place.segment == 0) return trace.steps;
        if (place.step >= trace.lists.length || trace.lists[place.step].length == 0) return none;
        return place.segment == 1 ? trace.lists[place.step] : trace.tensors[place.step][place.instruction];
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
