// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

import {TensorTypes} from "../../../contracts/src/kernels/TensorTypes.sol";
import {Program} from "../../../contracts/src/model/IProgramRegistry.sol";
import {AnswerRootProbe} from "./AnswerRootProbe.sol";
import {Plan, Plans} from "./players/Plans.sol";
import {Proofs} from "./players/Proofs.sol";
import {Runs} from "./players/Runs.sol";
import {Trace, Traces} from "./players/Traces.sol";

/// @notice Which answer a trace has; the cases are those of AnswerRoot.tree. The traces are random: what a program computes is of no account.
contract AnswerRootTest is Test {
    using TensorTypes for uint256;

    uint256 private constant MAX_OUTPUTS = 6;
    uint256 private constant MAX_BYTES = 400;

    AnswerRootProbe private probe = new AnswerRootProbe();

    struct Stated {
        Program program;
        bytes32 root;
        bytes answer;
        bytes32[] siblings;
    }

    /// @dev Of instructions with outputs of random types, some of which, in any order, are the answer.
    function _runOnce(uint256 seed) private pure returns (Stated memory stated) {
        uint256 count = 1 + _part(seed, 0) % 9;
        Plan memory plan;
        (plan.instructionCount, plan.records) = (count, new uint256[16][](count + 1));
        plan.outputs = new uint256[](1 + _part(seed, 1) % MAX_OUTPUTS);
        bytes[][] memory values = new bytes[][](1);
        values[0] = new bytes[](count);
        for (uint256 n = 0; n < count; n++) {
            uint256 dtype = 1 + _part(seed, 100 + n) % 4;
            uint256 elements = 1 + _part(seed, 200 + n) % (MAX_BYTES >> TensorTypes.log2BytesOf(dtype));
            // Leaves of 64 to 1024 bytes.
            uint256 log2Leaf = 6 + _part(seed, 300 + n) % 5;
            plan.records[n + 1][1] = (dtype << 136) | (log2Leaf << 128) | (elements << 96);
            values[0][n] = _bytes(_part(seed, 400 + n), plan.records[n + 1][1].byteLength());
        }
        Program memory program = stated.program;
        (program.instructionCount, program.outputs) = (count, plan.outputs);
        program.outputTypes = new uint256[](plan.outputs.length);
        for (uint256 i = 0; i < plan.outputs.length; i++) {
            plan.outputs[i] = 1 + _part(seed, 500 + i) % count;
            program.outputTypes[i] = plan.records[plan.outputs[i]][1];
            stated.answer = bytes.concat(stated.answer, values[0][plan.outputs[i] - 1]);
        }
        Trace memory trace = Traces.build(plan, values);
        (stated.root, stated.siblings) = (trace.root, Proofs.ofAnswer(plan, trace));
    }

    /// @dev Of so many tokens, after steps of which only the roots matter here.
    function _runInSteps(uint256 seed) private pure returns (Stated memory stated) {
        Plan memory plan = Plans.steps(4 + _part(seed, 0) % 30, 1, -1);
        plan.tokenLimit = 1 + _part(seed, 1) % plan.stepLimit;
        bytes[][] memory values = new bytes[][](plan.stepLimit + 1);
        for (uint256 t = 0; t < 1 + _part(seed, 2) % plan.stepLimit; t++) {
            values[t] = new bytes[](3);
            for (uint256 n = 0; n < 3; n++) {
                values[t][n] = _bytes(_part(seed, 100 + t), 4);
            }
        }
        stated.answer = _bytes(_part(seed, 3), _part(seed, 4) % (plan.tokenLimit + 1));
        bytes[] memory end = new bytes[](2);
        end[0] = Runs.number(int256(stated.answer.length));
        end[1] = new bytes(plan.tokenLimit);
        for (uint256 i = 0; i < stated.answer.length; i++) {
            end[1][i] = stated.answer[i];
        }
        values[plan.stepLimit] = end;
        Trace memory trace = Traces.build(plan, values);
        (stated.root, stated.siblings) = (trace.root, Proofs.ofAnswer(plan, trace));
        Program memory program = stated.program;
        (program.instructionCount, program.stepLimit, program.tokenLimit) = (3, plan.stepLimit, plan.tokenLimit);
        program.inputType = Plans.vector(Plans.UINT8, Plans.PROMPT_LIMIT);
    }

    function testFuzz_ATraceHasItsAnswer(uint256 seed) public view {
        assertTrue(_matches(_runOnce(seed)));
        assertTrue(_matches(_runInSteps(seed)));
    }

    function testFuzz_ATraceHasNoOtherAnswer(uint256 seed) public view {
        _assertNoOther(_runOnce(seed), seed);
        _assertNoOther(_runInSteps(seed), seed);
    }

    function _assertNoOther(Stated memory stated, uint256 seed) private view {
        bytes memory answer = stated.answer;
        stated.answer = bytes.concat(answer, hex"00");
        assertFalse(_matches(stated), "a zero more");
        stated.answer = bytes.concat(answer, bytes32(0), bytes32(0));
        assertFalse(_matches(stated), "two words more");
        if (answer.length == 0) return;
        stated.answer = _bytes(0, answer.length - 1);
        for (uint256 i = 0; i < stated.answer.length; i++) {
            stated.answer[i] = answer[i];
        }
        assertFalse(_matches(stated), "a byte less");
        stated.answer = "";
        assertFalse(_matches(stated), "nothing");
        stated.answer = answer;
        uint256 at = _part(seed, 7) % answer.length;
        answer[at] ^= bytes1(uint8(1 << (_part(seed, 8) % 8)));
        assertFalse(_matches(stated), "another bit");
    }

    function testFuzz_TheSiblingsAreTheTraces(uint256 seed) public view {
        _assertSiblings(_runOnce(seed), seed);
        _assertSiblings(_runInSteps(seed), seed);
    }

    function _assertSiblings(Stated memory stated, uint256 seed) private view {
        bytes32[] memory siblings = stated.siblings;
        stated.siblings = new bytes32[](siblings.length + 1);
        for (uint256 i = 0; i < siblings.length; i++) {
            stated.siblings[i] = siblings[i];
        }
        assertFalse(_matches(stated), "one more");
        if (siblings.length == 0) return;
        stated.siblings = new bytes32[](siblings.length - 1);
        for (uint256 i = 0; i < stated.siblings.length; i++) {
            stated.siblings[i] = siblings[i];
        }
        assertFalse(_matches(stated), "one less");
        stated.siblings = siblings;
        siblings[_part(seed, 9) % siblings.length] ^= bytes32(1 << (_part(seed, 10) % 256));
        assertFalse(_matches(stated), "another one");
    }

    /// @dev Two outputs of one type with other content, the other way round.
    function test_OutputsHaveAnOrder() public view {
        Plan memory plan = Plans.clamps(2, 33, true);
        bytes[][] memory values = new bytes[][](1);
        values[0] = new bytes[](2);
        (values[0][0], values[0][1]) = (_bytes(1, 66), _bytes(2, 66));
        Trace memory trace = Traces.build(plan, values);
        Stated memory stated;
        (stated.root, stated.siblings) = (trace.root, Proofs.ofAnswer(plan, trace));
        (stated.program.instructionCount, stated.program.outputs) = (2, plan.outputs);
        stated.program.outputTypes = new uint256[](2);
        (stated.program.outputTypes[0], stated.program.outputTypes[1]) = (plan.records[1][1], plan.records[2][1]);
        stated.answer = bytes.concat(values[0][0], values[0][1]);
        assertTrue(_matches(stated));
        stated.answer = bytes.concat(values[0][1], values[0][0]);
        assertFalse(_matches(stated));
        (stated.siblings[0], stated.siblings[1]) = (stated.siblings[1], stated.siblings[0]);
        assertFalse(_matches(stated));
    }

    /// @dev An end that says more tokens than the program gives; the trace has just that.
    function test_TokensHaveALimit() public view {
        for (uint256 length = 1; length < 4; length++) {
            Plan memory plan = Plans.steps(8, 2, -1);
            bytes[][] memory values = new bytes[][](9);
            values[8] = new bytes[](2);
            (values[8][0], values[8][1]) = (Runs.number(int256(length)), _bytes(5, length < 2 ? 2 : length));
            if (length < 2) values[8][1][1] = 0;
            Trace memory trace = Traces.build(plan, values);
            Stated memory stated;
            (stated.root, stated.siblings) = (trace.root, Proofs.ofAnswer(plan, trace));
            (stated.program.instructionCount, stated.program.stepLimit, stated.program.tokenLimit) = (3, 8, 2);
            stated.program.inputType = Plans.vector(Plans.UINT8, Plans.PROMPT_LIMIT);
            stated.answer = new bytes(length);
            for (uint256 i = 0; i < length; i++) {
                stated.answer[i] = values[8][1][i];
            }
            assertEq(_matches(stated), length < 3);
            // Of int32 tokens, half a one is none.
            stated.program.inputType = Plans.vector(Plans.INT32, Plans.PROMPT_LIMIT);
            assertFalse(_matches(stated));
        }
    }

    /// @dev What follows the answer in calldata is another argument, which must not be read as its zeros.
    function testFuzz_WhatComesAfterTheAnswerIsNotReadAsItsPadding(uint256 seed) public view {
        Stated memory stated = _runOnce(seed);
        bytes memory payload =
            abi.encodeCall(probe.matches, (stated.program, stated.root, stated.answer, stated.siblings));
        (bool success, bytes memory result) = address(probe).staticcall(bytes.concat(payload, _bytes(seed, 2048)));
        assertTrue(success && abi.decode(result, (bool)));
    }

    function _matches(Stated memory stated) private view returns (bool) {
        return probe.matches(stated.program, stated.root, stated.answer, stated.siblings);
    }

    function _bytes(uint256 seed, uint256 length) private pure returns (bytes memory data) {
        data = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            // No zeros, so that a byte less is another content.
            data[i] = bytes1(uint8(1 + uint256(keccak256(abi.encode(seed, i))) % 255));
        }
    }

    function _part(uint256 seed, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
