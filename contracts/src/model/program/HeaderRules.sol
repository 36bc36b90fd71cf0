// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../../kernels/TensorTypes.sol";
import {AttributeRules} from "./AttributeRules.sol";
import {StepRules} from "./StepRules.sol";
import {TypeRules} from "./TypeRules.sol";

/// @title HeaderRules
/// @notice A program's first records: the header, and how it is repeated if it has steps.
library HeaderRules {
    using AttributeRules for uint256;
    using TensorTypes for uint256;
    using TypeRules for uint256;

    uint256 internal constant MAX_OUTPUTS = 6;
    uint256 private constant VERSION_ONCE = 1;
    uint256 private constant VERSION_STEPS = 2;
    uint256 private constant MAX_INSTRUCTIONS = 4096;
    uint256 private constant MAX_CONSTANTS = 4096;
    /// @dev An AttentionMix has a term for each.
    uint256 private constant MAX_STEPS = 4096;
    int256 private constant MAX_TOKEN = 2 ** 31 - 1;
    uint256 private constant FIRST_OUTPUT = 5;
    /// @dev The oracle hashes inputs without reading the program, so that the leaves of all have one size.
    uint256 private constant INPUT_LOG2_LEAF = 8;

    /// @notice Whether the program has steps.
    function hasSteps(uint256[16] calldata header) internal pure returns (bool) {
        return header[0] == VERSION_STEPS;
    }

    function checkHeader(uint256[16] calldata header) internal pure returns (bool) {
        uint256 input = header[1];
        uint256 outputCount = header[4];
        bool isInRange = header[0].isBetween(VERSION_ONCE, VERSION_STEPS) && input.isTensor()
            && input.log2Leaf() == INPUT_LOG2_LEAF && header[2].isBetween(1, MAX_INSTRUCTIONS)
            && header[3] <= MAX_CONSTANTS && outputCount.isBetween(1, MAX_OUTPUTS);
        if (!isInRange) return false;
        for (uint256 i = FIRST_OUTPUT; i < 16; i++) {
            bool isOutput = i < FIRST_OUTPUT + outputCount;
            if (isOutput ? !header[i].isBetween(1, header[2]) : header[i] != 0) return false;
        }
        return !hasSteps(header) || (StepRules.isToken(input) && outputCount == 1);
    }

    function checkLoop(uint256[16] calldata loop) internal pure returns (bool) {
        (uint256 prompt, uint256 stepLimit) = (loop[0], loop[1]);
        int256 stopToken = int256(loop[3]);
        bool isInRange = prompt.isTensor() && (prompt.isOf(TensorTypes.UINT8) || prompt.isOf(TensorTypes.INT32))
            && prompt.rank() == 1 && stepLimit.isBetween(1, MAX_STEPS) && prompt.dimension(0) <= stepLimit
            && loop[2].isBetween(1, stepLimit) && stopToken >= -1 && stopToken <= MAX_TOKEN;
        return isInRange && areZero(loop, 4);
    }

    function checkConstant(uint256[16] calldata record) internal pure returns (bool) {
        return record[0].isConstant() && areZero(record, 1);
    }

    /// @notice Whether the record's words from `at` on are 0.
    function areZero(uint256[16] calldata record, uint256 at) internal pure returns (bool) {
        uint256 words = 0;
        assembly ("memory-safe") {
            let end := add(record, 512)
            for { let word := add(record, shl(5, at)) } lt(word, end) { word := add(word, 32) } {
                words := or(words, calldataload(word))
            }
        }
        return words == 0;
    }
}
