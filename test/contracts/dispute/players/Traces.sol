// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../../../contracts/src/kernels/TensorTypes.sol";
import {Plan, Plans} from "./Plans.sol";

/// @notice A trace with all its nodes. A tree is a heap: node 1 is the root, nodes 2 i and 2 i + 1 are below node i. A list without
/// nodes is EMPTY.
struct Trace {
    bytes32 root;
    bytes answer;
    /// Over the steps; of a program that is run once no nodes.
    bytes32[] steps;
    /// By step, over its tensors; by step and instruction, over its leaves.
    bytes32[][] lists;
    bytes32[][][] tensors;
    /// By step, instruction and leaf: header and data.
    bytes[][][] leaves;
    /// Of a batch, which has nothing of its own but root and answer: its items' traces, and the tree over their roots.
    Trace[] items;
    bytes32[] itemNodes;
}

/// @title Traces
/// @notice Builds and changes traces in memory (docs/tensor-programs.md, section 5).
library Traces {
    using TensorTypes for uint256;

    uint256 private constant HEADER_BYTES = 32;

    function build(Plan memory plan, bytes[][] memory values) internal pure returns (Trace memory trace) {
        uint256 count = values.length;
        trace.lists = new bytes32[][](count);
        trace.tensors = new bytes32[][][](count);
        trace.leaves = new bytes[][][](count);
        if (plan.stepLimit > 0) trace.steps = new bytes32[](2 << TensorTypes.depthOf(count));
        for (uint256 t = 0; t < count; t++) {
            if (values[t].length == 0) continue;
            trace.lists[t] = new bytes32[](2 << TensorTypes.depthOf(values[t].length));
            trace.tensors[t] = new bytes32[][](values[t].length);
            trace.leaves[t] = new bytes[][](values[t].length);
            for (uint256 n = 0; n < values[t].length; n++) {
                _tensor(trace, Plans.typeOf(plan, t, n), values[t][n], t, n);
            }
            fill(trace.lists[t]);
            if (plan.stepLimit > 0) trace.steps[trace.steps.length / 2 + t] = trace.lists[t][1];
        }
        if (plan.stepLimit > 0) fill(trace.steps);
        trace.root = plan.stepLimit > 0 ? trace.steps[1] : trace.lists[0][1];
    }

    /// @notice The trace of a batch: EMPTY in unused slots, and at least one level.
    function join(Trace[] memory items) internal pure returns (Trace memory trace) {
        uint256 depth = TensorTypes.depthOf(items.length);
        trace.items = items;
        trace.itemNodes = new bytes32[](2 << (depth == 0 ? 1 : depth));
        bytes[] memory answers = new bytes[](items.length);
        for (uint256 i = 0; i < items.length; i++) {
            trace.itemNodes[trace.itemNodes.length / 2 + i] = items[i].root;
            answers[i] = items[i].answer;
        }
        fill(trace.itemNodes);
        trace.root = trace.itemNodes[1];
        trace.answer = abi.encode(answers);
    }

    /// @notice Puts a node in the tree over a batch's items and leaves what is below it.
    function setItem(Trace memory trace, uint256 at, bytes32 node) internal pure {
        rise(trace.itemNodes, at, node);
        trace.root = trace.itemNodes[1];
    }

    function _tensor(Trace memory trace, uint256 typeWord, bytes memory data, uint256 t, uint256 n) private pure {
        uint256 count = typeWord.leafCount();
        uint256 width = 1 << TensorTypes.depthOf(count);
        bytes32[] memory nodes = new bytes32[](2 * width);
        bytes[] memory leaves = new bytes[](width);
        for (uint256 i = 0; i < count; i++) {
            leaves[i] = leafOf(typeWord, data, i);
            nodes[width + i] = keccak256(leaves[i]);
        }
        fill(nodes);
        (trace.tensors[t][n], trace.leaves[t][n]) = (nodes, leaves);
        trace.lists[t][trace.lists[t].length / 2 + n] = nodes[1];
    }

    /// @notice Header and data of a leaf.
    function leafOf(uint256 typeWord, bytes memory data, uint256 index) internal pure returns (bytes memory leaf) {
        uint256 size = 1 << typeWord.log2Leaf();
        leaf = new bytes(HEADER_BYTES + size);
        (leaf[0], leaf[1], leaf[2]) = (0x01, bytes1(uint8(typeWord.dtype())), bytes1(uint8(typeWord.log2Leaf())));
        for (uint256 i = 0; i < size && index * size + i < data.length; i++) {
            leaf[HEADER_BYTES + i] = data[index * size + i];
        }
    }

    /// @notice Puts a leaf in a tensor, and what lies above it in order. Nothing is EMPTY.
    function setLeaf(Trace memory trace, uint256 t, uint256 n, uint256 index, bytes memory leaf) internal pure {
        bytes32[] memory nodes = trace.tensors[t][n];
        trace.leaves[t][n][index] = leaf;
        setNode(trace, t, n, nodes.length / 2 + index, leaf.length == 0 ? bytes32(0) : keccak256(leaf));
    }

    /// @notice Puts a node in a tensor's tree and leaves what is below it.
    function setNode(Trace memory trace, uint256 t, uint256 n, uint256 at, bytes32 node) internal pure {
        rise(trace.tensors[t][n], at, node);
        setSlot(trace, t, trace.lists[t].length / 2 + n, trace.tensors[t][n][1]);
    }

    /// @notice The same in a step's list.
    function setSlot(Trace memory trace, uint256 t, uint256 at, bytes32 node) internal pure {
        rise(trace.lists[t], at, node);
        if (trace.steps.length > 0) setStep(trace, trace.steps.length / 2 + t, trace.lists[t][1]);
        else trace.root = trace.lists[t][1];
    }

    /// @notice The same in the list of steps.
    function setStep(Trace memory trace, uint256 at, bytes32 node) internal pure {
        rise(trace.steps, at, node);
        trace.root = trace.steps[1];
    }

    function rise(bytes32[] memory nodes, uint256 at, bytes32 node) internal pure {
        nodes[at] = node;
        for (at /= 2; at > 0; at /= 2) {
            nodes[at] = pair(nodes[2 * at], nodes[2 * at + 1]);
        }
    }

    /// @notice Hashes all that is above the lowest level.
    function fill(bytes32[] memory nodes) internal pure {
        for (uint256 i = nodes.length / 2; i > 1; i--) {
            nodes[i - 1] = pair(nodes[2 * i - 2], nodes[2 * i - 1]);
        }
    }

    /// @notice Siblings of a lowest node, from below.
    function path(bytes32[] memory nodes, uint256 index) internal pure returns (bytes32[] memory siblings) {
        uint256 at = nodes.length / 2 + index;
        siblings = new bytes32[](TensorTypes.depthOf(nodes.length / 2));
        for (uint256 i = 0; i < siblings.length; i++) {
            siblings[i] = nodes[(at >> i) ^ 1];
        }
    }

    function pair(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(left, right));
    }
}
