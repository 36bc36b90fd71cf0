// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice A small valid program, as a test knows it.
struct Plan {
    uint256[16][] records;
    uint256 instructionCount;
    /// 0 in a program that is run once, and so are the next two.
    uint256 stepLimit;
    uint256 tokenLimit;
    int256 stopToken;
    /// Elements of each value of a program that is run once.
    uint256 length;
    /// The values that the answer consists of.
    uint256[] outputs;
}

/// @title Plans
/// @notice Programs of few instructions and many small leaves, so that disputes about them reach every part of a trace.
library Plans {
    uint256 internal constant UINT8 = 1;
    uint256 internal constant INT16 = 3;
    uint256 internal constant INT32 = 4;
    uint256 internal constant CLAMP = 1;
    uint256 internal constant RESHAPE = 13;
    uint256 internal constant POSITION = 33;
    uint256 internal constant PROMPT_LIMIT = 4;
    uint256 private constant NONE = type(uint256).max;
    uint256 private constant LOG2_LEAF = 6;

    /// @notice `count` clamps, one after the other, of `length` elements. With `both`, the first one is an output too.
    function clamps(uint256 count, uint256 length, bool both) internal pure returns (Plan memory plan) {
        plan.records = new uint256[16][](count + 1);
        (plan.instructionCount, plan.length) = (count, length);
        plan.outputs = new uint256[](both ? 2 : 1);
        plan.outputs[0] = both ? 1 : count;
        if (both) plan.outputs[1] = count;
        uint256[16] memory header = plan.records[0];
        (header[0], header[1], header[2], header[4]) = (1, inputOf(UINT8, length), count, plan.outputs.length);
        (header[5], header[6]) = (plan.outputs[0], both ? count : 0);
        for (uint256 i = 0; i < count; i++) {
            uint256[16] memory clamp = plan.records[i + 1];
            (clamp[0], clamp[1], clamp[2]) = (CLAMP, vector(INT16, length), i);
            (clamp[3], clamp[4], clamp[8]) = (NONE, NONE, NONE);
            clamp[5] = i == 0 ? inputOf(UINT8, length) : vector(INT16, length);
            // Each takes a little more off both ends than the one before.
            (clamp[10], clamp[11]) = (2 * i, 250 - 3 * i);
        }
    }

    /// @notice Gives the numbers of its steps, and looks at its tokens besides.
    function steps(uint256 stepLimit, uint256 tokenLimit, int256 stopToken) internal pure returns (Plan memory plan) {
        plan.records = new uint256[16][](5);
        (plan.instructionCount, plan.stepLimit, plan.tokenLimit, plan.stopToken) = (3, stepLimit, tokenLimit, stopToken);
        plan.outputs = new uint256[](1);
        plan.outputs[0] = 3;
        uint256[16] memory header = plan.records[0];
        (header[0], header[1], header[2], header[4], header[5]) = (2, inputOf(INT32, 1), 3, 1, 3);
        uint256[16] memory loop = plan.records[1];
        (loop[0], loop[1], loop[2], loop[3]) = (vector(UINT8, PROMPT_LIMIT), stepLimit, tokenLimit, uint256(stopToken));
        _unary(plan.records[2], POSITION, NONE);
        _unary(plan.records[3], RESHAPE, 0);
        _unary(plan.records[4], RESHAPE, 1);
    }

    function _unary(uint256[16] memory record, uint256 opcode, uint256 operand) private pure {
        (record[0], record[1], record[2]) = (opcode, vector(INT32, 1), operand);
        (record[3], record[4], record[8]) = (NONE, NONE, NONE);
        if (operand != NONE) record[5] = operand == 0 ? inputOf(INT32, 1) : vector(INT32, 1);
    }

    /// @notice Record number of an instruction.
    function recordOf(Plan memory plan, uint256 instruction) internal pure returns (uint256) {
        return instruction + (plan.stepLimit > 0 ? 2 : 1);
    }

    /// @notice Type word of a tensor of the trace; of the slot `stepLimit`, the end's.
    function typeOf(Plan memory plan, uint256 step, uint256 instruction) internal pure returns (uint256) {
        if (plan.stepLimit > 0 && step == plan.stepLimit) {
            return instruction == 0 ? vector(INT32, 1) : vector(UINT8, plan.tokenLimit);
        }
        return plan.records[recordOf(plan, instruction)][1];
    }

    /// @notice Tensors of a step; the end has two.
    function widthOf(Plan memory plan, uint256 step) internal pure returns (uint256) {
        return plan.stepLimit > 0 && step == plan.stepLimit ? 2 : plan.instructionCount;
    }

    /// @notice Type word of a vector with the leaves that an input has.
    function inputOf(uint256 dtype, uint256 length) internal pure returns (uint256) {
        return (dtype << 136) | (8 << 128) | (length << 96);
    }

    /// @notice Type word of a vector with leaves of 64 bytes.
    function vector(uint256 dtype, uint256 length) internal pure returns (uint256) {
        return (dtype << 136) | (LOG2_LEAF << 128) | (length << 96);
    }
}
