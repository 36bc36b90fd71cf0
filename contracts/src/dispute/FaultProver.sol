// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IStepKernels, StepContext} from "../kernels/IStepKernels.sol";
import {Instructions} from "../kernels/Instructions.sol";
import {TensorTypes} from "../kernels/TensorTypes.sol";
import {Reader, Witness} from "../kernels/Witness.sol";
import {IProgramRegistry, Program} from "../model/IProgramRegistry.sol";
import {AnswerRoot} from "../model/AnswerRoot.sol";
import {FaultContext, FaultProof, IFaultProver} from "./IFaultProver.sol";
import {TraceNodes} from "../kernels/TraceNodes.sol";

/// @notice The contracts that a prover calls.
struct KernelAddresses {
    address programs;
    address dense;
    address elements;
    address rows;
    address moves;
}

/// @title FaultProver
/// @notice See `IFaultProver`.
contract FaultProver is IFaultProver {
    using TensorTypes for uint256;

    uint256 private constant HEADER_BYTES = 32;
    uint256 private constant HASH_BYTES = 32;
    uint256 private constant END_LENGTH = 0;
    /// @dev Place of the output's type in a record.
    uint256 private constant OUTPUT_TYPE = 1;

    /// @notice The validated programs.
    IProgramRegistry public immutable PROGRAMS;
    /// @notice Families of instructions.
    IStepKernels public immutable DENSE;
    IStepKernels public immutable ELEMENTS;
    IStepKernels public immutable ROWS;
    IStepKernels public immutable MOVES;

    constructor(KernelAddresses memory addresses) {
        PROGRAMS = IProgramRegistry(addresses.programs);
        DENSE = IStepKernels(addresses.dense);
        ELEMENTS = IStepKernels(addresses.elements);
        ROWS = IStepKernels(addresses.rows);
        MOVES = IStepKernels(addresses.moves);
    }

    /// @inheritdoc IFaultProver
    function isFault(FaultContext calldata context, FaultProof calldata proof) external view returns (bool) {
        FaultContext memory known = context;
        Program memory program = _program(known.programRoot);
        return _isFault(program, known, proof, _recordAt(program, known, proof.record));
    }

    /// @inheritdoc IFaultProver
    function isFaultOf(FaultContext calldata context, bytes32[] calldata path, FaultProof calldata proof)
        external
        view
        returns (bool)
    {
        FaultContext memory known = context;
        Program memory program = _program(known.programRoot);
        uint256[16] memory record = _recordAt(program, known, proof.record);
        _requirePath(program, known, path, record[OUTPUT_TYPE]);
        return _isFault(program, known, proof, record);
    }

    /// @dev What proofs read of a program: of one that is run once three counts, which are one storage read.
    function _program(bytes32 programRoot) private view returns (Program memory program) {
        (program.instructionCount, program.constantCount, program.stepLimit) = PROGRAMS.counts(programRoot);
        if (program.stepLimit > 0) program = PROGRAMS.program(programRoot);
    }

    /// @dev That the leaf lies at this place in the trace.
    function _requirePath(
        Program memory program,
        FaultContext memory context,
        bytes32[] calldata path,
        uint256 typeWord
    ) private pure {
        uint256 depth = TensorTypes.depthOf(typeWord.leafCount());
        uint256 across = _isEnd(program, context) ? 1 : TensorTypes.depthOf(program.instructionCount);
        uint256 down = program.stepLimit > 0 ? TensorTypes.depthOf(program.stepLimit + 1) : 0;
        require(
            path.length == depth + across + down && context.leafIndex >> depth == 0
                && context.instruction >> across == 0 && context.step >> down == 0,
            FaultPath()
        );
        // Where a step is nothing but one leaf, an EMPTY one is a step that the run didn't take, and no leaf is missing.
        require(context.leafNode != 0 || depth + across > 0, FaultPath());
        uint256 index = (((context.step << across) | context.instruction) << depth) | context.leafIndex;
        require(TraceNodes.fold(context.leafNode, index, path) == context.operandsRoot, FaultPath());
    }

    function _isEnd(Program memory program, FaultContext memory context) private pure returns (bool) {
        return program.stepLimit > 0 && context.step == program.stepLimit;
    }

    function _isFault(
        Program memory program,
        FaultContext memory context,
        FaultProof calldata proof,
        uint256[16] memory record
    ) private view returns (bool) {
        uint256 typeWord = record[OUTPUT_TYPE];
        if (context.leafIndex >= typeWord.leafCount()) return context.leafNode != 0;
        if (context.leafNode == 0) return true;
        require(keccak256(proof.preimage) == context.leafNode, FaultPreimage());
        if (!_isWellFormed(typeWord, proof.preimage)) return true;

        (bool inside, uint256 element, int256 found) = _element(typeWord, context.leafIndex, proof);
        if (!inside) return found != 0;
        if (_isEnd(program, context)) return _isWrongEnd(program, context, proof.witness, element, found);
        StepContext memory step = _stepContext(program, context);
        return _isWrongElement(_kernels(record[0]), step, record, element, found, proof.witness);
    }

    /// @inheritdoc IFaultProver
    function hasEnded(FaultContext calldata context, bytes32[] calldata emptySiblings, bytes calldata witness)
        external
        view
        returns (bool ended)
    {
        Program memory program = PROGRAMS.program(context.programRoot);
        if (emptySiblings.length > 0) {
            _requireSlot(program, context.operandsRoot, 0, context.step - 1, emptySiblings);
            return true;
        }
        Reader memory reader = Witness.start(_stepContext(program, context), witness);
        uint256 promptTokens = Witness.promptTokens(reader);
        if (context.step >= promptTokens) {
            bool stops = _isStop(program, _tokenBefore(reader, program));
            ended = stops || context.step + 1 - promptTokens >= program.tokenLimit;
        }
        Witness.finish(reader);
    }

    /// @dev A run's end is the number of the answer's tokens, then the tokens.
    function _isWrongEnd(
        Program memory program,
        FaultContext memory context,
        bytes calldata witness,
        uint256 element,
        int256 found
    ) private pure returns (bool) {
        Reader memory reader = Witness.start(_stepContext(program, context), witness);
        uint256 promptTokens = Witness.promptTokens(reader);
        int256 expected;
        if (context.instruction == END_LENGTH) {
            // The number of steps: the next one is EMPTY or beyond the limit, and this one gave the last token.
            uint256 steps = Witness.choice(reader);
            require(steps >= promptTokens && steps <= program.stepLimit, FaultElement(steps));
            if (steps < program.stepLimit) Witness.emptySlot(reader, steps);
            reader.step = steps;
            bool stopped = _isStop(program, _tokenBefore(reader, program));
            expected = int256(steps + 1 - promptTokens) - (stopped ? int256(1) : int256(0));
        } else {
            uint256 length = Witness.endLength(reader);
            if (element < length) {
                reader.step = promptTokens + element;
                require(reader.step <= program.stepLimit, FaultElement(element));
                expected = _tokenBefore(reader, program);
                if (program.inputType.dtype() == TensorTypes.UINT8) expected &= 0xff;
            }
        }
        Witness.finish(reader);
        return found != expected;
    }

    /// @dev A program with stop token -1 has none: not even token -1, which an instruction may give, ends its runs.
    function _isStop(Program memory program, int256 token) private pure returns (bool) {
        return token >= 0 && token == program.stopToken;
    }

    function _tokenBefore(Reader memory reader, Program memory program) private pure returns (int256) {
        return Witness.int32At(Witness.previousOutput(reader, program.outputTypes[0], program.outputs[0] - 1, 0, 1), 0);
    }

    /// @dev The instruction's record, opened under the program's root; of the end only the type of the tensor.
    function _recordAt(Program memory program, FaultContext memory context, bytes calldata packed)
        private
        pure
        returns (uint256[16] memory record)
    {
        if (_isEnd(program, context)) {
            record[OUTPUT_TYPE] = _endType(program, context.instruction);
            return record;
        }
        uint256 start;
        assembly ("memory-safe") {
            start := packed.offset
        }
        bytes32 hash;
        uint256 end;
        (record, hash, end) = Instructions.unpack(start);
        uint256 first = program.stepLimit > 0 ? 2 : 1;
        uint256 depth = TensorTypes.depthOf(first + program.instructionCount + program.constantCount);
        require(
            context.instruction < program.instructionCount && end - start + HASH_BYTES * depth == packed.length,
            FaultRecord()
        );
        bytes32[] calldata siblings;
        assembly ("memory-safe") {
            siblings.offset := end
            siblings.length := depth
        }
        require(TraceNodes.fold(hash, first + context.instruction, siblings) == context.programRoot, FaultRecord());
    }

    function _endType(Program memory program, uint256 instruction) private pure returns (uint256) {
        if (instruction == END_LENGTH) {
            return (TensorTypes.INT32 << 136) | (program.inputType.log2Leaf() << 128) | (1 << 96);
        }
        return AnswerRoot.tokensType(program);
    }

    /// @dev Whether the leaf has the length and the header that the tensor's leaves have.
    function _isWellFormed(uint256 typeWord, bytes calldata preimage) private pure returns (bool) {
        if (preimage.length != HEADER_BYTES + (1 << typeWord.log2Leaf())) return false;
        return bytes32(preimage[:HEADER_BYTES]) == TraceNodes.header(typeWord);
    }

    /// @dev The element that is said to be wrong: whether it is one of the tensor, its place there, and what the leaf has.
    function _element(uint256 typeWord, uint256 leafIndex, FaultProof calldata proof)
        private
        pure
        returns (bool inside, uint256 element, int256 found)
    {
        uint256 elementsLog2 = typeWord.log2Leaf() - typeWord.log2Bytes();
        require(proof.element < 1 << elementsLog2, FaultElement(proof.element));
        element = (leafIndex << elementsLog2) + proof.element;
        inside = element < typeWord.elements();
        uint256 data;
        bytes calldata preimage = proof.preimage;
        assembly ("memory-safe") {
            data := add(preimage.offset, HEADER_BYTES)
        }
        found = Witness.at(data, typeWord, proof.element);
    }

    function _requireSlot(Program memory program, bytes32 root, bytes32 node, uint256 step, bytes32[] calldata siblings)
        private
        pure
    {
        bool opened = siblings.length == TensorTypes.depthOf(uint256(program.stepLimit) + 1)
            && TraceNodes.fold(node, step, siblings) == root;
        require(opened, IStepKernels.WitnessWrong());
    }

    function _stepContext(Program memory program, FaultContext memory context)
        private
        pure
        returns (StepContext memory step)
    {
        step.traceRoot = context.operandsRoot;
        step.weightsRoot = context.weightsRoot;
        step.inputHash = context.inputHash;
        step.seed = context.seed;
        step.step = context.step;
        step.stepLimit = program.stepLimit;
        step.instructionCount = program.instructionCount;
        step.constantCount = program.constantCount;
        step.instructionIndex = context.instruction;
        if (program.stepLimit == 0) return step;
        step.promptType = program.inputType;
        step.tokenValue = program.outputs[0];
        step.tokenType = program.outputTypes[0];
    }

    /// @dev `kernels.isWrong`. Context and record lie in memory as they are encoded, so that they are copied and not written word by word.
    function _isWrongElement(
        IStepKernels kernels,
        StepContext memory step,
        uint256[16] memory record,
        uint256 element,
        int256 found,
        bytes calldata witness
    ) private view returns (bool wrong) {
        bytes4 selector = IStepKernels.isWrong.selector;
        assembly ("memory-safe") {
            let payload := mload(0x40)
            mstore(payload, selector)
            mcopy(add(payload, 0x004), step, 0x180)
            mcopy(add(payload, 0x184), record, 0x200)
            mstore(add(payload, 0x384), element)
            mstore(add(payload, 0x3a4), found)
            mstore(add(payload, 0x3c4), 0x3e0)
            mstore(add(payload, 0x3e4), witness.length)
            calldatacopy(add(payload, 0x404), witness.offset, witness.length)
            let done := staticcall(gas(), kernels, payload, add(0x404, witness.length), 0x00, 0x20)
            // Without code nothing is given back.
            if iszero(and(done, gt(returndatasize(), 0x1f))) {
                returndatacopy(payload, 0x00, returndatasize())
                revert(payload, returndatasize())
            }
            wrong := mload(0x00)
        }
    }

    /// @dev The family of an opcode. A validated program has no other opcodes.
    function _kernels(uint256 opcode) private view returns (IStepKernels) {
        if (opcode == 2 || (opcode >= 4 && opcode <= 8) || opcode == 31 || opcode == 32) return DENSE;
        if ((opcode >= 12 && opcode <= 18) || opcode == 30 || opcode == 33) return MOVES;
        if (opcode == 3 || (opcode >= 20 && opcode <= 22) || opcode == 29) return ROWS;
        return ELEMENTS;
    }
}
