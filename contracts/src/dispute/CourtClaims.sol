// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {CourtLedger} from "./CourtLedger.sol";
import {Case, CaseState, Claim, ClaimKey, ClaimStatus, IDisputeCourt, Statement} from "./IDisputeCourt.sol";
import {Batches} from "../kernels/Batches.sol";
import {TailCalls} from "../kernels/TailCalls.sol";
import {TraceNodes} from "../kernels/TraceNodes.sol";
import {IProgramRegistry} from "../model/IProgramRegistry.sol";

/// @title CourtClaims
/// @notice How claims are made: by contradicting, by joining, and by the proposer's trace.
abstract contract CourtClaims is CourtLedger {
    uint256 private constant COMMITMENT_BLOCKS = 256;

    mapping(bytes32 commitment => uint256 blockNumber) private _commitments;

    /// @inheritdoc IDisputeCourt
    function open(Case calldata openedCase, address author, Statement calldata statement)
        external
        payable
        returns (bytes32 caseId)
    {
        require(msg.sender == openedCase.escrow, DisputeNotEscrow(openedCase.escrow));
        caseId = caseIdOf(openedCase);
        CaseState memory state = _cases[caseId];
        require(state.generation == 0, DisputeCaseExists(caseId));
        require(msg.value >= openedCase.bondWei, DisputeBond(msg.value, openedCase.bondWei));
        require(keccak256(statement.output) != openedCase.outputHash, DisputeSameAnswer());

        uint256 traces = _tracesOf(openedCase.inputHash);
        uint256 commitEnd = block.timestamp + COMMIT_SECONDS * traces;
        state.generation = 1;
        state.commitEnd = uint40(commitEnd);
        state.claimsEnd = uint40(Math.max(openedCase.windowEnd, commitEnd + JOIN_SECONDS * traces));
        // The proposer's claim needs no slot as long as it has no trace.
        state.proposerStatus = ClaimStatus.Live;
        state.claimCount = 1;
        state.liveCount = 1;
        emit CaseOpened(caseId, msg.sender, openedCase.subject, openedCase);
        _claim(caseId, state, openedCase, author, msg.value - openedCase.bondWei, statement);
    }

    /// @inheritdoc IDisputeCourt
    function claim(Case calldata openedCase, Statement calldata statement) external payable returns (bytes32 claimId) {
        bytes32 caseId = caseIdOf(openedCase);
        CaseState memory state = _undecided(caseId);
        return _claim(caseId, state, openedCase, msg.sender, msg.value, statement);
    }

    /// @inheritdoc IDisputeCourt
    function commit(bytes32 commitment) external {
        if (_commitments[commitment] == 0) _commitments[commitment] = block.number;
    }

    /// @inheritdoc IDisputeCourt
    function silence(Case calldata openedCase) external {
        bytes32 caseId = caseIdOf(openedCase);
        CaseState storage state = _undecided(caseId);
        require(block.timestamp > state.commitEnd, DisputeTooEarly(uint256(state.commitEnd) + 1));
        bytes32 claimId = claimIdOf(caseId, _untraced(openedCase));
        require(state.proposerStatus == ClaimStatus.Live, DisputeClaimStatus(claimId, state.proposerStatus));
        state.proposerStatus = ClaimStatus.Silent;
        state.liveCount--;
        emit ClaimEliminated(caseId, claimId, ClaimStatus.Silent);
    }

    /// @inheritdoc IDisputeCourt
    function commitmentOf(
        address escrow,
        uint256 subject,
        bytes32 outputHash,
        bytes32 traceRoot,
        address author,
        bytes32 salt
    ) public pure returns (bytes32) {
        return keccak256(abi.encode(escrow, subject, outputHash, traceRoot, author, salt));
    }

    /// @dev Checks the proposer's trace and has its claim go on with it.
    /// @return claimId Of the claim with the trace.
    function _adopt(bytes32 caseId, Case calldata openedCase, Statement calldata statement, bytes32 traceRoot)
        internal
        returns (bytes32 claimId)
    {
        CaseState storage state = _undecided(caseId);
        require(block.timestamp <= state.commitEnd, DisputeTooLate(state.commitEnd));
        ClaimStatus status = state.proposerStatus;
        require(status == ClaimStatus.Live, DisputeClaimStatus(claimIdOf(caseId, _untraced(openedCase)), status));
        require(keccak256(statement.output) == openedCase.outputHash, DisputeAnswerNotInTrace());
        _requireInTrace(openedCase, statement, traceRoot);

        ClaimKey memory key = ClaimKey(1, 0, openedCase.outputHash, traceRoot);
        claimId = _nextAttempt(caseId, key);
        emit TraceCommitted(caseId, claimId, key.attempt, traceRoot, statement.top);
        state.proposerStatus = ClaimStatus.Merged;
        Claim storage claimed = _claims[claimId];
        ClaimStatus known = claimed.status;
        if (known == ClaimStatus.None) {
            // The proposer was the first to say so, whoever committed to the same before.
            _storeClaim(claimId, openedCase.proposer, 1, 0, 1);
            return claimId;
        }
        // Somebody has claimed just this trace before. If it was proved wrong, so is this one.
        state.liveCount--;
        if (known != ClaimStatus.Live) {
            state.proposerStatus = ClaimStatus.Faulted;
            return claimId;
        }
        if (_priority(openedCase, key, openedCase.proposer, statement.salt) > claimed.priority) {
            _credit(openedCase.proposer, openedCase.bondWei);
            return claimId;
        }
        // Who copied it out of the transaction pool committed to it no earlier.
        _credit(claimed.sponsor, _bondWei(openedCase.bondWei, claimed.number));
        (claimed.sponsor, claimed.number, claimed.priority) = (openedCase.proposer, 1, 0);
        emit SponsorChanged(caseId, claimId, openedCase.proposer);
    }

    /// @param state Of the case, which isn't decided; written here.
    function _claim(
        bytes32 caseId,
        CaseState memory state,
        Case calldata openedCase,
        address author,
        uint256 valueWei,
        Statement calldata statement
    ) private returns (bytes32 claimId) {
        require(block.timestamp < state.claimsEnd, DisputeClaimsOver(state.claimsEnd));
        bytes32 traceRoot = TraceNodes.above(statement.top);
        _requireInTrace(openedCase, statement, traceRoot);
        ClaimKey memory key = ClaimKey(state.generation, 0, keccak256(statement.output), traceRoot);
        claimId = _nextAttempt(caseId, key);
        uint40 priority = _priority(openedCase, key, author, statement.salt);
        ClaimStatus known = _claims[claimId].status;
        require(known == ClaimStatus.None || known == ClaimStatus.Live, DisputeAlreadyClaimed(claimId));
        if (known == ClaimStatus.Live) {
            _takeOver(claimId, author, priority, valueWei, openedCase.bondWei);
            emit SponsorChanged(caseId, claimId, author);
            return claimId;
        }
        if (state.generation > 1) _joinSecondGeneration(caseId, state, openedCase.inputHash, key);
        uint256 requiredWei = _bondWei(openedCase.bondWei, ++state.claimCount);
        _takeBond(author, valueWei, requiredWei);
        state.liveCount++;
        _storeCase(caseId, state);
        _storeClaim(claimId, author, state.claimCount, priority, state.generation);
        emit Claimed(caseId, claimId, author, key, state.claimCount, statement.top, statement.output);
    }

    /// @dev More than the bond may be sent, and is credited: else a claim just before another would keep that one out by making its
    /// bond dearer.
    function _takeBond(address author, uint256 valueWei, uint256 requiredWei) private {
        require(valueWei >= requiredWei, DisputeBond(valueWei, requiredWei));
        if (valueWei > requiredWei) _credit(author, valueWei - requiredWei);
    }

    /// @dev Somebody committed to the claim before its sponsor did.
    function _takeOver(bytes32 claimId, address author, uint40 priority, uint256 valueWei, uint256 baseWei) private {
        Claim storage known = _claims[claimId];
        require(priority < known.priority, DisputeAlreadyClaimed(claimId));
        uint256 bond = _bondWei(baseWei, known.number);
        _takeBond(author, valueWei, bond);
        _credit(known.sponsor, bond);
        known.sponsor = author;
        known.priority = priority;
    }

    /// @dev What was proved wrong stays wrong. Whoever comes after the first claim has as long as after a first contradiction.
    function _joinSecondGeneration(bytes32 caseId, CaseState memory state, bytes32 inputHash, ClaimKey memory key)
        private
        view
    {
        bytes32 formerId = _nextAttempt(caseId, ClaimKey(1, 0, key.outputHash, key.traceRoot));
        require(_claims[formerId].status != ClaimStatus.Faulted, DisputeAlreadyClaimed(formerId));
        if (state.claimCount > 0) return;
        state.claimsEnd = uint40(block.timestamp + _openSeconds(inputHash));
    }

    function _requireInTrace(Case calldata openedCase, Statement calldata statement, bytes32 traceRoot) private view {
        uint256 tail;
        bool isForward;
        assembly ("memory-safe") {
            tail := statement
            // What the court reads of a statement, the registry has to read too: no part of it lies before it.
            let offsets := or(or(calldataload(tail), calldataload(add(tail, 0x20))), calldataload(add(tail, 0x40)))
            isForward := iszero(shr(64, offsets))
        }
        uint256 count = Batches.countOf(openedCase.inputHash);
        bytes32 programRoot = openedCase.programRoot;
        bytes memory head = count == 0
            ? abi.encodeWithSelector(IProgramRegistry.hasAnswer.selector, programRoot, 0x40)
            : abi.encodeWithSelector(IProgramRegistry.hasAnswers.selector, programRoot, count, 0x60);
        require(
            traceRoot != 0 && isForward && TailCalls.ask(address(PROGRAMS), head, tail) == 1, DisputeAnswerNotInTrace()
        );
    }

    /// @dev The claim of this answer and trace that isn't one that timed out. Each that did has lost a bond.
    function _nextAttempt(bytes32 caseId, ClaimKey memory key) private view returns (bytes32 claimId) {
        claimId = claimIdOf(caseId, key);
        while (_claims[claimId].status == ClaimStatus.TimedOut) {
            key.attempt++;
            claimId = claimIdOf(caseId, key);
        }
    }

    /// @dev The block of the author's commitment, if it counts; else this one. Who made none has no salt.
    function _priority(Case calldata openedCase, ClaimKey memory key, address author, bytes32 salt)
        private
        view
        returns (uint40)
    {
        if (salt == 0) return uint40(block.number);
        bytes32 commitment =
            commitmentOf(openedCase.escrow, openedCase.subject, key.outputHash, key.traceRoot, author, salt);
        uint256 committed = _commitments[commitment];
        bool counts = committed > 0 && committed < block.number && block.number - committed <= COMMITMENT_BLOCKS;
        return uint40(counts ? committed : block.number);
    }
}
