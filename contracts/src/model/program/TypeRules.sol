// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";

/// @title TypeRules
/// @notice Which type words are valid, and shapes: the lowest 128 bits of a type word, four dimensions of 32 bits from the most
/// significant, 0 where there is none.
library TypeRules {
    using TensorTypes for uint256;

    uint256 private constant DTYPE_BIT = 136;
    uint256 private constant DIMENSION_BITS = 32;
    uint256 private constant MIN_LOG2_LEAF = 6;
    uint256 private constant MAX_LOG2_LEAF = 10;
    uint256 private constant MAX_DIMENSION = 2 ** 24;
    /// @dev Of one tensor or one constant.
    uint256 private constant MAX_TENSOR_BYTES = 2 ** 28;
    uint256 private constant ROW_HEAD_BYTES = 32;
    uint256 private constant ROW_BLOCK = 32;

    /// @notice Whether a word is the type of a tensor.
    function isTensor(uint256 word) internal pure returns (bool) {
        return tensorBytes(word) > 0;
    }

    /// @notice Bytes of a tensor of this type; 0 if the word is no type of one.
    function tensorBytes(uint256 word) internal pure returns (uint256) {
        unchecked {
            uint256 code = word >> DTYPE_BIT;
            if (code < TensorTypes.UINT8 || code > TensorTypes.INT32 || !_isLeaf(word)) return 0;
            uint256 count = uint32(word >> 96);
            if (!_isDimension(count)) return 0;
            // After the last dimension, all of the shape is 0.
            for (uint256 rest = uint96(word); rest > 0; rest = uint96(rest << DIMENSION_BITS)) {
                uint256 size = rest >> 64;
                if (!_isDimension(size)) return 0;
                count *= size;
            }
            count <<= TensorTypes.log2BytesOf(code);
            return count <= MAX_TENSOR_BYTES ? count : 0;
        }
    }

    /// @notice Whether a word is the type of a constant.
    function isConstant(uint256 word) internal pure returns (bool) {
        unchecked {
            uint256 kind = word.kind();
            uint256 code = word.dtype();
            bool isRows = kind == TensorTypes.KIND_ROWS && code == TensorTypes.INT8;
            bool isTable = kind == TensorTypes.KIND_TABLE && code >= TensorTypes.INT8 && code <= TensorTypes.INT32;
            // A constant has two dimensions: the rest of the word is 0.
            return (isRows || isTable) && _isLeaf(word) && uint64(word) == 0 && _isDimension(word.dimension(0))
                && _isDimension(word.dimension(1)) && constantBytes(word) <= MAX_TENSOR_BYTES;
        }
    }

    /// @notice Bytes of a constant as it is committed.
    function constantBytes(uint256 word) internal pure returns (uint256) {
        unchecked {
            if (word.kind() == TensorTypes.KIND_TABLE) return word.byteLength();
            return word.dimension(0) * rowBytes(word);
        }
    }

    /// @notice Bytes of one row of a constant of rows.
    function rowBytes(uint256 word) internal pure returns (uint256) {
        unchecked {
            return ROW_HEAD_BYTES + ROW_BLOCK * ((word.dimension(1) + ROW_BLOCK - 1) / ROW_BLOCK);
        }
    }

    /// @notice Whether an element type is this one.
    function isOf(uint256 word, uint256 code) internal pure returns (bool) {
        return word.dtype() == code;
    }

    /// @notice Whether both have the same element type and shape.
    function isLike(uint256 a, uint256 b) internal pure returns (bool) {
        return a.dtype() == b.dtype() && shape(a) == shape(b);
    }

    /// @notice The shape of a type.
    function shape(uint256 word) internal pure returns (uint256) {
        return uint128(word);
    }

    /// @notice The shape of a vector; `size` below 2^32.
    function vector(uint256 size) internal pure returns (uint256) {
        return size << 96;
    }

    /// @notice The shape of a matrix; both below 2^32.
    function matrix(uint256 rows, uint256 columns) internal pure returns (uint256) {
        return (rows << 96) | (columns << 64);
    }

    /// @notice The shape of a type with another size of one dimension; `size` below 2^32.
    function withDimension(uint256 word, uint256 d, uint256 size) internal pure returns (uint256) {
        unchecked {
            uint256 bit = 96 - DIMENSION_BITS * d;
            return (shape(word) & ~(uint256(type(uint32).max) << bit)) | (size << bit);
        }
    }

    /// @notice The shape of one element for each row of a tensor: without the last dimension, [1] of a vector.
    function perRow(uint256 word) internal pure returns (uint256) {
        unchecked {
            uint256 rank = word.rank();
            return rank == 1 ? vector(1) : withDimension(word, rank - 1, 0);
        }
    }

    /// @notice The shape of two elements for each row of a tensor.
    function pairPerRow(uint256 word) internal pure returns (uint256) {
        unchecked {
            return withDimension(word, word.rank() - 1, 2);
        }
    }

    function _isLeaf(uint256 word) private pure returns (bool) {
        uint256 log2 = word.log2Leaf();
        return log2 >= MIN_LOG2_LEAF && log2 <= MAX_LOG2_LEAF;
    }

    function _isDimension(uint256 size) private pure returns (bool) {
        return size > 0 && size <= MAX_DIMENSION;
    }
}
