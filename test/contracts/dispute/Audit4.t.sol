// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDisputeCourt, CaseState, Case, ClaimStatus, Statement} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {AnswerRoot} from "../../../contracts/src/model/AnswerRoot.sol";
import {RecordRun} from "../../../contracts/src/model/IProgramRegistry.sol";
import {ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {DeliverAt, RequestStatus} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {Inputs} from "../kernels/Inputs.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";
import {Courts} from "./Courts.sol";
import {Table} from "./DuelTable.sol";
import {OracleCases} from "./OracleCases.sol";

/// @notice Proofs of what the fourth audit suspected.
contract Audit4Test is OracleCases {
    uint256 private constant NONE = type(uint256).max;

    /// @dev The very same transaction, in the two branches of a fork that differ in the block of the request only.
    function test_APendingAnswerIsTakenUnderAnotherSeed() public {
        Table memory table = _asked(DeliverAt.Finality);
        bytes memory payload = abi.encodeCall(oracle.propose, (request, table.traces[HONEST].answer, ""));
        bytes16[2] memory seeds;
        for (uint256 branch = 0; branch < 2; branch++) {
            uint256 snapshot = vm.snapshotState();
            vm.setBlockhash(request.blockNumber, keccak256(abi.encode("branch", branch)));
            hoax(proposer, request.bondWei);
            (bool taken,) = address(oracle).call{value: request.bondWei}(payload);
            assertTrue(taken, "taken in both branches");
            assertEq(uint8(oracle.requestState(requestId).status), uint8(RequestStatus.Answered));
            seeds[branch] = oracle.caseOf(request).seed;
            vm.revertToState(snapshot);
        }
        assertTrue(seeds[0] != seeds[1], "the question is another one");
    }

    /// @dev Position, then 31 tensors of 64 MiB: 4096 steps of 2 GiB.
    function _huge() private pure returns (uint256[16][] memory records) {
        records = new uint256[16][](34);
        uint256 token = TinyPrograms.vector(4, 1);
        (records[0][0], records[0][1], records[0][2], records[0][4], records[0][5]) = (2, token, 32, 1, 1);
        (records[1][0], records[1][1], records[1][2], records[1][3]) = (TinyPrograms.vector(1, 1), 4096, 4096, NONE);
        for (uint256 i = 2; i < 34; i++) {
            uint256[16] memory r = records[i];
            (r[0], r[1], r[2], r[3], r[4], r[8]) = (33, token, NONE, NONE, NONE, NONE);
            if (i == 2) continue;
            // Pad of value 1.
            (r[0], r[1], r[2], r[5]) = (17, TinyPrograms.vector(4, 2 ** 24 - 1), 1, token);
        }
    }

    /// @dev A liar hashes nothing of a trace that the honest proposer needs hours for, and the proposer is silenced.
    function test_AModelWhoseTraceNobodyCanHashInTimeIsListed() public {
        uint256[16][] memory records = _huge();
        programs.validate(TinyPrograms.rootOf(records), RecordRun(0, records, new bytes32[](0)), new RecordRun[](0));
        vm.prank(developer);
        registry.register(
            ModelTerms({
                programRoot: TinyPrograms.rootOf(records),
                weightsRoot: "",
                feeAsset: address(0),
                feeAmount: 0,
                operatorRewardWei: REWARD_WEI,
                inputLengthMin: 1,
                inputLengthMax: 1,
                revenueRouter: address(0),
                name: "huge",
                packageURI: ""
            })
        );
        uint256 traceBytes = 4096 * 31 * 4 * uint256(2 ** 24 - 1);
        assertGt(traceBytes / 1 hours, 2e9, "bytes a second that have to be hashed in time");

        Case memory c;
        (c.escrow, c.subject, c.requester, c.bondWei, c.proposer) = (address(this), 1, requester, BOND_WEI, proposer);
        c.programRoot = TinyPrograms.rootOf(records);
        c.inputHash = Inputs.hashOf("a");
        c.outputHash = keccak256("what the program gives");
        Statement memory said;
        said.output = "no";
        said.top = new bytes32[](16);
        for (uint256 i = 0; i < 16; i++) {
            said.top[i] = keccak256(abi.encode(i));
        }
        said.siblings = new bytes32[](9);
        bytes32 node = this.endOf(TinyPrograms.vector(1, 1), said.output);
        for (uint256 i = 0; i < 9; i++) {
            node = keccak256(abi.encode(node, said.siblings[i]));
        }
        said.top[8] = node;
        vm.deal(address(this), 2 * BOND_WEI);
        bytes32 caseId = court.open{value: 2 * BOND_WEI}(c, makeAddr("liar"), said);
        CaseState memory state = court.caseState(caseId);
        assertEq(state.commitEnd, block.timestamp + Courts.COMMIT_SECONDS, "as long as for the smallest program");
        vm.warp(state.commitEnd + 1);
        court.silence(c);
        assertEq(court.caseState(caseId).liveCount, 1, "only the liar");
    }

    function endOf(uint256 promptType, bytes calldata answer) external pure returns (bytes32 node) {
        (, node) = AnswerRoot.endOf(promptType, 4096, answer);
    }
}
