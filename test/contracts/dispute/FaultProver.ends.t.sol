// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FaultContext, FaultProof, IFaultProver} from "../../../contracts/src/dispute/IFaultProver.sol";
import {IStepKernels} from "../../../contracts/src/kernels/IStepKernels.sol";
import {RecordRun} from "../../../contracts/src/model/IProgramRegistry.sol";
import {Inputs} from "../kernels/Inputs.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Plan, Plans} from "./players/Plans.sol";
import {Proofs} from "./players/Proofs.sol";
import {Lie, Runs} from "./players/Runs.sol";
import {Trace, Traces} from "./players/Traces.sol";

/// @notice Whether a run had ended before a step: `hasEnded`, asked about every step of runs of every length.
contract FaultProverEndsTest is DisputeCases {
    uint256 private constant STEP_LIMIT = 8;

    /// @dev A run, and the number of its steps by the rules of docs/tensor-programs.md.
    struct Run {
        Plan plan;
        Trace trace;
        bytes input;
        uint256 steps;
    }

    /// @dev Gives the numbers of its steps; the run stops after that of number `stopToken`, at its limit of tokens, or at the last step.
    function _run(uint256 promptTokens, uint256 tokenLimit, int256 stopToken) private returns (Run memory run) {
        run.plan = Plans.steps(STEP_LIMIT, tokenLimit, stopToken);
        TinyPrograms.validate(programs, RecordRun(0, run.plan.records, new bytes32[](0)));
        run.input = new bytes(promptTokens);
        Lie memory none;
        (bytes[][] memory values,) = Runs.run(run.plan, run.input, none);
        run.trace = Traces.build(run.plan, values);
        for (run.steps = promptTokens; run.steps < STEP_LIMIT; run.steps++) {
            bool stopped = int256(run.steps) - 1 == stopToken;
            if (stopped || run.steps + 1 - promptTokens >= tokenLimit) break;
        }
    }

    function _hasEnded(Run memory run, uint256 step) private view returns (bool) {
        FaultContext memory context;
        context.programRoot = TinyPrograms.rootOf(run.plan.records);
        context.inputHash = Inputs.hashOf(run.input);
        context.operandsRoot = run.trace.root;
        context.step = step;
        bool isGap = run.trace.lists[step - 1].length == 0;
        bytes32[] memory siblings = isGap ? Traces.path(run.trace.steps, step - 1) : new bytes32[](0);
        bytes memory witness = isGap ? bytes("") : Proofs.ended(run.plan, run.trace, run.input, step);
        return court.PROVER().hasEnded(context, siblings, witness);
    }

    function test_ARunHasEndedFromTheStepOnThatItDoesNotTake() public {
        for (uint256 prompt = 1; prompt <= Plans.PROMPT_LIMIT; prompt++) {
            for (uint256 limit = 1; limit < STEP_LIMIT; limit++) {
                // Without a stop token, with one in the prompt, and one of every later step.
                for (int256 stop = -1; stop < int256(STEP_LIMIT); stop++) {
                    Run memory run = _run(prompt, limit, stop);
                    for (uint256 step = 1; step < STEP_LIMIT; step++) {
                        bool took = run.trace.lists[step].length > 0;
                        assertEq(took, step < run.steps, "the run itself");
                        assertEq(_hasEnded(run, step), !took);
                    }
                }
            }
        }
    }

    /// @dev A step that isn't EMPTY can't be shown as one.
    function test_AGapIsOpened() public {
        Run memory run = _run(2, 2, -1);
        FaultContext memory context;
        context.programRoot = TinyPrograms.rootOf(run.plan.records);
        context.inputHash = Inputs.hashOf(run.input);
        context.operandsRoot = run.trace.root;
        IFaultProver prover = court.PROVER();
        for (uint256 step = 1; step <= run.steps; step++) {
            context.step = step;
            bytes32[] memory siblings = Traces.path(run.trace.steps, step - 1);
            vm.expectRevert(IStepKernels.WitnessWrong.selector);
            prover.hasEnded(context, siblings, "");
        }
    }

    function test_TheTokenIsOpenedUnderTheTrace() public {
        Run memory run = _run(1, 3, -1);
        FaultContext memory context;
        context.programRoot = TinyPrograms.rootOf(run.plan.records);
        context.inputHash = Inputs.hashOf(run.input);
        context.operandsRoot = run.trace.root;
        context.step = 2;
        IFaultProver prover = court.PROVER();
        bytes memory witness = Proofs.ended(run.plan, run.trace, run.input, 2);
        assertFalse(prover.hasEnded(context, new bytes32[](0), witness));
        for (uint256 i = 0; i < witness.length; i += 13) {
            bytes memory other = bytes.concat(witness);
            other[i] ^= 0x01;
            // First come the prompt's length and its root.
            vm.expectRevert(i < 36 ? IStepKernels.WitnessInput.selector : IStepKernels.WitnessWrong.selector);
            prover.hasEnded(context, new bytes32[](0), other);
        }
        vm.expectRevert(IStepKernels.WitnessWrong.selector);
        prover.hasEnded(context, new bytes32[](0), bytes.concat(witness, hex"00"));
        // That of another step is no help.
        context.step = 3;
        vm.expectRevert(IStepKernels.WitnessWrong.selector);
        prover.hasEnded(context, new bytes32[](0), witness);
    }

    /// @dev Of a program with one instruction that gives one leaf, a step's node is that leaf's. A step that the run didn't take is EMPTY, as
    /// a leaf is that is missing, and must not be shown as one.
    function test_AStepThatWasNotTakenIsNoFault() public {
        Plan memory plan = Plans.steps(STEP_LIMIT, 1, -1);
        uint256[16][] memory records = new uint256[16][](3);
        (records[0], records[1], records[2]) = (plan.records[0], plan.records[1], plan.records[2]);
        (records[0][2], records[0][5]) = (1, 1);
        (plan.records, plan.instructionCount, plan.outputs[0]) = (records, 1, 1);
        TinyPrograms.validate(programs, RecordRun(0, records, new bytes32[](0)));
        bytes[][] memory values = new bytes[][](STEP_LIMIT + 1);
        (values[0], values[STEP_LIMIT]) = (new bytes[](1), new bytes[](2));
        values[0][0] = Runs.number(0);
        (values[STEP_LIMIT][0], values[STEP_LIMIT][1]) = (Runs.number(1), hex"00");
        Trace memory trace = Traces.build(plan, values);

        FaultContext memory context;
        context.programRoot = TinyPrograms.rootOf(records);
        context.inputHash = Inputs.hashOf(hex"00");
        context.operandsRoot = trace.root;
        FaultProof memory proof;
        proof.record = Proofs.recordOf(plan, 0);
        address prover = address(court.PROVER());
        for (context.step = 1; context.step < STEP_LIMIT; context.step++) {
            bytes32[] memory path = Traces.path(trace.steps, context.step);
            (bool success, bytes memory result) =
                prover.staticcall(abi.encodeCall(IFaultProver.isFaultOf, (context, path, proof)));
            assertFalse(success && abi.decode(result, (bool)), "1 an honest run is proved wrong");
        }
        // The same way in, a step that was taken is opened.
        context.step = 0;
        proof.preimage = trace.leaves[0][0][0];
        context.leafNode = keccak256(proof.preimage);
        assertFalse(IFaultProver(prover).isFaultOf(context, Traces.path(trace.steps, 0), proof));
    }
}
