// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";

import {IProgramRegistry, Program, RecordRun} from "../../../contracts/src/model/IProgramRegistry.sol";
import {ProgramRegistry} from "../../../contracts/src/model/ProgramRegistry.sol";
import {TinyPrograms} from "./TinyPrograms.sol";

/// @notice What programs of every instruction show, test/differential compares with the validator in TypeScript.
contract ProgramRegistryTest is Test {
    uint256 private constant INT16 = 3;
    uint256 private constant NONE = type(uint256).max;

    ProgramRegistry private programs;

    function setUp() public {
        programs = new ProgramRegistry();
    }

    function test_validate_keepsWhatDisputesNeed() public {
        RecordRun memory run = TinyPrograms.withConstant(784);
        bytes32 root = TinyPrograms.rootOf(run.records);
        vm.expectEmit(address(programs));
        emit IProgramRegistry.ProgramValidated(root, 1, 1);
        TinyPrograms.validate(programs, run);

        Program memory known = programs.program(root);
        assertEq(abi.encode(known.instructionCount, known.constantCount), abi.encode(1, 1));
        assertEq(known.inputType, TinyPrograms.vector(1, 784));
        assertEq(abi.encode(known.inputBytesMin, known.inputBytesMax), abi.encode(784, 784));
        assertEq(abi.encode(known.stepLimit, known.tokenLimit, known.stopToken), abi.encode(0, 0, int256(0)));
        assertEq(abi.encode(known.outputs.length, known.outputs[0]), abi.encode(1, 1));
        assertEq(known.outputTypes[0], TinyPrograms.vector(INT16, 784));
        // 1568 bytes are seven leaves of 256.
        assertEq(programs.tensorDepth(root, 0), 3);
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.ProgramInstructionUnknown.selector, 1));
        programs.tensorDepth(root, 1);
    }

    function test_validate_keepsTheLoop() public {
        bytes32 root = TinyPrograms.validate(programs, TinyPrograms.steps(33));
        Program memory known = programs.program(root);
        assertEq(known.inputType, TinyPrograms.vector(1, 33));
        assertEq(abi.encode(known.inputBytesMin, known.inputBytesMax), abi.encode(1, 33));
        assertEq(abi.encode(known.stepLimit, known.tokenLimit, known.stopToken), abi.encode(33, 1, int256(-1)));
        assertEq(programs.tensorDepth(root, 0), 0);
    }

    function test_validate_agreesWithAnybodyWhoWasFaster() public {
        RecordRun memory run = TinyPrograms.once(5);
        bytes32 root = TinyPrograms.validate(programs, run);
        vm.record();
        vm.prank(makeAddr("late"));
        TinyPrograms.validate(programs, run);
        assertEq(_writes(), 0);
        assertEq(programs.validatedRecords(root), 2);
    }

    function test_validate_refusesRecordsAfterTheLast() public {
        // Three records are padded to four leaves; the fourth one holds something.
        RecordRun memory run = TinyPrograms.steps(4);
        uint256[16][] memory padded = new uint256[16][](4);
        for (uint256 i = 0; i < 3; i++) {
            padded[i] = run.records[i];
        }
        padded[3][0] = 1;
        bytes32 root = TinyPrograms.rootOf(padded);
        _expectWrong(root, run, 0);
        run.siblings = new bytes32[](1);
        run.siblings[0] = keccak256(abi.encodePacked(bytes32(uint256(0x030009) << 232), padded[3]));
        _expectWrong(root, run, 0);
        run.siblings = new bytes32[](0);
        run.records = padded;
        _expectWrong(root, run, 0);
    }

    function test_validate_refusesAHeaderThatHidesARecord() public {
        RecordRun memory run = TinyPrograms.withConstant(5);
        run.records[0][3] = 0;
        // As many records as the header says, under a root that holds one more.
        bytes32 root = TinyPrograms.rootOf(run.records);
        RecordRun memory fewer = TinyPrograms.once(5);
        fewer.records[0] = run.records[0];
        _expectWrong(root, fewer, 0);
        _expectWrong(root, run, 0);
    }

    function test_validate_neverKnowsAProgramWithARecordTooFew() public {
        RecordRun memory run = TinyPrograms.steps(4);
        // A constant that isn't there: its leaf is empty.
        run.records[0][3] = 1;
        bytes32 root = TinyPrograms.rootOf(run.records);
        _expectWrong(root, run, 0);
        run.siblings = new bytes32[](1);
        programs.validate(root, run, new RecordRun[](0));
        assertEq(programs.validatedRecords(root), 3);
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.ProgramUnknown.selector, root));
        programs.program(root);
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.ProgramUnknown.selector, root));
        programs.counts(root);
    }

    function test_validate_refusesAnUnknownChunk() public {
        RecordRun memory run = TinyPrograms.once(5);
        run.first = 1;
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.ProgramChunkTooLate.selector, 0));
        programs.validate(TinyPrograms.rootOf(run.records), run, new RecordRun[](0));
        run.first = 0;
        _expectWrong(keccak256("another root"), run, 0);
        _expectWrong(TinyPrograms.rootOf(run.records), run, _with(0, 0));
        _expectWrong(TinyPrograms.rootOf(run.records), run, _with(2, 1));
        _expectWrong(TinyPrograms.rootOf(run.records), run, _with(NONE, 1));
    }

    function test_validate_allowsTwoGibibytesTogether() public {
        // The input has 2^27 bytes and each cast of it 2^28: seven of them are below 2^31, eight above.
        bytes32 root = TinyPrograms.validate(programs, _casts(7, 2 ** 24 * 8));
        assertEq(programs.tensorDepth(root, 6), 20);
        RecordRun memory run = _casts(8, 2 ** 24 * 8);
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.ProgramTooLarge.selector, 8));
        programs.validate(TinyPrograms.rootOf(run.records), run, new RecordRun[](0));
    }

    function test_validate_refusesMoreThanAProgramMayHave() public {
        // Words of the header: instructions, constants, outputs, the first output.
        uint256[4][5] memory wrong = [
            [uint256(4097), 0, 1, 1],
            [uint256(0), 0, 1, 1],
            [uint256(1), 4097, 1, 1],
            [uint256(1), 0, 7, 1],
            [uint256(1), 0, 0, 0]
        ];
        for (uint256 i = 0; i < wrong.length; i++) {
            RecordRun memory run = TinyPrograms.once(5);
            for (uint256 word = 0; word < 4; word++) {
                run.records[0][2 + word] = wrong[i][word];
            }
            _expectInvalid(run, 0);
        }
    }

    function test_validate_refusesTheInputAsAnOutput() public {
        RecordRun memory run = TinyPrograms.once(5);
        run.records[0][5] = 0;
        _expectInvalid(run, 0);
        run.records[0][5] = 2;
        _expectInvalid(run, 0);
    }

    function test_validate_refusesAFootprintAboveTheLimit() public {
        // 64 places in a tensor of 2^12 leaves of 256 bytes: 64 * (256 + 12 * 32) bytes.
        RecordRun memory run = _pool(2 ** 11);
        bytes32 root = TinyPrograms.validate(programs, run);
        assertEq(programs.program(root).instructionCount, 1);
        run = _pool(2 ** 11 + 1);
        bytes memory reason =
            abi.encodeWithSelector(IProgramRegistry.ProgramFootprintTooLarge.selector, 1, 64 * (256 + 13 * 32));
        vm.expectRevert(reason);
        programs.validate(TinyPrograms.rootOf(run.records), run, new RecordRun[](0));
    }

    /// @dev One 8x8 window over int16 [1, 16, 16, channels].
    function _pool(uint256 channels) private pure returns (RecordRun memory run) {
        run = TinyPrograms.once(1);
        uint256 side = (INT16 << 136) | (8 << 128) | (1 << 96) | channels;
        uint256 input = side | (16 << 64) | (16 << 32);
        (run.records[0][1], run.records[1][5]) = (input, input);
        run.records[1][0] = 7;
        run.records[1][1] = side | (1 << 64) | (1 << 32);
        (run.records[1][10], run.records[1][11]) = (0x08080101, 0x01010000);
    }

    /// @dev `count` casts of one input of `length` bytes, which may be more than a dimension can be.
    function _casts(uint256 count, uint256 length) private pure returns (RecordRun memory run) {
        RecordRun memory one = TinyPrograms.once(1);
        uint256 shape = length > 2 ** 24 ? (2 ** 24 << 96) | (length / 2 ** 24 << 64) : length << 96;
        (uint256 input, uint256 output) = ((1 << 136) | (8 << 128) | shape, (INT16 << 136) | (8 << 128) | shape);
        run.records = new uint256[16][](1 + count);
        run.records[0] = one.records[0];
        (run.records[0][1], run.records[0][2]) = (input, count);
        for (uint256 i = 1; i <= count; i++) {
            for (uint256 word = 0; word < 16; word++) {
                run.records[i][word] = one.records[1][word];
            }
            (run.records[i][1], run.records[i][5]) = (output, input);
        }
    }

    function _with(uint256 first, uint256 count) private pure returns (RecordRun[] memory others) {
        others = new RecordRun[](1);
        others[0].first = first;
        others[0].records = new uint256[16][](count);
    }

    function _expectInvalid(RecordRun memory run, uint256 record) private {
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.ProgramRecordInvalid.selector, record));
        programs.validate(TinyPrograms.rootOf(run.records), run, new RecordRun[](0));
    }

    function _expectWrong(bytes32 root, RecordRun memory chunk, uint256 first) private {
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.ProgramRunWrong.selector, first));
        programs.validate(root, chunk, new RecordRun[](0));
    }

    function _expectWrong(bytes32 root, RecordRun memory chunk, RecordRun[] memory others) private {
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.ProgramRunWrong.selector, others[0].first));
        programs.validate(root, chunk, others);
    }

    /// @dev How many slots were written since the recording began.
    function _writes() private returns (uint256 count) {
        (, bytes32[] memory slots) = vm.accesses(address(programs));
        return slots.length;
    }
}
