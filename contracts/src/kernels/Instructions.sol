// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice A record of a program, read as an instruction (docs/tensor-programs.md, section 4).
struct Instruction {
    uint256 opcode;
    /// Type word of the output.
    uint256 output;
    /// Values; -1 where there is none.
    int256[3] operands;
    /// Type words of the operands; 0 where there is none.
    uint256[3] operandTypes;
    /// Index of the constant; -1 for none.
    int256 constantIndex;
    /// Type word of the constant; 0 for none.
    uint256 constantType;
    int256[5] attributes;
    uint256 unused;
}

/// @title Instructions
/// @notice Reads records.
library Instructions {
    uint256 internal constant RECORD_BYTES = 512;
    /// @dev Tag 3, element type 0, leaves of 2^9 bytes.
    bytes32 private constant RECORD_HEADER = bytes32(uint256(0x030009) << 232);

    /// @notice Hash of the leaf that the record is in the program's tree.
    function leafOf(uint256[16] calldata record) internal pure returns (bytes32 hash) {
        bytes32 header = RECORD_HEADER;
        assembly ("memory-safe") {
            let scratch := mload(0x40)
            mstore(scratch, header)
            calldatacopy(add(scratch, 0x20), record, RECORD_BYTES)
            hash := keccak256(scratch, 544)
        }
    }

    /// @notice Unpacks a record out of calldata, most of whose bytes say nothing: for each word a byte with the number of its bytes that
    /// follow, in the lowest six bits; what lies above them is 0, or all bits set where the highest bit of that byte is.
    /// @param pointer Place of the first byte.
    /// @return record The words.
    /// @return hash Of the leaf that the record is in the program's tree.
    /// @return end Place of what follows.
    function unpack(uint256 pointer) internal pure returns (uint256[16] memory record, bytes32 hash, uint256 end) {
        bytes32 header = RECORD_HEADER;
        assembly ("memory-safe") {
            for { let to := record } lt(to, add(record, RECORD_BYTES)) { to := add(to, 0x20) } {
                let head := byte(0, calldataload(pointer))
                let bits := shl(3, and(head, 0x3f))
                // A shift by 256 bits or more gives 0.
                let word := shr(sub(256, bits), calldataload(add(pointer, 1)))
                if gt(head, 0x7f) { word := or(word, shl(bits, not(0))) }
                mstore(to, word)
                pointer := add(add(pointer, 1), shr(3, bits))
            }
            end := pointer
            let scratch := mload(0x40)
            mstore(scratch, header)
            mcopy(add(scratch, 0x20), record, RECORD_BYTES)
            hash := keccak256(scratch, 544)
        }
    }

    /// @notice The record's words as an instruction.
    function parse(uint256[16] calldata record) internal pure returns (Instruction memory instruction) {
        // As it lies in the record: words, or places of them in a copy.
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(0x40, add(words, RECORD_BYTES))
            calldatacopy(words, record, RECORD_BYTES)
            mcopy(instruction, words, 0x40)
            mstore(add(instruction, 0x40), add(words, 0x40))
            mstore(add(instruction, 0x60), add(words, 0xa0))
            mcopy(add(instruction, 0x80), add(words, 0x100), 0x40)
            mstore(add(instruction, 0xc0), add(words, 0x140))
            mstore(add(instruction, 0xe0), mload(add(words, 0x1e0)))
        }
    }
}
