// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Duels, Place} from "../../../../contracts/src/dispute/Duels.sol";
import {EndProof} from "../../../../contracts/src/dispute/IDisputeCourt.sol";
import {FaultProof} from "../../../../contracts/src/dispute/IFaultProver.sol";
import {TensorTypes} from "../../../../contracts/src/kernels/TensorTypes.sol";
import {Inputs} from "../../kernels/Inputs.sol";
import {Game} from "./Moves.sol";
import {Plan, Plans} from "./Plans.sol";
import {Trace, Traces} from "./Traces.sol";

/// @title Proofs
/// @notice Proofs about one leaf, whose operands are opened under the trace of whoever proves.
library Proofs {
    using TensorTypes for uint256;

    uint256 private constant HEADER_BYTES = 32;
    uint256 private constant LEAF_BYTES = 64;
    uint256 private constant TOP_LEVELS = 4;

    /// @notice Proves the leaf that a duel has come to wrong.
    function ofDuel(Plan memory plan, Trace memory trace, bytes memory input, Game memory game)
        internal
        pure
        returns (FaultProof memory proof)
    {
        Place memory place = Duels.unpack(game.state.place);
        return ofLeaf(plan, trace, input, place, game.preimage);
    }

    /// @notice Proves that a trace has another leaf than `accused` at a place.
    function ofLeaf(Plan memory plan, Trace memory trace, bytes memory input, Place memory place, bytes memory accused)
        internal
        pure
        returns (FaultProof memory proof)
    {
        bool isEnd = plan.stepLimit > 0 && place.step == plan.stepLimit;
        proof.preimage = accused;
        uint256 typeWord = Plans.typeOf(plan, place.step, place.instruction);
        bytes memory own = trace.leaves[place.step][place.instruction][place.index];
        proof.element = _firstWrong(own, accused, typeWord.log2Bytes());
        if (!isEnd) proof.record = recordOf(plan, place.instruction);
        // Nothing but the leaf is looked at where it isn't one.
        if (own.length == 0 || accused.length != own.length || bytes32(accused) != bytes32(own)) return proof;
        uint256 element = ((LEAF_BYTES * place.index) >> typeWord.log2Bytes()) + proof.element;
        if (element >= typeWord.elements()) return proof;
        proof.witness = isEnd
            ? _endWitness(plan, trace, input, place.instruction, element)
            : _stepWitness(plan, trace, input, place, element);
    }

    /// @notice A record without the bytes that only repeat a word's sign.
    function packed(uint256[16] memory record) internal pure returns (bytes memory all) {
        for (uint256 i = 0; i < record.length; i++) {
            bool isNegative = record[i] >> 255 == 1;
            uint256 size = 32;
            // What is cut off is shifted back in.
            while (
                size > 0 && (record[i] >> (8 * size - 8)) == (isNegative ? type(uint256).max >> (8 * size - 8) : 0)
            ) {
                size--;
            }
            all = abi.encodePacked(all, uint8(size + (isNegative ? 128 : 0)));
            for (uint256 j = size; j > 0; j--) {
                all = abi.encodePacked(all, uint8(record[i] >> (8 * j - 8)));
            }
        }
    }

    /// @notice An instruction's record, packed, and its siblings.
    function recordOf(Plan memory plan, uint256 instruction) internal pure returns (bytes memory) {
        uint256 number = Plans.recordOf(plan, instruction);
        return abi.encodePacked(packed(plan.records[number]), Traces.path(_recordNodes(plan), number));
    }

    /// @notice What the kernel reads for one element of a leaf, out of this trace.
    function operandsOf(
        Plan memory plan,
        Trace memory trace,
        bytes memory input,
        Place memory place,
        uint256 elementOfLeaf
    ) internal pure returns (bytes memory) {
        uint256 typeWord = Plans.typeOf(plan, place.step, place.instruction);
        uint256 element = ((LEAF_BYTES * place.index) >> typeWord.log2Bytes()) + elementOfLeaf;
        return _stepWitness(plan, trace, input, place, element);
    }

    /// @notice Shows whether the run had ended where a duel has come to a slot that is EMPTY in one trace only.
    function ofEnd(Plan memory plan, Trace memory trace, bytes memory input, Game memory game)
        internal
        pure
        returns (EndProof memory proof)
    {
        Place memory place = Duels.unpack(game.state.place);
        uint256 step = place.step;
        // Where the program's shape tells who is wrong, nothing has to be shown.
        if (place.segment != 1 || step == 0 || step >= plan.stepLimit) return proof;
        if (trace.lists[step - 1].length == 0) proof.emptySiblings = Traces.path(trace.steps, step - 1);
        else proof.witness = ended(plan, trace, input, step);
    }

    /// @notice What shows whether a run had ended before a step, where the step before isn't EMPTY.
    function ended(Plan memory plan, Trace memory trace, bytes memory input, uint256 step)
        internal
        pure
        returns (bytes memory witness)
    {
        witness = _prompt(input);
        if (step >= input.length) witness = bytes.concat(witness, _given(plan, trace, step - 1));
    }

    /// @notice Siblings that show that a trace has its answer; of a batch those of all items, up to the item's root.
    function ofAnswer(Plan memory plan, Trace memory trace) internal pure returns (bytes32[] memory siblings) {
        if (trace.items.length == 0) return _ofRun(plan, trace, TOP_LEVELS);
        for (uint256 i = 0; i < trace.items.length; i++) {
            siblings = _concat(siblings, _ofRun(plan, trace.items[i], 0));
        }
    }

    function _ofRun(Plan memory plan, Trace memory trace, uint256 topLevels)
        private
        pure
        returns (bytes32[] memory siblings)
    {
        if (plan.stepLimit > 0) return _upToTop(Traces.path(trace.steps, plan.stepLimit), topLevels);
        for (uint256 i = 0; i < plan.outputs.length; i++) {
            siblings = _concat(siblings, _upToTop(Traces.path(trace.lists[0], plan.outputs[i] - 1), topLevels));
        }
    }

    /// @notice What shows which item of a batch a proof is about: its input's hash and its root, each with its siblings.
    function ofItem(Trace memory trace, bytes[] memory inputs, uint256 index) internal pure returns (bytes32[] memory) {
        bytes32[] memory inputNodes = Inputs.nodes(inputs);
        return _concat(_withPath(inputNodes, index), _withPath(trace.itemNodes, index));
    }

    function _withPath(bytes32[] memory heap, uint256 index) private pure returns (bytes32[] memory) {
        bytes32[] memory node = new bytes32[](1);
        node[0] = heap[heap.length / 2 + index];
        return _concat(node, Traces.path(heap, index));
    }

    function _concat(bytes32[] memory front, bytes32[] memory rest) private pure returns (bytes32[] memory list) {
        list = new bytes32[](front.length + rest.length);
        for (uint256 i = 0; i < list.length; i++) {
            list[i] = i < front.length ? front[i] : rest[i - front.length];
        }
    }

    /// @dev Without those of the levels that a claim shows.
    function _upToTop(bytes32[] memory path, uint256 topLevels) private pure returns (bytes32[] memory) {
        uint256 levels = path.length < topLevels ? 0 : path.length - topLevels;
        assembly ("memory-safe") {
            mstore(path, levels)
        }
        return path;
    }

    /// @notice Siblings of a leaf up to the trace's root.
    function pathOf(Trace memory trace, uint256 t, uint256 n, uint256 index) internal pure returns (bytes32[] memory) {
        bytes memory siblings =
            abi.encodePacked(Traces.path(trace.tensors[t][n], index), Traces.path(trace.lists[t], n));
        if (trace.steps.length > 0) siblings = abi.encodePacked(siblings, Traces.path(trace.steps, t));
        bytes32[] memory path = new bytes32[](siblings.length / 32);
        for (uint256 i = 0; i < path.length; i++) {
            bytes32 node;
            assembly ("memory-safe") {
                node := mload(add(add(siblings, 0x20), mul(i, 0x20)))
            }
            path[i] = node;
        }
        return path;
    }

    function _stepWitness(Plan memory plan, Trace memory trace, bytes memory input, Place memory place, uint256 element)
        private
        pure
        returns (bytes memory)
    {
        uint256[16] memory record = plan.records[Plans.recordOf(plan, place.instruction)];
        if (record[0] == Plans.POSITION) return "";
        if (record[2] > 0) {
            uint256 n = record[2] - 1;
            uint256 index = (element << record[5].log2Bytes()) / LEAF_BYTES;
            return _opened(plan, trace, place.step, n, index);
        }
        if (plan.stepLimit == 0) return Inputs.opened(input, element / Inputs.LEAF_BYTES);
        if (place.step >= input.length) return bytes.concat(_prompt(input), _given(plan, trace, place.step - 1));
        return abi.encodePacked(uint32(input.length), Inputs.opened(input, 0), input[place.step], bytes3(0));
    }

    function _endWitness(Plan memory plan, Trace memory trace, bytes memory input, uint256 tensor, uint256 element)
        private
        pure
        returns (bytes memory witness)
    {
        if (tensor == 0) {
            uint256 steps = 0;
            while (steps < plan.stepLimit && trace.lists[steps].length > 0) steps++;
            witness = abi.encodePacked(_prompt(input), uint32(steps));
            if (steps < plan.stepLimit) witness = abi.encodePacked(witness, Traces.path(trace.steps, steps));
            return bytes.concat(witness, _given(plan, trace, steps - 1));
        }
        bytes32[] memory list = trace.lists[plan.stepLimit];
        bytes memory count = trace.leaves[plan.stepLimit][0][0];
        witness = abi.encodePacked(_prompt(input), _data(count, 4), list[3], Traces.path(trace.steps, plan.stepLimit));
        if (element >= uint8(count[HEADER_BYTES])) return witness;
        return bytes.concat(witness, _given(plan, trace, input.length + element - 1));
    }

    /// @dev The number of a prompt's tokens, which are bytes.
    function _prompt(bytes memory input) private pure returns (bytes memory) {
        return abi.encodePacked(uint32(input.length), Inputs.rootOf(input));
    }

    /// @dev The token that a step gave.
    function _given(Plan memory plan, Trace memory trace, uint256 step) private pure returns (bytes memory) {
        return _opened(plan, trace, step, plan.outputs[0] - 1, 0);
    }

    /// @dev A tensor opened for the first time, and one leaf of it.
    function _opened(Plan memory plan, Trace memory trace, uint256 t, uint256 n, uint256 index)
        private
        pure
        returns (bytes memory opened)
    {
        if (trace.lists[t].length == 0) return "";
        uint256 left = Plans.typeOf(plan, t, n).byteLength() - LEAF_BYTES * index;
        opened = abi.encodePacked(
            _data(trace.leaves[t][n][index], left),
            Traces.path(trace.tensors[t][n], index),
            Traces.path(trace.lists[t], n)
        );
        if (trace.steps.length > 0) opened = abi.encodePacked(opened, Traces.path(trace.steps, t));
    }

    /// @dev A leaf's data, without what lies past the end of its tensor, which has `left` bytes more.
    function _data(bytes memory leaf, uint256 left) private pure returns (bytes memory data) {
        if (leaf.length < HEADER_BYTES) return "";
        uint256 size = leaf.length - HEADER_BYTES;
        data = new bytes(size < left ? size : left);
        for (uint256 i = 0; i < data.length; i++) {
            data[i] = leaf[HEADER_BYTES + i];
        }
    }

    function _firstWrong(bytes memory own, bytes memory accused, uint256 log2Bytes) private pure returns (uint256) {
        if (own.length != accused.length) return 0;
        for (uint256 i = HEADER_BYTES; i < own.length; i++) {
            if (own[i] != accused[i]) return (i - HEADER_BYTES) >> log2Bytes;
        }
        return 0;
    }

    function _recordNodes(Plan memory plan) private pure returns (bytes32[] memory nodes) {
        uint256 width = 1 << TensorTypes.depthOf(plan.records.length);
        nodes = new bytes32[](2 * width);
        for (uint256 i = 0; i < plan.records.length; i++) {
            nodes[width + i] = keccak256(abi.encodePacked(bytes32(uint256(0x030009) << 232), plan.records[i]));
        }
        Traces.fill(nodes);
    }
}
