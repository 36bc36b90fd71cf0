// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "./TensorTypes.sol";

/// @title TraceNodes
/// @notice Hashes nodes and leaves of trees (docs/tensor-programs.md, section 5).
library TraceNodes {
    using TensorTypes for uint256;

    uint256 private constant TAG_TENSOR = 1;

    /// @notice The node `siblings.length` levels above `node`, which is number `index` of its level.
    function fold(bytes32 node, uint256 index, bytes32[] calldata siblings) internal pure returns (bytes32) {
        unchecked {
            for (uint256 i = 0; i < siblings.length; i++) {
                node = (index >> i) & 1 == 0 ? pair(node, siblings[i]) : pair(siblings[i], node);
            }
            return node;
        }
    }

    /// @notice The node above `nodes`, of which there is a power of two.
    function above(bytes32[] calldata nodes) internal pure returns (bytes32 node) {
        assembly ("memory-safe") {
            let list := mload(0x40)
            let size := shl(5, nodes.length)
            calldatacopy(list, nodes.offset, size)
            // Most lists have sixteen, which a loop would cost twice as much.
            if eq(size, 0x200) {
                mstore(list, keccak256(list, 0x40))
                mstore(add(list, 0x20), keccak256(add(list, 0x40), 0x40))
                mstore(add(list, 0x40), keccak256(add(list, 0x80), 0x40))
                mstore(add(list, 0x60), keccak256(add(list, 0xc0), 0x40))
                mstore(add(list, 0x80), keccak256(add(list, 0x100), 0x40))
                mstore(add(list, 0xa0), keccak256(add(list, 0x140), 0x40))
                mstore(add(list, 0xc0), keccak256(add(list, 0x180), 0x40))
                mstore(add(list, 0xe0), keccak256(add(list, 0x1c0), 0x40))
                mstore(list, keccak256(list, 0x40))
                mstore(add(list, 0x20), keccak256(add(list, 0x40), 0x40))
                mstore(add(list, 0x40), keccak256(add(list, 0x80), 0x40))
                mstore(add(list, 0x60), keccak256(add(list, 0xc0), 0x40))
                mstore(list, keccak256(list, 0x40))
                mstore(add(list, 0x20), keccak256(add(list, 0x40), 0x40))
                size := 0x40
            }
            for {} gt(size, 0x20) { size := shr(1, size) } {
                let to := list
                for { let from := list } lt(from, add(list, size)) { from := add(from, 0x40) } {
                    mstore(to, keccak256(from, 0x40))
                    to := add(to, 0x20)
                }
            }
            node := mload(list)
        }
    }

    function pair(bytes32 left, bytes32 right) internal pure returns (bytes32 node) {
        assembly ("memory-safe") {
            mstore(0x00, left)
            mstore(0x20, right)
            node := keccak256(0x00, 0x40)
        }
    }

    /// @notice Hash of a leaf of a tensor of this type. `data` must have the leaf's bytes.
    function leaf(uint256 typeWord, bytes calldata data) internal pure returns (bytes32 hash) {
        bytes32 head = header(typeWord);
        assembly ("memory-safe") {
            let scratch := mload(0x40)
            mstore(scratch, head)
            calldatacopy(add(scratch, 0x20), data.offset, data.length)
            hash := keccak256(scratch, add(data.length, 0x20))
        }
    }

    /// @notice Root of the tensor of this type whose bytes are `data`, and zeros after them.
    function tensor(uint256 typeWord, bytes calldata data) internal pure returns (bytes32 root) {
        unchecked {
            uint256 leafLog2 = typeWord.log2Leaf();
            uint256 leaves = typeWord.leafCount();
            uint256 width = 1 << TensorTypes.depthOf(leaves);
            bytes32 head = header(typeWord);
            assembly ("memory-safe") {
                let nodes := mload(0x40)
                let scratch := add(nodes, shl(5, width))
                let size := shl(leafLog2, 1)
                mstore(scratch, head)
                for { let i := 0 } lt(i, leaves) { i := add(i, 1) } {
                    // What lies past the end of `data` may be the next argument, so it is written as zeros.
                    let from := mul(i, size)
                    let left := 0
                    if lt(from, data.length) { left := sub(data.length, from) }
                    if gt(left, size) { left := size }
                    calldatacopy(add(scratch, 0x20), add(data.offset, from), left)
                    calldatacopy(add(add(scratch, 0x20), left), calldatasize(), sub(size, left))
                    mstore(add(nodes, shl(5, i)), keccak256(scratch, add(size, 0x20)))
                }
                for { let i := leaves } lt(i, width) { i := add(i, 1) } { mstore(add(nodes, shl(5, i)), 0) }
                for {} gt(width, 1) { width := shr(1, width) } {
                    for { let i := 0 } lt(i, width) { i := add(i, 2) } {
                        mstore(add(nodes, shl(4, i)), keccak256(add(nodes, shl(5, i)), 0x40))
                    }
                }
                root := mload(nodes)
            }
        }
    }

    /// @notice Root of the int32 tensor [1] of this leaf size whose only element is `value`.
    function number(uint256 leafLog2, uint256 value) internal pure returns (bytes32 root) {
        bytes32 head = header((TensorTypes.INT32 << 136) | (leafLog2 << 128));
        assembly ("memory-safe") {
            let scratch := mload(0x40)
            let size := shl(leafLog2, 1)
            mstore(scratch, head)
            calldatacopy(add(scratch, 0x20), calldatasize(), size)
            mstore8(add(scratch, 0x20), value)
            mstore8(add(scratch, 0x21), shr(8, value))
            mstore8(add(scratch, 0x22), shr(16, value))
            mstore8(add(scratch, 0x23), shr(24, value))
            root := keccak256(scratch, add(size, 0x20))
        }
    }

    /// @notice The 32 bytes that a leaf of a tensor of this type begins with.
    function header(uint256 typeWord) internal pure returns (bytes32) {
        return bytes32((TAG_TENSOR << 248) | (typeWord.dtype() << 240) | (typeWord.log2Leaf() << 232));
    }
}
