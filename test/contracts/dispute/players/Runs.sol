// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Plan, Plans} from "./Plans.sol";

/// @notice What a liar computes otherwise; with `delta` and `endsAfter` 0 nothing.
struct Lie {
    uint256 step;
    uint256 instruction;
    uint256 element;
    /// Is added to the element, and everything after it follows.
    int256 delta;
    /// One more than the last step of the run, wherever it had ended.
    uint256 endsAfter;
}

/// @title Runs
/// @notice Runs a plan as docs/tensor-programs.md says, independently of the kernels.
library Runs {
    /// @return values Bytes of each tensor by step and instruction; nothing where there was no step.
    function run(Plan memory plan, bytes memory input, Lie memory lie)
        internal
        pure
        returns (bytes[][] memory values, bytes memory answer)
    {
        if (plan.stepLimit > 0) return _steps(plan, input, lie);
        values = new bytes[][](1);
        values[0] = new bytes[](plan.instructionCount);
        int256[] memory elements = new int256[](plan.length);
        for (uint256 i = 0; i < plan.length; i++) {
            elements[i] = int256(uint256(uint8(input[i])));
        }
        for (uint256 n = 0; n < plan.instructionCount; n++) {
            uint256[16] memory record = plan.records[n + 1];
            for (uint256 i = 0; i < plan.length; i++) {
                if (elements[i] < int256(record[10])) elements[i] = int256(record[10]);
                if (elements[i] > int256(record[11])) elements[i] = int256(record[11]);
            }
            if (n == lie.instruction) elements[lie.element] += lie.delta;
            values[0][n] = _int16s(elements);
        }
        for (uint256 i = 0; i < plan.outputs.length; i++) {
            answer = bytes.concat(answer, values[0][plan.outputs[i] - 1]);
        }
    }

    function _steps(Plan memory plan, bytes memory input, Lie memory lie)
        private
        pure
        returns (bytes[][] memory values, bytes memory tokens)
    {
        values = new bytes[][](plan.stepLimit + 1);
        int256 given = 0;
        for (uint256 t = 0; t < plan.stepLimit; t++) {
            int256 token = t < input.length ? int256(uint256(uint8(input[t]))) : given;
            int256 position = int256(t) + _delta(lie, t, 0);
            given = position + _delta(lie, t, 2);
            values[t] = new bytes[](3);
            values[t][0] = number(position);
            values[t][1] = number(token + _delta(lie, t, 1));
            values[t][2] = number(given);
            if (t + 1 < input.length) continue;
            // -1 stands for no stop token.
            bool stops = plan.stopToken >= 0 && given == plan.stopToken;
            if (!stops && tokens.length < plan.tokenLimit) tokens = bytes.concat(tokens, bytes1(uint8(int8(given))));
            bool ends = stops || tokens.length == plan.tokenLimit;
            if (lie.endsAfter > 0) ends = t + 1 == lie.endsAfter;
            if (ends) break;
        }
        tokens = _lastTokens(plan, tokens, lie);
        bytes[] memory end = new bytes[](2);
        end[0] = number(int256(tokens.length));
        end[1] = new bytes(plan.tokenLimit);
        for (uint256 i = 0; i < tokens.length; i++) {
            end[1][i] = tokens[i];
        }
        values[plan.stepLimit] = end;
    }

    /// @dev What a liar says at the end: a token less than there are, or another last one.
    function _lastTokens(Plan memory plan, bytes memory tokens, Lie memory lie) private pure returns (bytes memory) {
        if (lie.step != plan.stepLimit || lie.delta == 0 || tokens.length == 0) return tokens;
        uint256 last = tokens.length - 1;
        if (lie.instruction == 1) {
            tokens[last] = bytes1(uint8(tokens[last]) ^ 0x20);
            return tokens;
        }
        bytes memory fewer = new bytes(last);
        for (uint256 i = 0; i < last; i++) {
            fewer[i] = tokens[i];
        }
        return fewer;
    }

    function _delta(Lie memory lie, uint256 step, uint256 instruction) private pure returns (int256) {
        return lie.step == step && lie.instruction == instruction ? lie.delta : int256(0);
    }

    /// @notice An int32, little-endian.
    function number(int256 value) internal pure returns (bytes memory data) {
        data = new bytes(4);
        for (uint256 i = 0; i < 4; i++) {
            data[i] = bytes1(uint8(uint256(value) >> (8 * i)));
        }
    }

    function _int16s(int256[] memory elements) private pure returns (bytes memory data) {
        data = new bytes(2 * elements.length);
        for (uint256 i = 0; i < elements.length; i++) {
            data[2 * i] = bytes1(uint8(uint256(elements[i])));
            data[2 * i + 1] = bytes1(uint8(uint256(elements[i]) >> 8));
        }
    }
}
