// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {InputTree} from "./InputTree.sol";
import {TensorTypes} from "./TensorTypes.sol";

/// @title Batches
/// @notice How a batch's inputs and answers are written, what binds its inputs, and how its items are told apart (docs/protocol.md).
/// The items' input hashes are under one tree and the roots of their traces under another, of the same shape: EMPTY in unused slots, and
/// at least one level, so that what is an item's is never what is all's.
library Batches {
    uint256 internal constant MAX_ITEMS = 16;
    /// @dev Tag 6, and the number of items in the last byte.
    bytes32 private constant HEADER = bytes32(uint256(6) << 248);
    /// @dev Of `abi.encode(bytes[])`: the list's offset and its length.
    uint256 private constant HEAD_BYTES = 64;
    uint256 private constant WORD_BYTES = 32;

    /// @notice Levels of the tree of so many items, 1 to 16.
    function depthOf(uint256 count) internal pure returns (uint256) {
        return count < 2 ? 1 : TensorTypes.depthOf(count);
    }

    /// @notice How many inputs a hash binds: 0 of a request that asks for one answer. Any byte where nobody vouches for the hash.
    function countOf(bytes32 inputHash) internal pure returns (uint256) {
        return uint8(uint256(inputHash));
    }

    /// @notice Hash of so many inputs, 1 to 16, whose own hashes have this root.
    function bind(uint256 count, bytes32 root) internal pure returns (bytes32 hash) {
        hash = keccak256(abi.encode(HEADER | bytes32(count), root));
        return (hash & ~bytes32(uint256(0xff))) | bytes32(count);
    }

    /// @notice Hash of the inputs of a batch, which is well encoded.
    function hashOf(bytes calldata encoded, uint256 count) internal pure returns (bytes32) {
        unchecked {
            uint256 width = 1 << depthOf(count);
            bytes32[] memory nodes = new bytes32[](width);
            for (uint256 i = 0; i < count; i++) {
                nodes[i] = InputTree.hashOf(item(encoded, i));
            }
            for (; width > 1; width /= 2) {
                for (uint256 i = 0; i < width; i += 2) {
                    nodes[i / 2] = keccak256(abi.encode(nodes[i], nodes[i + 1]));
                }
            }
            return bind(count, nodes[0]);
        }
    }

    /// @notice The seed of item `index`, from that of all.
    function seedOf(bytes16 seed, uint256 index) internal pure returns (bytes16) {
        return bytes16(keccak256(abi.encodePacked(seed, uint32(index))));
    }

    /// @notice Whether `encoded` is exactly what `abi.encode(bytes[])` makes of `count` items: offsets in order without gaps, zeros up to
    /// whole words, nothing after. Else one list of answers could be written in many ways, and each would be another answer.
    function isEncoded(bytes calldata encoded, uint256 count) internal pure returns (bool) {
        unchecked {
            // Calldata is shorter than 2^64, and what is added to is compared with its length before.
            uint256 next = count * WORD_BYTES;
            if (encoded.length < HEAD_BYTES + next || _word(encoded, 0) != 0x20 || _word(encoded, 32) != count) {
                return false;
            }
            for (uint256 i = 0; i < count; i++) {
                uint256 from = HEAD_BYTES + next + WORD_BYTES;
                if (_word(encoded, HEAD_BYTES + i * WORD_BYTES) != next || encoded.length < from) return false;
                uint256 length = _word(encoded, from - WORD_BYTES);
                if (length > encoded.length) return false;
                uint256 words = (length + WORD_BYTES - 1) / WORD_BYTES;
                if (encoded.length < from + words * WORD_BYTES) return false;
                uint256 used = length % WORD_BYTES;
                if (used > 0 && _word(encoded, from + (words - 1) * WORD_BYTES) << (8 * used) != 0) return false;
                next += (1 + words) * WORD_BYTES;
            }
            return encoded.length == HEAD_BYTES + next;
        }
    }

    /// @notice Bytes of the encoding of so many items of this length; shorter ones don't take more.
    function encodedBytes(uint256 count, uint256 itemBytes) internal pure returns (uint256) {
        return HEAD_BYTES + count * WORD_BYTES * (2 + (itemBytes + WORD_BYTES - 1) / WORD_BYTES);
    }

    /// @notice Item `index` of a batch that is well encoded and has it.
    function item(bytes calldata encoded, uint256 index) internal pure returns (bytes calldata) {
        unchecked {
            uint256 from = HEAD_BYTES + _word(encoded, HEAD_BYTES + index * WORD_BYTES) + WORD_BYTES;
            return encoded[from:from + _word(encoded, from - WORD_BYTES)];
        }
    }

    function _word(bytes calldata encoded, uint256 at) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(encoded.offset, at))
        }
    }
}
