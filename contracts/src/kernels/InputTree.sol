// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title InputTree
/// @notice Binds a request's input (docs/tensor-programs.md, section 5), so that a proof opens only those of its bytes that it reads.
/// It is the same for every program, so that requests are hashed without reading one.
///
/// The last byte of a hash is the number of inputs that it binds: 0 of a request that asks for one answer, 1 to 16 of a batch
/// (`Batches`). So a hash can't be read as both, and a request needs no word of its own for that number.
library InputTree {
    /// @dev Of every leaf: 256 bytes.
    uint256 internal constant LOG2_LEAF = 8;
    /// @dev Tag 5, element type 0, leaves of 2^8 bytes.
    bytes32 internal constant HEADER = bytes32(uint256(0x050008) << 232);
    /// @dev What is left of keccak256.
    uint256 private constant HASH_MASK = ~uint256(0xff);

    /// @notice Hash of an input.
    function hashOf(bytes calldata input) internal pure returns (bytes32 hash) {
        bytes32 header = HEADER;
        uint256 mask = HASH_MASK;
        assembly ("memory-safe") {
            let leaf := mload(0x40)
            let nodes := add(leaf, 0x120)
            mstore(leaf, header)
            mstore(nodes, 0)
            let node := nodes
            for {
                let from := input.offset
                let end := add(from, input.length)
            } lt(from, end) {
                from := add(from, 0x100)
                node := add(node, 0x20)
            } {
                let size := sub(end, from)
                // Past its end, calldata reads as zeros.
                switch lt(size, 0x100)
                case 0 { size := 0x100 }
                default { calldatacopy(add(leaf, 0x20), calldatasize(), 0x100) }
                calldatacopy(add(leaf, 0x20), from, size)
                mstore(node, keccak256(leaf, 0x120))
            }
            let count := shr(5, sub(node, nodes))
            // The root of a tree of as many levels that has only EMPTY.
            let padding := 0
            for {} gt(count, 1) {} {
                if and(count, 1) {
                    mstore(add(nodes, shl(5, count)), padding)
                    count := add(count, 1)
                }
                let end := add(nodes, shl(5, count))
                node := nodes
                for { let from := nodes } lt(from, end) { from := add(from, 0x40) } {
                    mstore(node, keccak256(from, 0x40))
                    node := add(node, 0x20)
                }
                count := shr(1, count)
                mstore(0x00, padding)
                mstore(0x20, padding)
                padding := keccak256(0x00, 0x40)
            }
            mstore(0x00, or(header, input.length))
            mstore(0x20, mload(nodes))
            hash := and(keccak256(0x00, 0x40), mask)
        }
    }

    /// @notice Hash of an input of `length` bytes, below 2^64, whose leaves have this root. The length says how many leaves there
    /// are, and so how long every path is.
    function bind(uint256 length, bytes32 root) internal pure returns (bytes32 hash) {
        bytes32 header = HEADER;
        uint256 mask = HASH_MASK;
        assembly ("memory-safe") {
            mstore(0x00, or(header, length))
            mstore(0x20, root)
            hash := and(keccak256(0x00, 0x40), mask)
        }
    }
}
