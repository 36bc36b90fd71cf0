// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DisputeCourt} from "../../../contracts/src/dispute/DisputeCourt.sol";
import {DuelMove} from "../../../contracts/src/dispute/Duels.sol";
import {
    CaseState,
    Claim,
    ClaimStatus,
    CourtParameters,
    IDisputeCourt,
    Statement
} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {Courts} from "./Courts.sol";
import {DisputeCases} from "./DisputeCases.sol";
import {Table} from "./DuelTable.sol";
import {Moves} from "./players/Moves.sol";
import {Lie} from "./players/Runs.sol";
import {SigningProposer} from "./players/SigningProposer.sol";
import {Traces} from "./players/Traces.sol";

/// @notice Cases and claims; the cases are those of DisputeCourt.tree.
contract DisputeCourtClaimsTest is DisputeCases {
    bytes32 private constant SALT = "salt";

    function test_ConstructorRefusesEachWrongParameter() public {
        for (uint256 i = 0; i < 7; i++) {
            CourtParameters memory p = Courts.parameters(address(court.PROGRAMS()), address(court.PROVER()));
            if (i == 0) p.programs = address(1);
            if (i == 1) p.prover = address(1);
            if (i == 2) p.commitSeconds = 0;
            if (i == 3) p.joinSeconds = 0;
            if (i == 4) p.incrementSeconds = 0;
            if (i == 5) p.clockSeconds = p.incrementSeconds - 1;
            if (i == 6) p.stalemateSeconds = 0;
            vm.expectRevert(IDisputeCourt.DisputeParametersInvalid.selector);
            new DisputeCourt(p);
        }
    }

    function test_OpenIsTheEscrowsOnly() public {
        Table memory table = _table(CLAMPS);
        Statement memory said = _says(table, HONEST);
        hoax(proposer, 2 * BOND_WEI);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeNotEscrow.selector, address(this)));
        court.open{value: 2 * BOND_WEI}(table.openedCase, proposer, said);
    }

    function test_OpenTakesTwoBonds() public {
        Table memory table = _table(CLAMPS);
        Statement memory said = _says(table, HONEST);
        vm.deal(address(this), 10 ether);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeBond.selector, BOND_WEI - 1, BOND_WEI));
        court.open{value: BOND_WEI - 1}(table.openedCase, proposer, said);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeBond.selector, BOND_WEI - 1, BOND_WEI));
        court.open{value: 2 * BOND_WEI - 1}(table.openedCase, proposer, said);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeBond.selector, BOND_WEI + 1, BOND_WEI));
        court.open{value: 2 * BOND_WEI + 1}(table.openedCase, proposer, said);
    }

    function test_OpenRefusesTheProposersAnswer() public {
        Table memory table = _table(CLAMPS);
        Statement memory said = _says(table, LIAR);
        vm.deal(address(this), 2 * BOND_WEI);
        vm.expectRevert(IDisputeCourt.DisputeSameAnswer.selector);
        court.open{value: 2 * BOND_WEI}(table.openedCase, proposer, said);
    }

    function test_OpenCountsBothClaimsOnce() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        CaseState memory state = court.caseState(table.caseId);
        assertEq(state.commitEnd, block.timestamp + Courts.COMMIT_SECONDS);
        assertEq(state.claimsEnd, state.commitEnd + Courts.JOIN_SECONDS);
        assertEq(uint256(state.claimCount) * 10 + state.liveCount, 22);
        Claim memory made = court.claimState(_idOf(table, HONEST));
        assertEq(made.sponsor, _sponsorOf(HONEST));
        assertEq(uint256(made.number) * 10 + made.generation, 21);
        vm.deal(address(this), 2 * BOND_WEI);
        Statement memory said = _says(table, HONEST);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCaseExists.selector, table.caseId));
        court.open{value: 2 * BOND_WEI}(table.openedCase, proposer, said);
    }

    function test_ALateWindowKeepsClaimsOpen() public {
        Table memory table = _table(CLAMPS);
        table.openedCase.windowEnd = uint40(block.timestamp + 7 days);
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        assertEq(court.caseState(table.caseId).claimsEnd, block.timestamp + 7 days);
    }

    function test_ClaimNeedsAnOpenCase() public {
        Table memory table = _table(CLAMPS);
        Statement memory said = _says(table, HONEST);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCaseClosed.selector, table.caseId));
        court.claim(table.openedCase, said);
    }

    function test_ClaimsAreTakenUntilTheirEnd() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        uint256 end = court.caseState(table.caseId).claimsEnd;
        vm.warp(end);
        Statement memory said = _says(table, OTHER);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimsOver.selector, end));
        court.claim(table.openedCase, said);
        vm.warp(end - 1);
        _claim(table, OTHER);
        _assertStatus(table, OTHER, ClaimStatus.Live);
    }

    function test_BondsGrowWithTheClaims() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        for (uint256 number = 3; number < 6; number++) {
            uint256 bondWei = court.bondWei(table.caseId, BOND_WEI);
            assertEq(bondWei, BOND_WEI * (number - 1));
            Lie memory lie = Lie(0, 1, 3, int256(number), 0);
            _setTrace(table, OTHER, lie);
            Statement memory said = _says(table, OTHER);
            vm.deal(address(this), bondWei);
            vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeBond.selector, bondWei - 1, bondWei));
            court.claim{value: bondWei - 1}(table.openedCase, said);
            _claim(table, OTHER);
            assertEq(court.claimState(_idOf(table, OTHER)).number, number);
        }
    }

    function test_ARootHasOneAnswer() public {
        for (uint256 i = 0; i < 2; i++) {
            Table memory table = _table(i == 0 ? CLAMPS : STEPS);
            _open(table);
            Statement memory said = _says(table, OTHER);
            said.output = bytes.concat(said.output, hex"00");
            _expectNotInTrace(table, said);
            said.output = table.traces[HONEST].answer;
            _expectNotInTrace(table, said);
            said.output = "";
            _expectNotInTrace(table, said);
            said = _says(table, OTHER);
            // In both programs what the answer lies under.
            said.top[8] ^= bytes32(uint256(1));
            _expectNotInTrace(table, said);
            said = _says(table, OTHER);
            said.top = new bytes32[](said.top.length / 2);
            _expectNotInTrace(table, said);
            said = _says(table, OTHER);
            said.siblings = new bytes32[](said.siblings.length + 1);
            _expectNotInTrace(table, said);
            if (said.siblings.length == 1) continue;
            said = _says(table, OTHER);
            said.siblings[0] ^= bytes32(uint256(1));
            _expectNotInTrace(table, said);
            skip(1);
        }
    }

    function _expectNotInTrace(Table memory table, Statement memory said) private {
        uint256 bondWei = court.bondWei(table.caseId, BOND_WEI);
        vm.deal(address(this), bondWei);
        vm.expectRevert(IDisputeCourt.DisputeAnswerNotInTrace.selector);
        court.claim{value: bondWei}(table.openedCase, said);
    }

    function test_TheSameClaimIsMadeOnce() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        _expectAlreadyClaimed(table, _says(table, HONEST), _sponsorOf(HONEST));
    }

    function _expectAlreadyClaimed(Table memory table, Statement memory said, address author) private {
        bytes32 id = _idOf(table, HONEST);
        hoax(author, BOND_WEI);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeAlreadyClaimed.selector, id));
        court.claim{value: BOND_WEI}(table.openedCase, said);
    }

    function _commit(Table memory table, uint256 side, address author) private {
        (bytes32 outputHash, bytes32 root) = (table.keys[side].outputHash, table.keys[side].traceRoot);
        court.commit(court.commitmentOf(address(this), table.openedCase.subject, outputHash, root, author, SALT));
    }

    function test_WhoCommittedBeforeTakesTheClaimOver() public {
        Table memory table = _table(CLAMPS);
        vm.roll(1000);
        _commit(table, HONEST, proposer);
        vm.roll(1001);
        _open(table);
        Statement memory said = _says(table, HONEST);
        said.salt = SALT;
        // A commitment is its author's, and lasts for 256 blocks.
        _expectAlreadyClaimed(table, said, _sponsorOf(OTHER));
        vm.roll(1257);
        _expectAlreadyClaimed(table, said, proposer);
        vm.roll(1256);
        hoax(proposer, BOND_WEI);
        court.claim{value: BOND_WEI}(table.openedCase, said);
        Claim memory made = court.claimState(_idOf(table, HONEST));
        assertEq(made.sponsor, proposer);
        assertEq(made.priority, 1000);
        assertEq(court.creditWei(_sponsorOf(HONEST)), BOND_WEI);
        assertEq(court.caseState(table.caseId).claimCount, 2);
        assertEq(address(court).balance, 3 * uint256(BOND_WEI));
    }

    function test_ACommitmentOfTheSameBlockDoesNotCount() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        _commit(table, HONEST, proposer);
        Statement memory said = _says(table, HONEST);
        said.salt = SALT;
        _expectAlreadyClaimed(table, said, proposer);
    }

    function test_CommitTraceIsTheProposersAndInTime() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        Statement memory said = _says(table, LIAR);
        DuelMove memory move;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeNotProposer.selector, proposer));
        court.commitTrace(table.openedCase, said, "", table.keys[HONEST], move);
        uint256 end = court.caseState(table.caseId).commitEnd;
        vm.warp(end + 1);
        vm.prank(proposer);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooLate.selector, end));
        court.commitTrace(table.openedCase, said, "", table.keys[HONEST], move);
        vm.warp(end);
        _commitTrace(table, LIAR);
        assertEq(court.claimState(_idOf(table, LIAR)).sponsor, proposer);
        assertEq(court.claimState(_idOf(table, LIAR)).number, 1);
        table.keys[LIAR].traceRoot = 0;
        bytes32 id = _idOf(table, LIAR);
        vm.prank(proposer);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, id, ClaimStatus.Merged));
        court.commitTrace(table.openedCase, said, "", table.keys[HONEST], move);
    }

    /// @dev The digest as docs/protocol.md has it.
    function _digest(bytes32 caseId, bytes32 traceRoot) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("OpenIMO DisputeCourt"),
                keccak256("1"),
                block.chainid,
                address(court)
            )
        );
        bytes32 commitment =
            keccak256(abi.encode(keccak256("TraceCommitment(bytes32 caseId,bytes32 traceRoot)"), caseId, traceRoot));
        return keccak256(abi.encodePacked(hex"1901", domain, commitment));
    }

    function _signed(uint256 key, bytes32 caseId, bytes32 traceRoot) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _digest(caseId, traceRoot));
        return abi.encodePacked(r, s, v);
    }

    function _commitSigned(Table memory table, uint256 side, bytes memory signature) private returns (bool made) {
        DuelMove memory move = Moves.opening(table.plan, table.traces[side], table.traces[HONEST]).said;
        bytes memory result;
        (made, result) = address(court)
            .call(
                abi.encodeCall(
                    court.commitTrace, (table.openedCase, _says(table, side), signature, table.keys[HONEST], move)
                )
            );
        if (!made) assertEq(bytes4(result), IDisputeCourt.DisputeNotProposer.selector);
    }

    function test_AStrangerCommitsATraceWithTheProposersSignatureOnly() public {
        uint256 key;
        (proposer, key) = makeAddrAndKey("signer");
        Table memory table = _table(CLAMPS);
        _open(table);
        // Another trace of the same answer, which the proposer never signed.
        Traces.setLeaf(table.traces[OTHER], 0, 1, 0, Traces.leafOf(table.plan.records[2][1], "another", 0));
        bytes32 root = table.keys[LIAR].traceRoot;
        bytes memory signature = _signed(key, table.caseId, root);
        assertFalse(_commitSigned(table, LIAR, ""), "unsigned");
        assertFalse(_commitSigned(table, LIAR, _signed(key + 1, table.caseId, root)), "another's");
        assertFalse(_commitSigned(table, LIAR, _signed(key, bytes32(uint256(1)), root)), "of another case");
        assertFalse(_commitSigned(table, OTHER, signature), "of another trace");
        assertTrue(_commitSigned(table, LIAR, signature));
        assertEq(court.claimState(_idOf(table, LIAR)).sponsor, proposer);
        // The same answer to the same question is another case, in which the signature is nothing.
        table.openedCase.subject++;
        table.caseId = court.caseIdOf(table.openedCase);
        _open(table);
        assertFalse(_commitSigned(table, LIAR, signature), "again");
    }

    function test_AContractSignsItsTrace() public {
        proposer = address(new SigningProposer());
        Table memory table = _table(CLAMPS);
        _open(table);
        bytes32 root = table.keys[LIAR].traceRoot;
        assertFalse(_commitSigned(table, LIAR, "anything"));
        SigningProposer(proposer).sign(_digest(table.caseId, root));
        assertTrue(_commitSigned(table, LIAR, "anything"));
    }

    function test_CommitTraceIsOfTheAnswerThatWasProposed() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        Statement memory said = _says(table, OTHER);
        DuelMove memory move;
        vm.prank(proposer);
        vm.expectRevert(IDisputeCourt.DisputeAnswerNotInTrace.selector);
        court.commitTrace(table.openedCase, said, "", table.keys[HONEST], move);
    }

    function test_CommitTraceTakesOverWhatWasCopiedInItsOwnBlock() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        // As somebody who saw the proposer's transaction waiting.
        _claim(table, LIAR);
        _commitTrace(table, LIAR);
        assertEq(court.caseState(table.caseId).liveCount, 2);
        assertEq(court.creditWei(proposer), 0);
        assertEq(court.creditWei(_sponsorOf(LIAR)), 2 * uint256(BOND_WEI));
        assertEq(court.claimState(_idOf(table, LIAR)).sponsor, proposer);
        assertEq(court.claimState(_idOf(table, LIAR)).number, 1);
    }

    function test_CommitTraceMergesWithALivingClaim() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        _claim(table, LIAR);
        vm.roll(block.number + 1);
        assertEq(court.caseState(table.caseId).liveCount, 3);
        _commitTrace(table, LIAR);
        CaseState memory state = court.caseState(table.caseId);
        assertEq(state.liveCount, 2);
        assertEq(uint8(state.proposerStatus), uint8(ClaimStatus.Merged));
        assertEq(court.creditWei(proposer), BOND_WEI);
        assertEq(court.claimState(_idOf(table, LIAR)).sponsor, _sponsorOf(LIAR));
    }

    function test_SilenceAfterTheLastSecondOnly() public {
        Table memory table = _table(CLAMPS);
        _open(table);
        uint256 end = court.caseState(table.caseId).commitEnd;
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeTooEarly.selector, end + 1));
        court.silence(table.openedCase);
        vm.warp(end + 1);
        court.silence(table.openedCase);
        CaseState memory state = court.caseState(table.caseId);
        assertEq(state.liveCount, 1);
        assertEq(uint8(state.proposerStatus), uint8(ClaimStatus.Silent));
        table.keys[LIAR].traceRoot = 0;
        bytes32 id = _idOf(table, LIAR);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeClaimStatus.selector, id, ClaimStatus.Silent));
        court.silence(table.openedCase);
    }

    function test_ClaimIdsAreOfTheirCase() public {
        Table memory table = _table(CLAMPS);
        bytes32 caseId = table.caseId;
        table.openedCase.subject++;
        assertTrue(court.caseIdOf(table.openedCase) != caseId);
        vm.chainId(99);
        table.openedCase.subject--;
        assertTrue(court.caseIdOf(table.openedCase) != caseId);
    }
}
