// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Inputs
/// @notice Hashes inputs in memory as docs/tensor-programs.md, section 5, says, written from there and not from the contract.
library Inputs {
    uint256 internal constant LEAF_BYTES = 256;

    function hashOf(bytes memory input) internal pure returns (bytes32) {
        return _counting(keccak256(abi.encodePacked(hex"050008", bytes21(0), uint64(input.length), rootOf(input))), 0);
    }

    /// @notice Of a batch's inputs.
    function hashOf(bytes[] memory inputs) internal pure returns (bytes32) {
        uint8 count = uint8(inputs.length);
        return _counting(keccak256(abi.encodePacked(hex"06", bytes30(0), count, nodes(inputs)[1])), count);
    }

    /// @dev With this number in place of the last byte.
    function _counting(bytes32 hash, uint8 count) private pure returns (bytes32) {
        return bytes32(abi.encodePacked(bytes31(hash), count));
    }

    /// @notice The tree of a batch's inputs, as a heap.
    function nodes(bytes[] memory inputs) internal pure returns (bytes32[] memory heap) {
        uint256 width = 2;
        while (width < inputs.length) width *= 2;
        heap = new bytes32[](2 * width);
        for (uint256 i = 0; i < inputs.length; i++) {
            heap[width + i] = hashOf(inputs[i]);
        }
        for (uint256 i = width - 1; i > 0; i--) {
            heap[i] = keccak256(abi.encodePacked(heap[2 * i], heap[2 * i + 1]));
        }
    }

    function rootOf(bytes memory input) internal pure returns (bytes32) {
        return input.length == 0 ? bytes32(0) : nodes(input)[1];
    }

    /// @notice All nodes as a heap: node 1 is the root, nodes 2 i and 2 i + 1 are below node i.
    function nodes(bytes memory input) internal pure returns (bytes32[] memory heap) {
        uint256 count = (input.length + LEAF_BYTES - 1) / LEAF_BYTES;
        uint256 width = 1;
        while (width < count) width *= 2;
        heap = new bytes32[](2 * width);
        for (uint256 i = 0; i < count; i++) {
            heap[width + i] = keccak256(abi.encodePacked(hex"050008", bytes29(0), leaf(input, i)));
        }
        for (uint256 i = width - 1; i > 0; i--) {
            heap[i] = keccak256(abi.encodePacked(heap[2 * i], heap[2 * i + 1]));
        }
    }

    /// @notice A leaf's data, with zeros after the input's end.
    function leaf(bytes memory input, uint256 index) internal pure returns (bytes memory data) {
        data = new bytes(LEAF_BYTES);
        for (uint256 i = 0; i < LEAF_BYTES && index * LEAF_BYTES + i < input.length; i++) {
            data[i] = input[index * LEAF_BYTES + i];
        }
    }

    /// @notice A leaf's data as far as the input has any, then its siblings from below.
    function opened(bytes memory input, uint256 index) internal pure returns (bytes memory witness) {
        bytes32[] memory heap = nodes(input);
        witness = leaf(input, index);
        uint256 left = input.length - index * LEAF_BYTES;
        if (left < LEAF_BYTES) {
            assembly ("memory-safe") {
                mstore(witness, left)
            }
        }
        for (uint256 at = heap.length / 2 + index; at > 1; at /= 2) {
            witness = abi.encodePacked(witness, heap[at ^ 1]);
        }
    }
}
