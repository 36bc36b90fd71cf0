// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Batches} from "../kernels/Batches.sol";
import {TensorTypes} from "../kernels/TensorTypes.sol";
import {AnswerRoot} from "./AnswerRoot.sol";
import {TraceNodes} from "../kernels/TraceNodes.sol";
import {IProgramRegistry, Program, RecordRun, Statement} from "./IProgramRegistry.sol";
import {Footprint} from "./program/Footprint.sol";
import {HeaderRules} from "./program/HeaderRules.sol";
import {InstructionRules} from "./program/InstructionRules.sol";
import {RecordTree} from "./program/RecordTree.sol";
import {StepRules} from "./program/StepRules.sol";
import {TypeRules} from "./program/TypeRules.sol";

/// @title ProgramRegistry
/// @notice See `IProgramRegistry`. What is kept of one program depends on its root only: programs don't disturb each other.
contract ProgramRegistry is IProgramRegistry {
    using TensorTypes for uint256;
    using TypeRules for uint256;

    /// @dev Two slots. A program with one output has no more, however it is asked for.
    struct Progress {
        /// Records that were validated; 0 for an unknown program.
        uint16 next;
        uint16 instructionCount;
        uint16 constantCount;
        bool hasSteps;
        uint16 stepLimit;
        /// Of all values and constants up to `next`; at most 2^31.
        uint32 totalBytes;
        uint144 inputType;
        /// The first output's, known when its instruction is.
        uint144 outputType;
        uint16 output;
        uint8 outputCount;
        uint16 tokenLimit;
        int32 stopToken;
    }

    /// @dev A value that the answer has, and its type, known when its instruction is.
    struct Output {
        uint16 value;
        uint144 typeWord;
    }

    uint256 private constant MAX_PROGRAM_BYTES = 2 ** 31;
    uint256 private constant DEPTHS_PER_WORD = 32;
    uint256 private constant NONE = type(uint256).max;

    mapping(bytes32 programRoot => Progress) private _progress;
    /// @dev Of programs with several outputs all but the first.
    mapping(bytes32 programRoot => mapping(uint256 index => Output)) private _outputs;
    /// @dev A byte for each instruction, the first one of a word lowest: its depth and one, so that 0 is an unknown one.
    mapping(bytes32 programRoot => mapping(uint256 word => uint256)) private _depths;

    /// @inheritdoc IProgramRegistry
    function validate(bytes32 programRoot, RecordRun calldata chunk, RecordRun[] calldata others) external {
        Progress memory progress = _progress[programRoot];
        uint256 next = progress.next;
        require(chunk.first <= next, ProgramChunkTooLate(next));
        uint256 end = chunk.first + chunk.records.length;
        // Somebody else may have validated the same records a moment earlier.
        if (end <= next) return;
        if (next == 0) _readHeader(programRoot, chunk, progress);
        uint256 recordCount = _recordCount(progress);
        RecordTree.verify(programRoot, chunk, recordCount);
        for (uint256 i = 0; i < others.length; i++) {
            RecordTree.verify(programRoot, others[i], recordCount);
        }
        _validateRecords(programRoot, chunk, others, progress);
        progress.next = uint16(end);
        _progress[programRoot] = progress;
        if (end == recordCount) emit ProgramValidated(programRoot, progress.instructionCount, progress.constantCount);
    }

    /// @inheritdoc IProgramRegistry
    function validatedRecords(bytes32 programRoot) external view returns (uint256 count) {
        return _progress[programRoot].next;
    }

    /// @inheritdoc IProgramRegistry
    function program(bytes32 programRoot) external view returns (Program memory known) {
        Progress memory progress = _validated(programRoot);
        uint256 inputBytes = uint256(progress.inputType).byteLength();
        known.instructionCount = progress.instructionCount;
        known.constantCount = progress.constantCount;
        known.inputType = progress.inputType;
        known.inputBytesMin = progress.hasSteps ? 1 << uint256(progress.inputType).log2Bytes() : inputBytes;
        known.inputBytesMax = inputBytes;
        known.stepLimit = progress.stepLimit;
        known.tokenLimit = progress.tokenLimit;
        known.stopToken = progress.stopToken;
        known.outputs = new uint256[](progress.outputCount);
        known.outputTypes = new uint256[](progress.outputCount);
        (known.outputs[0], known.outputTypes[0]) = (progress.output, progress.outputType);
        for (uint256 i = 1; i < progress.outputCount; i++) {
            Output memory output = _outputs[programRoot][i];
            (known.outputs[i], known.outputTypes[i]) = (output.value, output.typeWord);
        }
    }

    /// @inheritdoc IProgramRegistry
    function counts(bytes32 programRoot)
        external
        view
        returns (uint256 instructionCount, uint256 constantCount, uint256 stepLimit)
    {
        // All of it is in the first of the two slots.
        Progress storage progress = _progress[programRoot];
        bool hasSteps;
        uint256 next;
        (next, hasSteps) = (progress.next, progress.hasSteps);
        (instructionCount, constantCount, stepLimit) =
        (progress.instructionCount, progress.constantCount, progress.stepLimit);
        unchecked {
            require(next == (hasSteps ? 2 : 1) + instructionCount + constantCount, ProgramUnknown(programRoot));
        }
    }

    /// @inheritdoc IProgramRegistry
    function hasAnswer(bytes32 programRoot, Statement calldata statement) external view returns (bool) {
        Progress memory progress = _validated(programRoot);
        uint256 depth = _traceDepth(progress);
        // The top's levels, and those below it.
        uint256 levels = AnswerRoot.levelsBelowDepth(depth);
        return statement.top.length == 1 << (depth - levels)
            && _leadsTo(programRoot, progress, statement.output, statement.siblings, statement.top, levels);
    }

    /// @inheritdoc IProgramRegistry
    function hasAnswers(bytes32 programRoot, uint256 items, Statement calldata statement) external view returns (bool) {
        Progress memory progress = _validated(programRoot);
        if (items == 0 || items > Batches.MAX_ITEMS || !Batches.isEncoded(statement.output, items)) return false;
        uint256 levels = _traceDepth(progress);
        unchecked {
            uint256 each = progress.hasSteps ? levels : levels * progress.outputCount;
            bool fits = statement.top.length == 1 << Batches.depthOf(items) && statement.siblings.length == each * items;
            for (uint256 i = 0; i < items && fits; i++) {
                fits = _leadsTo(
                    programRoot,
                    progress,
                    Batches.item(statement.output, i),
                    statement.siblings[i * each:(i + 1) * each],
                    statement.top[i:i + 1],
                    levels
                );
            }
            return fits;
        }
    }

    /// @dev Levels of the first list that a trace has.
    function _traceDepth(Progress memory progress) private pure returns (uint256) {
        return TensorTypes.depthOf(progress.hasSteps ? uint256(progress.stepLimit) + 1 : progress.instructionCount);
    }

    /// @dev Whether a run has this answer.
    /// @param top Nodes of its trace, all that are on one level. @param levels Below them, of the first list.
    function _leadsTo(
        bytes32 programRoot,
        Progress memory progress,
        bytes calldata answer,
        bytes32[] calldata siblings,
        bytes32[] calldata top,
        uint256 levels
    ) private view returns (bool) {
        if (!progress.hasSteps) {
            return _hasOutputs(programRoot, progress, answer, siblings, top, levels);
        }
        (bool possible, bytes32 end) = AnswerRoot.endOf(progress.inputType, progress.tokenLimit, answer);
        return possible && siblings.length == levels && _isInTop(end, progress.stepLimit, siblings, top);
    }

    /// @dev Whether node number `index` is under the one of the top that is `siblings.length` levels above it.
    function _isInTop(bytes32 node, uint256 index, bytes32[] calldata siblings, bytes32[] calldata top)
        private
        pure
        returns (bool)
    {
        return TraceNodes.fold(node, index, siblings) == top[index >> siblings.length];
    }

    /// @dev An answer is all outputs one after the other, and so are their siblings.
    function _hasOutputs(
        bytes32 programRoot,
        Progress memory progress,
        bytes calldata answer,
        bytes32[] calldata siblings,
        bytes32[] calldata top,
        uint256 levels
    ) private view returns (bool) {
        // A program has at most 2^31 bytes of values, and values are counted from 1.
        unchecked {
            if (siblings.length != levels * progress.outputCount) return false;
            for (uint256 i = 0; i < progress.outputCount; i++) {
                (uint256 value, uint256 typeWord) = _outputAt(programRoot, progress, i);
                uint256 outputBytes = typeWord.byteLength();
                if (outputBytes > answer.length) return false;
                if (!_isInTop(TraceNodes.tensor(typeWord, answer[:outputBytes]), value - 1, siblings[:levels], top)) {
                    return false;
                }
                answer = answer[outputBytes:];
                siblings = siblings[levels:];
            }
        }
        return answer.length == 0;
    }

    /// @return value Output number `index` of the answer. @return typeWord Its type.
    function _outputAt(bytes32 programRoot, Progress memory progress, uint256 index)
        private
        view
        returns (uint256 value, uint256 typeWord)
    {
        if (index == 0) return (progress.output, progress.outputType);
        Output storage output = _outputs[programRoot][index];
        return (output.value, output.typeWord);
    }

    /// @inheritdoc IProgramRegistry
    function endDepth(bytes32 programRoot) external view returns (uint256 depth) {
        Progress memory progress = _validated(programRoot);
        return TensorTypes.depthOf(AnswerRoot.tokensTypeOf(progress.inputType, progress.tokenLimit).leafCount());
    }

    /// @inheritdoc IProgramRegistry
    function tensorDepth(bytes32 programRoot, uint256 instruction) external view returns (uint256 depth) {
        unchecked {
            uint256 word = _depths[programRoot][instruction / DEPTHS_PER_WORD];
            depth = uint8(word >> (8 * (instruction % DEPTHS_PER_WORD)));
            require(depth > 0, ProgramInstructionUnknown(instruction));
            return depth - 1;
        }
    }

    /// @dev The chunk begins with the header, and isn't verified yet: how long the path to the root is, the header says.
    function _readHeader(bytes32 programRoot, RecordRun calldata chunk, Progress memory progress) private {
        uint256[16] calldata header = chunk.records[0];
        require(HeaderRules.checkHeader(header), ProgramRecordInvalid(0));
        progress.instructionCount = uint16(header[2]);
        progress.constantCount = uint16(header[3]);
        progress.hasSteps = HeaderRules.hasSteps(header);
        progress.totalBytes = uint32(header[1].byteLength());
        progress.output = uint16(header[5]);
        progress.outputCount = uint8(header[4]);
        if (!progress.hasSteps) progress.inputType = uint144(header[1]);
        for (uint256 i = 1; i < header[4]; i++) {
            _outputs[programRoot][i].value = uint16(header[5 + i]);
        }
    }

    function _validateRecords(
        bytes32 programRoot,
        RecordRun calldata chunk,
        RecordRun[] calldata others,
        Progress memory progress
    ) private {
        uint256 firstInstruction = _firstInstruction(progress);
        uint256 firstConstant = firstInstruction + progress.instructionCount;
        uint256 end = chunk.first + chunk.records.length;
        uint256 depths = 0;
        for (uint256 i = progress.next == 0 ? 1 : progress.next; i < end; i++) {
            uint256[16] calldata record = chunk.records[i - chunk.first];
            if (i < firstInstruction) {
                _validateLoop(record, progress);
            } else if (i < firstConstant) {
                _checkReferences(i, chunk, others, progress);
                uint256 instruction = i - firstInstruction;
                uint256 depth = _validateInstruction(programRoot, i, record, progress);
                depths |= (depth + 1) << (8 * (instruction % DEPTHS_PER_WORD));
                if ((instruction + 1) % DEPTHS_PER_WORD != 0 && i + 1 < end && i + 1 < firstConstant) continue;
                _depths[programRoot][instruction / DEPTHS_PER_WORD] |= depths;
                depths = 0;
            } else {
                require(HeaderRules.checkConstant(record), ProgramRecordInvalid(i));
                _addBytes(i, record[0].constantBytes(), progress);
            }
        }
    }

    function _validateLoop(uint256[16] calldata loop, Progress memory progress) private pure {
        require(HeaderRules.checkLoop(loop), ProgramRecordInvalid(1));
        progress.inputType = uint144(loop[0]);
        progress.stepLimit = uint16(loop[1]);
        progress.tokenLimit = uint16(loop[2]);
        progress.stopToken = int32(uint32(loop[3]));
    }

    /// @dev Whatever an instruction refers to exists, comes earlier, and has the type that the instruction's record repeats.
    function _checkReferences(
        uint256 index,
        RecordRun calldata chunk,
        RecordRun[] calldata others,
        Progress memory progress
    ) private pure {
        uint256[16] calldata record = chunk.records[index - chunk.first];
        uint256 layout = InstructionRules.layoutOf(record[0]);
        bool isKnown = layout != InstructionRules.UNKNOWN;
        require(isKnown && HeaderRules.areZero(record, 10 + (layout & 15)), ProgramRecordInvalid(index));
        uint256 firstInstruction = _firstInstruction(progress);
        unchecked {
            for (uint256 place = 0; place < 3; place++) {
                (uint256 value, uint256 typeWord) = (record[2 + place], record[5 + place]);
                if (place >= (layout >> 8) & 15 || (place >= layout >> 12 && value == NONE)) {
                    require(value == NONE && typeWord == 0, ProgramReferenceInvalid(index));
                    continue;
                }
                // Value n is the input or the output of instruction n - 1.
                require(value <= index - firstInstruction, ProgramReferenceInvalid(index));
                uint256 found = value == 0 ? 0 : firstInstruction + value - 1;
                require(_recordAt(found, chunk, others)[1] == typeWord, ProgramReferenceInvalid(index));
            }
            (uint256 constantIndex, uint256 constantType) = (record[8], record[9]);
            if ((layout >> 4) & 15 == 0) {
                require(constantIndex == NONE && constantType == 0, ProgramReferenceInvalid(index));
                return;
            }
            require(constantIndex < progress.constantCount, ProgramReferenceInvalid(index));
            uint256 constantRecord = firstInstruction + progress.instructionCount + constantIndex;
            require(_recordAt(constantRecord, chunk, others)[0] == constantType, ProgramReferenceInvalid(index));
        }
    }

    /// @return depth Of the output's tree.
    function _validateInstruction(
        bytes32 programRoot,
        uint256 index,
        uint256[16] calldata record,
        Progress memory progress
    ) private returns (uint256 depth) {
        uint256 output = record[1];
        uint256 outputBytes = output.tensorBytes();
        bool isValid = outputBytes > 0 && InstructionRules.check(record, progress.stepLimit);
        require(isValid, ProgramRecordInvalid(index));
        uint256 footprintBytes = InstructionRules.footprintOf(record);
        require(footprintBytes <= Footprint.MAX_BYTES, ProgramFootprintTooLarge(index, footprintBytes));
        _addBytes(index, outputBytes, progress);

        uint256 value = index - _firstInstruction(progress) + 1;
        if (progress.output == value) {
            require(!progress.hasSteps || StepRules.isToken(output), ProgramRecordInvalid(index));
            progress.outputType = uint144(output);
        }
        for (uint256 i = 1; i < progress.outputCount; i++) {
            if (_outputs[programRoot][i].value == value) _outputs[programRoot][i].typeWord = uint144(output);
        }
        return Math.log2(TensorTypes.leavesOf(outputBytes, output.log2Leaf()), Math.Rounding.Ceil);
    }

    function _addBytes(uint256 index, uint256 count, Progress memory progress) private pure {
        uint256 total = progress.totalBytes + count;
        require(total <= MAX_PROGRAM_BYTES, ProgramTooLarge(index));
        progress.totalBytes = uint32(total);
    }

    function _recordAt(uint256 index, RecordRun calldata chunk, RecordRun[] calldata others)
        private
        pure
        returns (uint256[16] calldata)
    {
        unchecked {
            // Below the first record, the difference is larger than any length.
            uint256 place = index - chunk.first;
            if (place < chunk.records.length) return chunk.records[place];
            (uint256 low, uint256 high) = (0, others.length);
            while (low < high) {
                uint256 middle = (low + high) / 2;
                RecordRun calldata run = others[middle];
                place = index - run.first;
                if (place < run.records.length) return run.records[place];
                if (index < run.first) high = middle;
                else low = middle + 1;
            }
        }
        revert ProgramRecordMissing(index);
    }

    function _validated(bytes32 programRoot) private view returns (Progress memory progress) {
        progress = _progress[programRoot];
        bool isValid = progress.next > 0 && progress.next == _recordCount(progress);
        require(isValid, ProgramUnknown(programRoot));
    }

    function _recordCount(Progress memory progress) private pure returns (uint256) {
        return _firstInstruction(progress) + progress.instructionCount + progress.constantCount;
    }

    /// @dev Number of the record of the first instruction: after the header, and the loop if there is one.
    function _firstInstruction(Progress memory progress) private pure returns (uint256) {
        return progress.hasSteps ? 2 : 1;
    }
}
