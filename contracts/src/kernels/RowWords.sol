// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title RowWords
/// @notice Reads committed rows of weights (docs/tensor-programs.md, section 6) at places in calldata.
library RowWords {
    uint256 private constant BLOCK = 32;

    /// @notice Bias of the row with this head.
    function bias(uint256 head) internal pure returns (int256 value) {
        assembly ("memory-safe") {
            value := signextend(3, shr(32, calldataload(head)))
        }
    }

    /// @notice Multiplier of the row with this head, of 31 bits.
    function multiplier(uint256 head) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := and(calldataload(head), 0x7fffffff)
        }
    }

    /// @notice Weight `column mod 32` of the block of weights at `pointer`.
    function weight(uint256 pointer, uint256 column) internal pure returns (int256 value) {
        unchecked {
            uint256 k = column % BLOCK;
            // Lane order: byte 2 * (k >> 4) + (k & 1) of lane (k mod 16) >> 1, both from the least significant.
            uint256 place = BLOCK - 1 - 4 * ((k & 15) >> 1) - 2 * (k >> 4) - (k & 1);
            assembly ("memory-safe") {
                value := sub(byte(place, calldataload(pointer)), 128)
            }
        }
    }
}
