// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title TensorTypes
/// @notice Reads the type words of program records (docs/tensor-programs.md, section 4): element type at bit 136, log2 of the
/// leaf's bytes at bit 128, dimensions at bits 96, 64, 32 and 0, 0 where there is none; of a constant its kind at bit 144.
/// Total on every word; what a valid word is, the validation of programs says.
library TensorTypes {
    uint256 internal constant UINT8 = 1;
    uint256 internal constant INT8 = 2;
    uint256 internal constant INT16 = 3;
    uint256 internal constant INT32 = 4;
    uint256 internal constant KIND_ROWS = 1;
    uint256 internal constant KIND_TABLE = 2;

    function kind(uint256 word) internal pure returns (uint256) {
        return word >> 144;
    }

    /// @notice Code of the element type.
    function dtype(uint256 word) internal pure returns (uint256) {
        return (word >> 136) & 0xff;
    }

    /// @notice log2 of an element's bytes.
    function log2Bytes(uint256 word) internal pure returns (uint256) {
        return log2BytesOf(dtype(word));
    }

    /// @notice log2 of the bytes of an element of the type with this code: 0, 0, 1, 2.
    function log2BytesOf(uint256 code) internal pure returns (uint256) {
        return code < INT16 ? 0 : code - 2;
    }

    function log2Leaf(uint256 word) internal pure returns (uint256) {
        return (word >> 128) & 0xff;
    }

    /// @notice Dimension `d` from 0 to 3; 0 where there is none.
    function dimension(uint256 word, uint256 d) internal pure returns (uint256) {
        unchecked {
            return uint32(word >> (96 - 32 * d));
        }
    }

    /// @notice Number of dimensions.
    function rank(uint256 word) internal pure returns (uint256) {
        if (uint32(word) != 0) return 4;
        if (uint32(word >> 32) != 0) return 3;
        return uint32(word >> 64) != 0 ? 2 : 1;
    }

    /// @notice The last dimension: how many elements a row has.
    function columns(uint256 word) internal pure returns (uint256) {
        return dimension(word, rank(word) - 1);
    }

    /// @notice Number of elements.
    function elements(uint256 word) internal pure returns (uint256 count) {
        unchecked {
            count = uint32(word >> 96);
            if (uint32(word >> 64) != 0) count *= uint32(word >> 64);
            if (uint32(word >> 32) != 0) count *= uint32(word >> 32);
            if (uint32(word) != 0) count *= uint32(word);
        }
    }

    /// @notice Bytes of all elements.
    function byteLength(uint256 word) internal pure returns (uint256) {
        return elements(word) << log2Bytes(word);
    }

    /// @notice Leaves that the tensor's bytes are cut in.
    function leafCount(uint256 word) internal pure returns (uint256) {
        return leavesOf(byteLength(word), log2Leaf(word));
    }

    /// @notice Leaves of 2^`log2` bytes that `length` bytes are cut in.
    function leavesOf(uint256 length, uint256 log2) internal pure returns (uint256) {
        unchecked {
            return (length + (1 << log2) - 1) >> log2;
        }
    }

    /// @notice Levels between the leaves of a list of `count` and its root.
    function depthOf(uint256 count) internal pure returns (uint256 depth) {
        unchecked {
            while ((1 << depth) < count) depth++;
        }
    }
}
