// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

import {TensorTypes} from "../../../contracts/src/kernels/TensorTypes.sol";
import {RecordRun, Statement} from "../../../contracts/src/model/IProgramRegistry.sol";
import {ProgramRegistry} from "../../../contracts/src/model/ProgramRegistry.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {Moves} from "./players/Moves.sol";
import {Plan, Plans} from "./players/Plans.sol";
import {Proofs} from "./players/Proofs.sol";
import {Runs} from "./players/Runs.sol";
import {Trace, Traces} from "./players/Traces.sol";

/// @notice Which answer a trace has: `hasAnswer`. The cases are those of AnswerRoot.tree. The traces are random: what a program computes is
/// of no account.
contract AnswerRootTest is Test {
    using TensorTypes for uint256;

    uint256 private constant MAX_INSTRUCTIONS = 40;
    uint256 private constant MAX_OUTPUTS = 6;
    uint256 private constant MAX_ELEMENTS = 200;

    ProgramRegistry private programs = new ProgramRegistry();

    struct Stated {
        bytes32 programRoot;
        Statement statement;
    }

    /// @dev Of clamps and copies of an input of any type, some of which, in any order, are the answer.
    function _runOnce(uint256 seed) private returns (Stated memory) {
        uint256 count = 1 + _part(seed, 0) % MAX_INSTRUCTIONS;
        uint256 elements = 1 + _part(seed, 11) % MAX_ELEMENTS;
        Plan memory plan = Plans.clamps(count, elements, false);
        uint256 inputType = 1 + _part(seed, 12) % 4;
        plan.records[0][1] = Plans.inputOf(inputType, elements);
        plan.outputs = new uint256[](1 + _part(seed, 1) % MAX_OUTPUTS);
        plan.records[0][4] = plan.outputs.length;
        for (uint256 i = 0; i < plan.outputs.length; i++) {
            plan.outputs[i] = 1 + _part(seed, 500 + i) % count;
            plan.records[0][5 + i] = plan.outputs[i];
        }
        bytes[][] memory values = new bytes[][](1);
        values[0] = new bytes[](count);
        for (uint256 n = 0; n < count; n++) {
            // Of bytes and int16 there are clamps.
            bool isCopy = inputType % 2 == 0 || _part(seed, 100 + n) % 2 == 0;
            uint256 dtype = isCopy ? inputType : Plans.INT16;
            // Leaves of 64 to 1024 bytes.
            uint256 log2Leaf = 6 + _part(seed, 300 + n) % 5;
            uint256[16] memory record = plan.records[n + 1];
            (record[1], record[2]) = ((dtype << 136) | (log2Leaf << 128) | (elements << 96), 0);
            (record[0], record[5]) = (isCopy ? Plans.RESHAPE : Plans.CLAMP, plan.records[0][1]);
            (record[10], record[11]) = isCopy ? (0, 0) : (0, 127);
            values[0][n] = _bytes(_part(seed, 400 + n), record[1].byteLength());
        }
        bytes memory answer = "";
        for (uint256 i = 0; i < plan.outputs.length; i++) {
            answer = bytes.concat(answer, values[0][plan.outputs[i] - 1]);
        }
        return _stated(plan, Traces.build(plan, values), answer);
    }

    /// @dev Of so many tokens, after steps of which only the roots matter here.
    function _runInSteps(uint256 seed) private returns (Stated memory) {
        uint256 stepLimit = 4 + _part(seed, 0) % 30;
        Plan memory plan = Plans.steps(stepLimit, 1 + _part(seed, 1) % stepLimit, -1);
        bytes[][] memory values = new bytes[][](plan.stepLimit + 1);
        for (uint256 t = 0; t < 1 + _part(seed, 2) % plan.stepLimit; t++) {
            values[t] = new bytes[](3);
            for (uint256 n = 0; n < 3; n++) {
                values[t][n] = _bytes(_part(seed, 100 + t), 4);
            }
        }
        bytes memory answer = _bytes(_part(seed, 3), _part(seed, 4) % (plan.tokenLimit + 1));
        bytes[] memory end = new bytes[](2);
        end[0] = Runs.number(int256(answer.length));
        end[1] = new bytes(plan.tokenLimit);
        for (uint256 i = 0; i < answer.length; i++) {
            end[1][i] = answer[i];
        }
        values[plan.stepLimit] = end;
        return _stated(plan, Traces.build(plan, values), answer);
    }

    function _stated(Plan memory plan, Trace memory trace, bytes memory answer) private returns (Stated memory stated) {
        stated.programRoot = TinyPrograms.validate(programs, RecordRun(0, plan.records, new bytes32[](0)));
        stated.statement.output = answer;
        (, stated.statement.top) = Moves.topOf(plan, trace);
        stated.statement.siblings = Proofs.ofAnswer(plan, trace);
    }

    /// forge-config: default.fuzz.runs = 40
    function testFuzz_ATraceHasItsAnswer(uint256 seed) public {
        assertTrue(_matches(_runOnce(seed)));
        assertTrue(_matches(_runInSteps(seed)));
    }

    /// forge-config: default.fuzz.runs = 40
    function testFuzz_ATraceHasNoOtherAnswer(uint256 seed) public {
        _assertNoOther(_runOnce(seed), seed);
        _assertNoOther(_runInSteps(seed), seed);
    }

    function _assertNoOther(Stated memory stated, uint256 seed) private view {
        bytes memory answer = stated.statement.output;
        stated.statement.output = bytes.concat(answer, hex"00");
        assertFalse(_matches(stated), "a zero more");
        stated.statement.output = bytes.concat(answer, bytes32(0), bytes32(0));
        assertFalse(_matches(stated), "two words more");
        if (answer.length == 0) return;
        stated.statement.output = _bytes(0, answer.length - 1);
        for (uint256 i = 0; i < stated.statement.output.length; i++) {
            stated.statement.output[i] = answer[i];
        }
        assertFalse(_matches(stated), "a byte less");
        stated.statement.output = "";
        assertFalse(_matches(stated), "nothing");
        stated.statement.output = answer;
        uint256 at = _part(seed, 7) % answer.length;
        answer[at] ^= bytes1(uint8(1 << (_part(seed, 8) % 8)));
        assertFalse(_matches(stated), "another bit");
    }

    /// forge-config: default.fuzz.runs = 40
    function testFuzz_TheSiblingsAreTheTraces(uint256 seed) public {
        _assertSiblings(_runOnce(seed), seed);
        _assertSiblings(_runInSteps(seed), seed);
    }

    function _assertSiblings(Stated memory stated, uint256 seed) private view {
        bytes32[] memory siblings = stated.statement.siblings;
        stated.statement.siblings = new bytes32[](siblings.length + 1);
        for (uint256 i = 0; i < siblings.length; i++) {
            stated.statement.siblings[i] = siblings[i];
        }
        assertFalse(_matches(stated), "one more");
        if (siblings.length == 0) return;
        stated.statement.siblings = new bytes32[](siblings.length - 1);
        for (uint256 i = 0; i < stated.statement.siblings.length; i++) {
            stated.statement.siblings[i] = siblings[i];
        }
        assertFalse(_matches(stated), "one less");
        stated.statement.siblings = siblings;
        siblings[_part(seed, 9) % siblings.length] ^= bytes32(1 << (_part(seed, 10) % 256));
        assertFalse(_matches(stated), "another one");
    }

    /// forge-config: default.fuzz.runs = 40
    function testFuzz_TheTopIsTheTraces(uint256 seed) public {
        _assertTop(_runOnce(seed), seed);
        _assertTop(_runInSteps(seed), seed);
    }

    /// @dev A top of another width is none of this program, and one that is changed has no answer, or the same: then it is changed where
    /// no output lies.
    function _assertTop(Stated memory stated, uint256 seed) private view {
        bytes32[] memory top = stated.statement.top;
        stated.statement.top = new bytes32[](2 * top.length);
        for (uint256 i = 0; i < top.length; i++) {
            stated.statement.top[i] = top[i];
        }
        assertFalse(_matches(stated), "wider");
        if (top.length > 1) {
            stated.statement.top = new bytes32[](top.length / 2);
            for (uint256 i = 0; i < stated.statement.top.length; i++) {
                stated.statement.top[i] = top[i];
            }
            assertFalse(_matches(stated), "narrower");
        }
        stated.statement.top = top;
        for (uint256 i = 0; i < top.length; i++) {
            top[i] ^= bytes32(1 << (_part(seed, 20 + i) % 256));
        }
        assertFalse(_matches(stated), "another top");
    }

    /// @dev Two outputs of one type with other content, the other way round.
    function test_OutputsHaveAnOrder() public {
        Plan memory plan = Plans.clamps(17, 33, true);
        bytes[][] memory values = new bytes[][](1);
        values[0] = new bytes[](17);
        for (uint256 n = 0; n < 17; n++) {
            values[0][n] = _bytes(n, 66);
        }
        (bytes memory first, bytes memory last) = (values[0][0], values[0][16]);
        Stated memory stated = _stated(plan, Traces.build(plan, values), bytes.concat(first, last));
        assertTrue(_matches(stated));
        stated.statement.output = bytes.concat(last, first);
        assertFalse(_matches(stated));
        bytes32[] memory siblings = stated.statement.siblings;
        assertEq(siblings.length, 2);
        (siblings[0], siblings[1]) = (siblings[1], siblings[0]);
        assertFalse(_matches(stated));
    }

    /// @dev An end that says more tokens than the program gives; the trace has just that.
    function test_TokensHaveALimit() public {
        for (uint256 length = 1; length < 4; length++) {
            Plan memory plan = Plans.steps(8, 2, -1);
            bytes[][] memory values = new bytes[][](9);
            values[8] = new bytes[](2);
            (values[8][0], values[8][1]) = (Runs.number(int256(length)), _bytes(5, length < 2 ? 2 : length));
            if (length < 2) values[8][1][1] = 0;
            bytes memory answer = new bytes(length);
            for (uint256 i = 0; i < length; i++) {
                answer[i] = values[8][1][i];
            }
            Trace memory trace = Traces.build(plan, values);
            assertEq(_matches(_stated(plan, trace, answer)), length < 3);
        }
    }

    /// @dev Zeros after a token are in the trace, too, so the answer's length has to be looked at.
    function test_HalfATokenIsNone() public {
        Plan memory plan = Plans.steps(8, 2, -1);
        plan.records[1][0] = Plans.vector(Plans.INT32, Plans.PROMPT_LIMIT);
        bytes[][] memory values = new bytes[][](9);
        values[8] = new bytes[](2);
        (values[8][0], values[8][1]) = (Runs.number(1), _bytes(5, 4));
        Trace memory trace = Traces.build(plan, values);
        Traces.setLeaf(trace, 8, 1, 0, Traces.leafOf(Plans.vector(Plans.INT32, 2), values[8][1], 0));
        for (uint256 more = 0; more < 4; more++) {
            assertEq(_matches(_stated(plan, trace, bytes.concat(values[8][1], new bytes(more)))), more == 0);
        }
    }

    /// @dev What follows the answer in calldata is another argument, which must not be read as its zeros.
    /// forge-config: default.fuzz.runs = 40
    function testFuzz_WhatComesAfterTheAnswerIsNotReadAsItsPadding(uint256 seed) public {
        Stated memory stated = _runOnce(seed);
        bytes memory payload = abi.encodeCall(programs.hasAnswer, (stated.programRoot, stated.statement));
        (bool success, bytes memory result) = address(programs).staticcall(bytes.concat(payload, _bytes(seed, 2048)));
        assertTrue(success && abi.decode(result, (bool)));
    }

    function _matches(Stated memory stated) private view returns (bool) {
        return programs.hasAnswer(stated.programRoot, stated.statement);
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
