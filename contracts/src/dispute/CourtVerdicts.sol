// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {CourtLedger} from "./CourtLedger.sol";
import {Duels} from "./Duels.sol";
import {
    BondShares,
    Case,
    CaseState,
    Claim,
    ClaimKey,
    ClaimStatus,
    IDisputeCourt,
    MovePayment,
    Settlement,
    Verdict
} from "./IDisputeCourt.sol";

/// @title CourtVerdicts
/// @notice How cases end, and who gets the bonds.
abstract contract CourtVerdicts is CourtLedger {
    /// @dev What is owned by this address can only be sent there: it is how ether is burned.
    address private constant BURNED = 0x000000000000000000000000000000000000dEaD;
    uint256 private constant PERCENT_BURNED = 30;
    uint256 private constant PERCENT_SPONSOR = 40;
    uint256 private constant PERCENT_REQUESTER = 30;

    /// @inheritdoc IDisputeCourt
    function conclude(Case calldata openedCase, ClaimKey calldata winner)
        external
        returns (Verdict verdict, address operator)
    {
        require(msg.sender == openedCase.escrow, DisputeNotEscrow(openedCase.escrow));
        bytes32 caseId = caseIdOf(openedCase);
        CaseState storage state = _undecided(caseId);
        require(block.timestamp >= state.claimsEnd, DisputeTooEarly(state.claimsEnd));
        uint256 live = state.liveCount;
        if (live == 1) {
            // It goes on living, which is what a winner is once there is a verdict.
            Claim storage winning = _claims[_liveClaim(caseId, state, winner)];
            address sponsor = winning.sponsor;
            state.verdict = Verdict.Answer;
            _credit(sponsor, _bondWei(openedCase.bondWei, winning.number));
            // Who answered first keeps the reward if that answer won, unless it said nothing more.
            bool proposerWasRight =
                winner.outputHash == openedCase.outputHash && state.proposerStatus == ClaimStatus.Merged;
            operator = proposerWasRight ? openedCase.proposer : sponsor;
            emit CaseConcluded(caseId, Verdict.Answer, winner.outputHash, operator);
            return (Verdict.Answer, operator);
        }
        // Claims that nobody fights for don't hold up the requester for ever; an honest one had time to win its duels.
        require(live == 0 || block.timestamp >= uint256(state.claimsEnd) + STALEMATE_SECONDS, DisputeUndecided(live));
        state.liveCount = 0;
        if (state.generation == 1) {
            state.generation = 2;
            state.claimCount = 0;
            // Its time was over, and `silence` must not take a claim of the second generation from the count.
            if (state.proposerStatus == ClaimStatus.Live) state.proposerStatus = ClaimStatus.Silent;
            state.claimsEnd = uint40(block.timestamp + _openSeconds(openedCase.inputHash));
            emit CaseReopened(caseId, state.claimsEnd);
            return (Verdict.None, address(0));
        }
        state.verdict = Verdict.Void;
        emit CaseConcluded(caseId, Verdict.Void, 0, address(0));
        return (Verdict.Void, address(0));
    }

    /// @inheritdoc IDisputeCourt
    /// @dev 30% are burned first, from the full bond, so that a false claim costs its makers something whoever wins.
    function settle(Case calldata openedCase, Settlement calldata settlement) external {
        bytes32 caseId = caseIdOf(openedCase);
        CaseState storage state = _cases[caseId];
        Verdict verdict = state.verdict;
        require(verdict != Verdict.None, DisputeUndecided(state.liveCount));
        (bytes32 claimId, Claim memory lost) = _takeLost(caseId, state, openedCase, settlement.loser);

        uint256 bond = _bondWei(openedCase.bondWei, lost.number);
        BondShares memory shares;
        if (verdict == Verdict.Void) {
            // What a winner would have had is burned too.
            shares.requesterWei = bond * PERCENT_REQUESTER / 100;
        } else {
            bytes32 winnerId = claimIdOf(caseId, settlement.winner);
            Claim memory winning = _claims[winnerId];
            ClaimStatus status = _finalStatus(state, winning);
            require(status == ClaimStatus.Winner, DisputeClaimStatus(winnerId, status));
            // Rounded down, so that what is burned is rounded up.
            uint256 rest = bond * (100 - PERCENT_BURNED) / 100;
            if (lost.status == ClaimStatus.Silent && settlement.loser.outputHash == settlement.winner.outputHash) {
                // It was right and only absent. Else requester and rival could rob it.
                shares.returnedWei = rest;
            } else {
                bytes32 duelId = duelIdOf(caseId, openedCase.programRoot, claimId, winnerId);
                shares.moversWei = _payMovers(duelId, winnerId > claimId, settlement, rest);
                rest -= shares.moversWei;
                shares.sponsorWei = rest * PERCENT_SPONSOR / (PERCENT_SPONSOR + PERCENT_REQUESTER);
                shares.requesterWei = rest - shares.sponsorWei;
                _credit(winning.sponsor, shares.sponsorWei);
            }
        }
        shares.burnedWei = bond - shares.moversWei - shares.sponsorWei - shares.requesterWei - shares.returnedWei;
        _credit(BURNED, shares.burnedWei);
        _credit(openedCase.requester, shares.requesterWei);
        _credit(lost.sponsor, shares.returnedWei);
        emit BondSettled(caseId, claimId, shares);
    }

    /// @inheritdoc IDisputeCourt
    function withdraw(address account) external returns (uint256 amountWei) {
        amountWei = creditWei[account];
        require(amountWei > 0, DisputeNothingToWithdraw(account));
        creditWei[account] = 0;
        emit Withdrawn(account, amountWei);
        (bool success,) = account.call{value: amountWei}("");
        require(success, DisputePaymentFailed(account, amountWei));
    }

    /// @dev Pays those who acted for the winner, in order, as long as the loser's bond lasts.
    function _payMovers(bytes32 duelId, bool winnerIsSecond, Settlement calldata settlement, uint256 availableWei)
        private
        returns (uint256 paidWei)
    {
        bytes32 state = _duels[duelId];
        if (state == 0) return 0;
        // Whoever settles can't leave out those who moved: the chain of all moves has to match.
        require(state == Duels.hash(settlement.duel), DisputeDuelState(duelId));
        bytes32 chain = 0;
        for (uint256 i = 0; i < settlement.payments.length; i++) {
            MovePayment calldata payment = settlement.payments[i];
            bool forSecond = payment.forWinner == winnerIsSecond;
            chain = Duels.chain(chain, payment.mover, payment.amountWei, forSecond);
            if (!payment.forWinner) continue;
            uint256 amountWei = Math.min(payment.amountWei, availableWei - paidWei);
            paidWei += amountWei;
            _credit(payment.mover, amountWei);
        }
        require(chain == settlement.duel.movesHash, DisputePayments());
    }

    /// @dev Of a claim of a decided case. `conclude` doesn't write the winner's down: it is the one that lives in the last generation.
    function _finalStatus(CaseState storage state, Claim memory claimed) private view returns (ClaimStatus) {
        bool lives = claimed.status == ClaimStatus.Live && claimed.generation == state.generation;
        return lives && state.verdict == Verdict.Answer ? ClaimStatus.Winner : claimed.status;
    }

    /// @dev The claim that lost, whose bond is shared out now and never again.
    function _takeLost(bytes32 caseId, CaseState storage state, Case calldata openedCase, ClaimKey calldata loser)
        private
        returns (bytes32 claimId, Claim memory lost)
    {
        claimId = claimIdOf(caseId, loser);
        bool isUntraced = loser.traceRoot == 0 && claimId == claimIdOf(caseId, _untraced(openedCase));
        lost = isUntraced ? Claim(openedCase.proposer, 1, state.proposerStatus, 0, 1) : _claims[claimId];
        ClaimStatus status = _finalStatus(state, lost);
        // One that still lives was given up with its generation.
        require(
            status == ClaimStatus.Live || status == ClaimStatus.TimedOut || status == ClaimStatus.Faulted
                || status == ClaimStatus.Silent,
            DisputeClaimStatus(claimId, status)
        );
        if (isUntraced) state.proposerStatus = ClaimStatus.Settled;
        else _claims[claimId].status = ClaimStatus.Settled;
    }
}
