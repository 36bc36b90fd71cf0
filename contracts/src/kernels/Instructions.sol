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

    /// @notice The record's words as an instruction.
    function parse(uint256[16] calldata record) internal pure returns (Instruction memory instruction) {
        instruction.opcode = record[0];
        instruction.output = record[1];
        for (uint256 i = 0; i < 3; i++) {
            instruction.operands[i] = int256(record[2 + i]);
            instruction.operandTypes[i] = record[5 + i];
        }
        instruction.constantIndex = int256(record[8]);
        instruction.constantType = record[9];
        for (uint256 i = 0; i < 5; i++) {
            instruction.attributes[i] = int256(record[10 + i]);
        }
        instruction.unused = record[15];
    }
}
