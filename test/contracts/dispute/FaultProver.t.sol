// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Place} from "../../../contracts/src/dispute/Duels.sol";
import {FaultContext, FaultProof, IFaultProver} from "../../../contracts/src/dispute/IFaultProver.sol";
import {IStepKernels} from "../../../contracts/src/kernels/IStepKernels.sol";
import {InputTree} from "../../../contracts/src/kernels/InputTree.sol";
import {Inputs} from "../kernels/Inputs.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Table} from "./DuelTable.sol";
import {Plan} from "./players/Plans.sol";
import {Proofs} from "./players/Proofs.sol";
import {Lie, Runs} from "./players/Runs.sol";
import {Trace, Traces} from "./players/Traces.sol";

/// @notice Single leaves; the cases are those of FaultProver.tree.
contract FaultProverTest is DisputeCases {
    IFaultProver private prover;

    function setUp() public override {
        super.setUp();
        prover = court.PROVER();
    }

    /// @dev A leaf of the first clamp, which reads the input; the tensor has three, the last of which ends with padding.
    function _leaf(uint256 index, bytes memory preimage)
        private
        view
        returns (FaultContext memory context, FaultProof memory proof)
    {
        Table memory table = _table(FEW_CLAMPS);
        context.programRoot = TinyPrograms.rootOf(table.plan.records);
        context.inputHash = Inputs.hashOf(table.input);
        context.operandsRoot = table.traces[HONEST].root;
        context.leafIndex = index;
        context.leafNode = preimage.length == 0 ? bytes32(0) : keccak256(preimage);
        Place memory place;
        if (index < 3) place.index = uint32(index);
        proof = Proofs.ofLeaf(table.plan, table.traces[HONEST], table.input, place, preimage);
    }

    function _right(uint256 index) private view returns (bytes memory) {
        return _table(FEW_CLAMPS).traces[HONEST].leaves[0][0][index];
    }

    function _isFault(uint256 index, bytes memory preimage) private view returns (bool) {
        (FaultContext memory context, FaultProof memory proof) = _leaf(index, preimage);
        return prover.isFault(context, proof);
    }

    function test_ARightLeafHasNoFault() public view {
        for (uint256 index = 0; index < 3; index++) {
            assertFalse(_isFault(index, _right(index)));
        }
        assertFalse(_isFault(3, ""), "EMPTY past the tensor's end");
    }

    function test_AWrongElementIsAFault() public view {
        bytes memory leaf = _right(1);
        leaf[40] ^= 0x01;
        assertTrue(_isFault(1, leaf));
    }

    function test_AnythingPastTheTensorsEndIsAFault() public view {
        assertTrue(_isFault(3, _right(2)));
        assertTrue(_isFault(3, "anything"));
    }

    function test_ALeafThatIsEmptyWithinTheTensorIsAFault() public view {
        assertTrue(_isFault(0, ""));
        assertTrue(_isFault(2, ""));
    }

    function test_PaddingThatIsNotZeroIsAFault() public view {
        bytes memory leaf = _right(2);
        leaf[leaf.length - 1] = 0x01;
        assertTrue(_isFault(2, leaf));
    }

    function test_AHeaderIsCheckedToItsLastByte() public view {
        for (uint256 i = 0; i < 32; i++) {
            bytes memory leaf = _right(0);
            leaf[i] ^= 0x01;
            assertTrue(_isFault(0, leaf));
        }
    }

    function test_ALeafOfAnotherLengthIsAFault() public view {
        assertTrue(_isFault(0, new bytes(64)), "a node");
        assertTrue(_isFault(0, bytes.concat(_right(0), hex"00")));
        assertTrue(_isFault(0, new bytes(1)));
    }

    function test_TheRecordIsTheInstructions() public {
        (FaultContext memory context, FaultProof memory proof) = _leaf(0, _right(0));
        context.instruction = 1;
        vm.expectRevert(IFaultProver.FaultRecord.selector);
        prover.isFault(context, proof);
        context.instruction = 5;
        vm.expectRevert(IFaultProver.FaultRecord.selector);
        prover.isFault(context, proof);
        context.instruction = 0;
        // A byte of a sibling, then of the packed words.
        bytes1 last = proof.record[proof.record.length - 1];
        proof.record[proof.record.length - 1] = ~last;
        vm.expectRevert(IFaultProver.FaultRecord.selector);
        prover.isFault(context, proof);
        proof.record[proof.record.length - 1] = last;
        proof.record[1] ^= 0x01;
        vm.expectRevert(IFaultProver.FaultRecord.selector);
        prover.isFault(context, proof);
    }

    function test_ThePreimageIsTheLeafs() public {
        (FaultContext memory context, FaultProof memory proof) = _leaf(0, _right(0));
        proof.preimage = _right(1);
        vm.expectRevert(IFaultProver.FaultPreimage.selector);
        prover.isFault(context, proof);
    }

    function test_TheElementIsInTheLeaf() public {
        (FaultContext memory context, FaultProof memory proof) = _leaf(0, _right(0));
        proof.element = 32;
        vm.expectRevert(abi.encodeWithSelector(IFaultProver.FaultElement.selector, 32));
        prover.isFault(context, proof);
    }

    function test_TheInputIsTheRequests() public {
        (FaultContext memory context, FaultProof memory proof) = _leaf(0, _right(0));
        bytes32 right = context.inputHash;
        // A byte more, though the leaf is the same.
        context.inputHash = Inputs.hashOf(bytes.concat(_table(CLAMPS).input, hex"00"));
        vm.expectRevert(IStepKernels.WitnessInput.selector);
        prover.isFault(context, proof);
        context.inputHash = right;
        proof.witness[0] ^= 0x01;
        vm.expectRevert(IStepKernels.WitnessInput.selector);
        prover.isFault(context, proof);
    }

    function test_WhatLiesPastTheInputIsZero() public {
        (FaultContext memory context, FaultProof memory proof) = _leaf(0, _right(0));
        bytes memory input = _table(CLAMPS).input;
        bytes memory leaf = Inputs.leaf(input, 0);
        leaf[input.length] = 0x01;
        bytes32 root = keccak256(abi.encodePacked(InputTree.HEADER, leaf));
        context.inputHash = InputTree.bind(input.length, root);
        vm.expectRevert(IStepKernels.WitnessInput.selector);
        prover.isFault(context, proof);
        // And no witness has a place for it.
        proof.witness = leaf;
        vm.expectRevert(IStepKernels.WitnessInput.selector);
        prover.isFault(context, proof);
    }

    /// @dev A run that never stops, as its program says, though one of its steps gives -1.
    function _givingMinusOne() private view returns (Plan memory plan, bytes memory input, Trace memory trace) {
        plan = _plan(5);
        assertEq(plan.stopToken, -1);
        input = _input(plan, 1);
        Lie memory lie;
        (lie.step, lie.instruction, lie.delta) = (input.length, 2, -1 - int256(input.length));
        bytes[][] memory values;
        (values, trace.answer) = Runs.run(plan, input, lie);
        assertEq(values[lie.step][2], hex"ffffffff");
        assertEq(trace.answer.length, plan.tokenLimit);
        bytes memory answer = trace.answer;
        trace = Traces.build(plan, values);
        trace.answer = answer;
    }

    function test_WithoutAStopTokenNoTokenEndsARun() public view {
        (Plan memory plan, bytes memory input, Trace memory trace) = _givingMinusOne();
        FaultContext memory context;
        context.programRoot = TinyPrograms.rootOf(plan.records);
        context.inputHash = Inputs.hashOf(input);
        context.operandsRoot = trace.root;
        context.step = input.length + 1;
        bytes memory witness = Proofs.ended(plan, trace, input, context.step);
        assertFalse(prover.hasEnded(context, new bytes32[](0), witness));

        context.step = plan.stepLimit;
        Place memory place;
        place.step = uint16(plan.stepLimit);
        bytes memory leaf = trace.leaves[plan.stepLimit][0][0];
        context.leafNode = keccak256(leaf);
        assertFalse(prover.isFault(context, Proofs.ofLeaf(plan, trace, input, place, leaf)));
        leaf = bytes.concat(leaf);
        leaf[32] = bytes1(uint8(plan.tokenLimit - 1));
        context.leafNode = keccak256(leaf);
        assertTrue(prover.isFault(context, Proofs.ofLeaf(plan, trace, input, place, leaf)));
    }

    function test_AWitnessHasNothingMore() public {
        (FaultContext memory context, FaultProof memory proof) = _leaf(0, _right(0));
        proof.witness = bytes.concat(proof.witness, hex"00");
        vm.expectRevert(IStepKernels.WitnessWrong.selector);
        prover.isFault(context, proof);
    }
}
