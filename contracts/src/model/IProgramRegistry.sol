// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Consecutive records of a program, with what opens them under its root.
struct RecordRun {
    /// Number of the first one; record 0 is the header.
    uint256 first;
    uint256[16][] records;
    /// Siblings of the run, level by level from the leaves; where a level needs two, the left one first. What lies after the
    /// last record is empty and left out.
    bytes32[] siblings;
}

/// @notice What disputes and listings need to know of a valid program.
struct Program {
    uint256 instructionCount;
    uint256 constantCount;
    /// Type word of the input; of a program with steps that of the prompt.
    uint256 inputType;
    /// Bytes of the shortest and of the longest input.
    uint256 inputBytesMin;
    uint256 inputBytesMax;
    /// 0 in a program without steps, and so are the next two.
    uint256 stepLimit;
    uint256 tokenLimit;
    /// -1 for none.
    int256 stopToken;
    /// The values that the answer consists of; each is the output of an instruction.
    uint256[] outputs;
    /// Type words of these values.
    uint256[] outputTypes;
}

/// @notice An answer with its trace.
struct Statement {
    bytes output;
    /// The trace's root, by its descendants in the first list that the trace has (a batch's items, else the steps, else the
    /// instructions): all that are four levels below it, or the list itself where that has fewer levels.
    bytes32[] top;
    /// What shows that the trace has the answer: of a program that is run once for each output the siblings of its tensor among the
    /// instructions, one output after the other; with steps the siblings of the run's end among the steps. From below up to `top`. Of a
    /// batch one item after the other.
    bytes32[] siblings;
    /// Of the commitment, if there is one that is 1 to 256 blocks old.
    bytes32 salt;
}

/// @title IProgramRegistry
/// @notice The programs that are valid by docs/tensor-programs.md, so that each of their steps can be disputed in bounded gas.
/// Anybody has a program validated, record by record, in as many transactions as it takes; it is done once for all listings of
/// the program. There is no owner, and what is known of a program never changes.
interface IProgramRegistry {
    event ProgramValidated(bytes32 indexed programRoot, uint256 instructionCount, uint256 constantCount);

    /// @notice The program was not validated to its end.
    error ProgramUnknown(bytes32 programRoot);
    /// @notice The chunk begins after the record that has to be validated next.
    error ProgramChunkTooLate(uint256 nextRecord);
    /// @notice A run is empty, ends after the program's last record, or isn't what the root commits to.
    error ProgramRunWrong(uint256 first);
    /// @notice An instruction refers to this record, and no run has it.
    error ProgramRecordMissing(uint256 record);
    /// @notice Breaks a rule of its own: header, loop, instruction or constant.
    error ProgramRecordInvalid(uint256 record);
    /// @notice An operand or constant doesn't exist, isn't earlier, or has another type than the instruction's record says.
    error ProgramReferenceInvalid(uint256 record);
    /// @notice A proof about one element of the instruction's output would have to show this many bytes
    /// of the operand under its window.
    error ProgramFootprintTooLarge(uint256 record, uint256 footprintBytes);
    /// @notice All values and constants up to this record have too many bytes together.
    error ProgramTooLarge(uint256 record);
    /// @notice The program has no such instruction.
    error ProgramInstructionUnknown(uint256 instruction);

    /// @notice Validates the next records of a program. Anybody may call. Records of the chunk that were validated before are only
    /// read; a chunk without others changes nothing. Emits `ProgramValidated` with the last record.
    /// @param chunk Begins at or before the next record that has to be validated.
    /// @param others Runs with the records outside of the chunk that its instructions refer to, in ascending order.
    function validate(bytes32 programRoot, RecordRun calldata chunk, RecordRun[] calldata others) external;

    /// @notice How many records were validated: the number of the one that comes next.
    function validatedRecords(bytes32 programRoot) external view returns (uint256 count);

    /// @notice What is known of a program. Reverts with `ProgramUnknown`.
    function program(bytes32 programRoot) external view returns (Program memory);

    /// @notice A part of `program`, in one storage read. Reverts with `ProgramUnknown`.
    function counts(bytes32 programRoot)
        external
        view
        returns (uint256 instructionCount, uint256 constantCount, uint256 stepLimit);

    /// @notice Whether a trace has exactly the answer that is stated. Reverts with `ProgramUnknown`.
    function hasAnswer(bytes32 programRoot, Statement calldata statement) external view returns (bool);

    /// @notice The same of a batch's trace. False for no items or more than 16. Reverts with `ProgramUnknown`.
    /// @param items How many answers there are. @param statement Its output is `abi.encode(bytes[])` of them, its top the list of the
    /// items' roots, and its siblings are those of all items, each up to the item's root.
    function hasAnswers(bytes32 programRoot, uint256 items, Statement calldata statement) external view returns (bool);

    /// @notice Levels between the leaves of an instruction's output and its tensor's root. Reverts with `ProgramInstructionUnknown`
    /// where no such instruction was validated.
    function tensorDepth(bytes32 programRoot, uint256 instruction) external view returns (uint256 depth);

    /// @notice The same of the tokens in a run's end, of a program with steps.
    function endDepth(bytes32 programRoot) external view returns (uint256 depth);
}
