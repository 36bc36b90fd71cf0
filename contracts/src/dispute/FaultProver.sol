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
    uint256 private constant END_LENGTH = 0;

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
        return _isFault(context, proof);
    }

    /// @inheritdoc IFaultProver
    function isFaultOf(FaultContext calldata context, bytes32[] calldata path, FaultProof calldata proof)
        external
        view
        returns (bool)
    {
        _requirePath(context, path);
        return _isFault(context, proof);
    }

    /// @dev That the leaf lies at this place in the trace.
    function _requirePath(FaultContext memory context, bytes32[] calldata path) private view {
        Program memory program = PROGRAMS.program(context.programRoot);
        bool isEnd = program.stepLimit > 0 && context.step == program.stepLimit;
        uint256 depth;
        if (isEnd) depth = TensorTypes.depthOf(_endType(program, context.instruction).leafCount());
        else depth = PROGRAMS.tensorDepth(context.programRoot, context.instruction);
        uint256 across = isEnd ? 1 : TensorTypes.depthOf(program.instructionCount);
        uint256 down = program.stepLimit > 0 ? TensorTypes.depthOf(program.stepLimit + 1) : 0;
        require(
            path.length == depth + across + down && context.leafIndex >> depth == 0
                && context.instruction >> across == 0 && context.step >> down == 0,
            FaultPath()
        );
        uint256 index = (((context.step << across) | context.instruction) << depth) | context.leafIndex;
        require(TraceNodes.fold(context.leafNode, index, path) == context.operandsRoot, FaultPath());
    }

    function _isFault(FaultContext memory context, FaultProof calldata proof) private view returns (bool) {
        Program memory program = PROGRAMS.program(context.programRoot);
        bool isEnd = program.stepLimit > 0 && context.step == program.stepLimit;
        uint256 typeWord = isEnd ? _endType(program, context.instruction) : _recordType(program, context, proof);

        if (context.leafIndex >= typeWord.leafCount()) return context.leafNode != 0;
        if (context.leafNode == 0) return true;
        require(keccak256(proof.preimage) == context.leafNode, FaultPreimage());
        if (!_isWellFormed(typeWord, proof.preimage)) return true;

        (bool inside, uint256 element, int256 found) = _element(typeWord, context.leafIndex, proof);
        if (!inside) return found != 0;
        if (isEnd) return _isWrongEnd(program, context, proof, element, found);
        return _kernels(proof.record[0])
            .isWrong(_stepContext(program, context), proof.record, element, found, proof.input, proof.witness);
    }

    /// @inheritdoc IFaultProver
    function hasEnded(
        FaultContext calldata context,
        bytes32[] calldata emptySiblings,
        bytes calldata input,
        bytes calldata witness
    ) external view returns (bool) {
        Program memory program = PROGRAMS.program(context.programRoot);
        if (emptySiblings.length > 0) {
            _requireSlot(program, context.operandsRoot, 0, context.step - 1, emptySiblings);
            return true;
        }
        uint256 promptTokens = _promptTokens(program, context, input);
        if (context.step < promptTokens) return false;
        Reader memory reader = Witness.startFrom(_stepContext(program, context), input, witness);
        int256 token = _tokenBefore(reader, program);
        Witness.finish(reader);
        return token == program.stopToken || context.step + 1 - promptTokens >= program.tokenLimit;
    }

    /// @dev A run's end is the number of the answer's tokens, then the tokens.
    function _isWrongEnd(
        Program memory program,
        FaultContext memory context,
        FaultProof calldata proof,
        uint256 element,
        int256 found
    ) private pure returns (bool) {
        uint256 promptTokens = _promptTokens(program, context, proof.input);
        Reader memory reader = Witness.startFrom(_stepContext(program, context), proof.input, proof.witness);
        int256 expected;
        if (context.instruction == END_LENGTH) {
            // The number of steps: the next one is EMPTY or beyond the limit, and this one gave the last token.
            uint256 steps = Witness.choice(reader);
            require(steps >= promptTokens && steps <= program.stepLimit, FaultElement(steps));
            if (steps < program.stepLimit) Witness.emptySlot(reader, steps);
            reader.step = steps;
            int256 last = _tokenBefore(reader, program);
            expected = int256(steps + 1 - promptTokens) - (last == program.stopToken ? int256(1) : int256(0));
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

    function _tokenBefore(Reader memory reader, Program memory program) private pure returns (int256) {
        return Witness.int32At(Witness.previousOutput(reader, program.outputTypes[0], program.outputs[0] - 1, 0, 1), 0);
    }

    /// @dev Opens the instruction's record and gives the type of its output.
    function _recordType(Program memory program, FaultContext memory context, FaultProof calldata proof)
        private
        pure
        returns (uint256)
    {
        uint256 first = program.stepLimit > 0 ? 2 : 1;
        uint256 records = first + program.instructionCount + program.constantCount;
        bool opened = context.instruction < program.instructionCount
            && proof.recordSiblings.length == TensorTypes.depthOf(records)
            && TraceNodes.fold(Instructions.leafOf(proof.record), first + context.instruction, proof.recordSiblings)
                == context.programRoot;
        require(opened, FaultRecord());
        return proof.record[1];
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

    /// @dev Tokens of the prompt. What is less than a token at its end doesn't count.
    function _promptTokens(Program memory program, FaultContext memory context, bytes calldata input)
        private
        pure
        returns (uint256)
    {
        require(keccak256(input) == context.inputHash, IStepKernels.WitnessInput());
        return input.length >> program.inputType.log2Bytes();
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
        if (program.stepLimit > 0) step.promptType = program.inputType;
        step.instructionIndex = context.instruction;
        step.tokenValue = program.outputs[0];
        step.tokenType = program.outputTypes[0];
    }

    /// @dev The family of an opcode. A validated program has no other opcodes.
    function _kernels(uint256 opcode) private view returns (IStepKernels) {
        if (opcode == 2 || (opcode >= 4 && opcode <= 8) || opcode == 31 || opcode == 32) return DENSE;
        if ((opcode >= 12 && opcode <= 18) || opcode == 30 || opcode == 33) return MOVES;
        if (opcode == 3 || (opcode >= 20 && opcode <= 22) || opcode == 29) return ROWS;
        return ELEMENTS;
    }
}
