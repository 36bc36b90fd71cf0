// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Which leaf of which run is said to be wrong. Made by the court, never by whoever proves.
struct FaultContext {
    bytes32 programRoot;
    bytes32 weightsRoot;
    /// Of the request: binds the input (`InputTree`).
    bytes32 inputHash;
    bytes16 seed;
    /// Root of the trace that operands are opened under: of the claim itself, or in a duel of its opponent, whose trace is the same
    /// up to this leaf.
    bytes32 operandsRoot;
    /// 0 in a program without steps; `stepLimit` for the end of a run.
    uint256 step;
    /// Of the end: 0 its number of tokens, 1 its tokens.
    uint256 instruction;
    /// Of the tensor's tree, from the left.
    uint256 leafIndex;
    /// Hash that the claim has there.
    bytes32 leafNode;
}

/// @notice What shows the fault.
struct FaultProof {
    /// The leaf's header and data; anything where `leafNode` is EMPTY or the leaf lies past the tensor's end.
    bytes preimage;
    /// Which element of the leaf is wrong, from the leaf's first one; one past the tensor's end is wrong unless it is 0.
    uint256 element;
    /// The instruction's record, packed as `Instructions.unpack` reads it, then its siblings in the program's tree; of the end
    /// nothing of it is read.
    bytes record;
    /// What the kernel reads (`Witness`).
    bytes witness;
}

/// @title IFaultProver
/// @notice Judges one leaf of one run. Has no state, no owner and no parameters but the contracts that it calls.
interface IFaultProver {
    /// @notice The record isn't the program's.
    error FaultRecord();
    /// @notice The preimage doesn't hash to the claim's leaf.
    error FaultPreimage();
    /// @notice The path doesn't lead from the leaf to the trace's root.
    error FaultPath();
    /// @notice There is no such element in the leaf.
    error FaultElement(uint256 element);

    /// @notice Whether the leaf is not what the program computes from the operands. Reverts if the proof isn't well-formed; that
    /// something is no fault is the answer false.
    function isFault(FaultContext calldata context, FaultProof calldata proof) external view returns (bool);

    /// @notice The same for a leaf of a claim whose trace is public: `context.operandsRoot` is that trace's root, under which `path`
    /// opens the leaf.
    /// @param path Siblings up to the trace's root: of the tensor, of the instructions, of the steps.
    function isFaultOf(FaultContext calldata context, bytes32[] calldata path, FaultProof calldata proof)
        external
        view
        returns (bool);

    /// @notice Whether a run whose first `step` steps are under `operandsRoot` had ended before step `step`, which is 1 or more.
    /// @param emptySiblings Where slot `step - 1` is EMPTY, its siblings among the steps; otherwise nothing.
    /// @param witness Where it isn't, the prompt's number of tokens, as `Witness.promptTokens` reads it, and after the prompt the token
    /// that step `step - 1` gave, as `Witness.previousOutput` reads it.
    function hasEnded(FaultContext calldata context, bytes32[] calldata emptySiblings, bytes calldata witness)
        external
        view
        returns (bool);
}
