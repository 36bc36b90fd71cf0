// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FaultContext, FaultProof} from "../../../contracts/src/dispute/IFaultProver.sol";
import {RecordRun} from "../../../contracts/src/model/IProgramRegistry.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Plan, Plans} from "./players/Plans.sol";
import {Proofs} from "./players/Proofs.sol";
import {Runs} from "./players/Runs.sol";
import {Trace, Traces} from "./players/Traces.sol";

/// @notice A label: a clamp, then ArgMax over it. Whoever proves chooses the index that is better, and nobody finds one for the best.
contract FaultProverArgMaxTest is DisputeCases {
    uint256 private constant COLUMNS = 90;
    uint256 private constant LEAF_ELEMENTS = 32;
    uint256 private constant GAS_STEP = 1000;
    uint256 private constant MOST_GAS = 400_000;

    Plan private _shape;

    function setUp() public override {
        super.setUp();
        uint256 none = type(uint256).max;
        Plan memory plan = Plans.clamps(2, COLUMNS, false);
        uint256[16] memory record = plan.records[2];
        (record[0], record[1], record[2], record[5]) =
        (3, Plans.vector(Plans.INT32, 1), 1, Plans.vector(Plans.INT16, COLUMNS));
        (record[3], record[4], record[8], record[10], record[11]) = (none, none, none, 0, 0);
        TinyPrograms.validate(programs, RecordRun(0, plan.records, new bytes32[](0)));
        _shape = plan;
    }

    /// @dev That `rival` beats `found` among these values.
    function _claimed(int256[] memory elements, uint256 found, uint256 rival)
        private
        view
        returns (FaultContext memory context, FaultProof memory proof)
    {
        Plan memory plan = _shape;
        bytes[][] memory values = new bytes[][](1);
        values[0] = new bytes[](2);
        for (uint256 i = 0; i < COLUMNS; i++) {
            values[0][0] = bytes.concat(values[0][0], _int16(elements[i]));
        }
        values[0][1] = Runs.number(int256(found));
        Trace memory trace = Traces.build(plan, values);
        context.programRoot = TinyPrograms.rootOf(plan.records);
        context.operandsRoot = trace.root;
        context.instruction = 1;
        proof.preimage = trace.leaves[0][1][0];
        context.leafNode = keccak256(proof.preimage);
        proof.record = Proofs.recordOf(plan, 1);
        proof.witness = abi.encodePacked(uint32(rival), _opened(trace, rival / LEAF_ELEMENTS), trace.lists[0][3]);
        bool isElsewhere = found < COLUMNS && found / LEAF_ELEMENTS != rival / LEAF_ELEMENTS;
        if (isElsewhere) proof.witness = bytes.concat(proof.witness, _opened(trace, found / LEAF_ELEMENTS));
    }

    function _opened(Trace memory trace, uint256 index) private pure returns (bytes memory) {
        bytes memory leaf = trace.leaves[0][0][index];
        uint256 left = 2 * (COLUMNS - LEAF_ELEMENTS * index);
        bytes memory data = new bytes(left < leaf.length - 32 ? left : leaf.length - 32);
        for (uint256 i = 0; i < data.length; i++) {
            data[i] = leaf[32 + i];
        }
        return abi.encodePacked(data, Traces.path(trace.tensors[0][0], index));
    }

    function _int16(int256 value) private pure returns (bytes memory) {
        return abi.encodePacked(bytes1(uint8(uint256(value))), bytes1(uint8(uint256(value) >> 8)));
    }

    /// @dev Few different values, so that there are equal ones.
    function _random(uint256 seed) private pure returns (int256[] memory elements) {
        elements = new int256[](COLUMNS);
        for (uint256 i = 0; i < COLUMNS; i++) {
            elements[i] = int256(uint256(keccak256(abi.encode(seed, i))) % 38) * 1700 - 32_767;
        }
    }

    function _best(int256[] memory elements) private pure returns (uint256 best) {
        for (uint256 i = 1; i < COLUMNS; i++) {
            if (elements[i] > elements[best]) best = i;
        }
    }

    /// forge-config: default.fuzz.runs = 100
    function testFuzz_AnIndexIsWrongIfAnotherBeatsIt(uint256 seed) public view {
        int256[] memory elements = _random(seed);
        (uint256 found, uint256 rival) = ((seed >> 8) % COLUMNS, (seed >> 32) % COLUMNS);
        bool beats = elements[rival] > elements[found] || (elements[rival] == elements[found] && rival < found);
        (FaultContext memory context, FaultProof memory proof) = _claimed(elements, found, rival);
        assertEq(court.PROVER().isFault(context, proof), beats);
        (context, proof) = _claimed(elements, found, _best(elements));
        assertEq(court.PROVER().isFault(context, proof), found != _best(elements), "against the best");
    }

    function test_NoIndexBeatsTheRightOne() public view {
        int256[] memory elements = _random(3);
        uint256 best = _best(elements);
        for (uint256 rival = 0; rival < COLUMNS; rival++) {
            (FaultContext memory context, FaultProof memory proof) = _claimed(elements, best, rival);
            assertFalse(court.PROVER().isFault(context, proof));
        }
    }

    function test_WhatIsNoIndexIsWrong() public view {
        uint256[3] memory found = [COLUMNS, uint256(type(uint32).max), 1 << 31];
        for (uint256 i = 0; i < found.length; i++) {
            (FaultContext memory context, FaultProof memory proof) = _claimed(_random(3), found[i], 0);
            proof.witness = "";
            assertTrue(court.PROVER().isFault(context, proof));
        }
    }

    /// @dev With too little gas there is no verdict, least of all the wrong one.
    function test_UnderAnyGasAProofIsRightOrNone() public view {
        int256[] memory elements = _random(3);
        uint256 best = _best(elements);
        for (uint256 side = 0; side < 2; side++) {
            uint256 found = side == 0 ? best : (best + 40) % COLUMNS;
            (FaultContext memory context, FaultProof memory proof) = _claimed(elements, found, best);
            uint256 verdicts = 0;
            for (uint256 gasUnits = 2 * GAS_STEP; gasUnits < MOST_GAS && verdicts < 3; gasUnits += GAS_STEP) {
                (bool success, bytes memory result) = address(court.PROVER()).staticcall{gas: gasUnits}(
                    abi.encodeCall(court.PROVER().isFault, (context, proof))
                );
                if (!success) continue;
                verdicts++;
                assertEq(abi.decode(result, (bool)), side == 1);
            }
            assertEq(verdicts, 3, "no gas is enough");
        }
    }
}
