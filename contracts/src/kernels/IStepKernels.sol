// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Where in a claim's run an instruction is looked at, and the roots that everything is opened against. Made by the
/// dispute contract from the validated program, the request and the claim; never by whoever proves.
struct StepContext {
    /// Root of the claim's trace.
    bytes32 traceRoot;
    bytes32 weightsRoot;
    /// Of the request: binds the input (`InputTree`).
    bytes32 inputHash;
    /// Of the run; only Sample reads it.
    bytes16 seed;
    /// Number of the step; 0 in a program without steps.
    uint256 step;
    /// 0 in a program without steps.
    uint256 stepLimit;
    /// Index of the instruction that is looked at; only CacheAppend reads it.
    uint256 instructionIndex;
    uint256 instructionCount;
    uint256 constantCount;
    /// Of a program with steps: type word of the prompt, 0 otherwise.
    uint256 promptType;
    /// Of a program with steps: the value that is the token that a step gives.
    uint256 tokenValue;
    /// Of a program with steps: type word of that value.
    uint256 tokenType;
}

/// @title IStepKernels
/// @notice Arithmetic of a family of instructions, one element at a time. Pure and total: no content of a tensor, a constant or a
/// validated record makes it revert. What isn't opened under the context's roots does, with `WitnessWrong`.
interface IStepKernels {
    /// @notice A part of the witness isn't what the roots commit to, is missing, or is too much.
    error WitnessWrong();
    /// @notice The input isn't the request's.
    error WitnessInput();
    /// @notice The family has no such instruction.
    error OpcodeUnknown(uint256 opcode);

    /// @notice Whether element `element` of the instruction's output, in the run that the context's trace claims, is something
    /// else than `found`, given that run's own operands.
    /// @param record The instruction's record, already opened under the program's root.
    /// @param element Place of the element in the output, row-major.
    /// @param found What the trace has there, sign-extended.
    /// @param witness What the instruction's kernel reads, in the order that it reads it, as `Witness` says.
    function isWrong(
        StepContext calldata context,
        uint256[16] calldata record,
        uint256 element,
        int256 found,
        bytes calldata witness
    ) external pure returns (bool);
}
