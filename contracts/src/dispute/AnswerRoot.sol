// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TensorTypes} from "../kernels/TensorTypes.sol";
import {Program} from "../model/IProgramRegistry.sol";
import {TraceNodes} from "./TraceNodes.sol";

/// @title AnswerRoot
/// @notice A trace determines its answer: of a program that is run once the outputs' tensors are in it, of one with steps the
/// end is. So two claims of one root have one answer, and padding an answer is no way to make another claim.
library AnswerRoot {
    using TensorTypes for uint256;

    /// @notice Whether the trace with this root has exactly this answer.
    /// @param siblings Run once: for each output the siblings of its tensor among the instructions, one output after the other. With
    /// steps: the siblings of the end among the steps.
    function matches(Program memory program, bytes32 traceRoot, bytes calldata answer, bytes32[] calldata siblings)
        internal
        pure
        returns (bool)
    {
        if (program.stepLimit > 0) return _endMatches(program, traceRoot, answer, siblings);
        uint256 depth = TensorTypes.depthOf(program.instructionCount);
        uint256 count = program.outputs.length;
        if (siblings.length != depth * count) return false;
        uint256 offset = 0;
        for (uint256 i = 0; i < count; i++) {
            uint256 length = program.outputTypes[i].byteLength();
            if (offset + length > answer.length) return false;
            bytes32 node = TraceNodes.tensor(program.outputTypes[i], answer[offset:offset + length]);
            node = TraceNodes.fold(node, program.outputs[i] - 1, siblings[depth * i:depth * (i + 1)]);
            if (node != traceRoot) return false;
            offset += length;
        }
        return offset == answer.length;
    }

    function _endMatches(Program memory program, bytes32 traceRoot, bytes calldata answer, bytes32[] calldata siblings)
        private
        pure
        returns (bool)
    {
        uint256 bytesLog2 = program.inputType.log2Bytes();
        uint256 tokens = answer.length >> bytesLog2;
        if (tokens << bytesLog2 != answer.length || tokens > program.tokenLimit) return false;
        if (siblings.length != TensorTypes.depthOf(uint256(program.stepLimit) + 1)) return false;
        bytes32 end = TraceNodes.pair(
            TraceNodes.number(program.inputType.log2Leaf(), tokens), TraceNodes.tensor(tokensType(program), answer)
        );
        return TraceNodes.fold(end, program.stepLimit, siblings) == traceRoot;
    }

    /// @notice Type of the tensor of an answer's tokens: `[tokenLimit]` of the prompt's element type and leaf size.
    function tokensType(Program memory program) internal pure returns (uint256) {
        return (program.inputType & ~uint256(type(uint128).max)) | (uint256(program.tokenLimit) << 96);
    }
}
