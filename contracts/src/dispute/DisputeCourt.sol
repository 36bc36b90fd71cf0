// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {TensorTypes} from "../kernels/TensorTypes.sol";
import {IProgramRegistry} from "../model/IProgramRegistry.sol";
import {AnswerRoot} from "./AnswerRoot.sol";
import {Duel, Duels, Nodes, Phase, Place, Setting} from "./Duels.sol";
import {
    BondShares,
    Case,
    CaseState,
    Claim,
    ClaimKey,
    ClaimStatus,
    CourtParameters,
    EndProof,
    IDisputeCourt,
    LeafPlace,
    MovePayment,
    Settlement,
    Statement,
    Verdict
} from "./IDisputeCourt.sol";
import {FaultContext, FaultProof, IFaultProver} from "./IFaultProver.sol";
import {TraceNodes} from "./TraceNodes.sol";

/// @title DisputeCourt
/// @notice See `IDisputeCourt`. Invariants are numbered in test/contracts/dispute/invariants.md.
contract DisputeCourt is IDisputeCourt {
    using Duels for Place;
    using TensorTypes for uint256;

    /// @dev What is owned by this address can only be sent there: it is how ether is burned.
    address private constant BURNED = 0x000000000000000000000000000000000000dEaD;
    /// @dev Gas that a move is repaid for, about what one costs.
    uint256 private constant MOVE_GAS = 60_000;
    uint256 private constant PROOF_GAS = 120_000;
    uint256 private constant COMMITMENT_BLOCKS = 256;
    uint256 private constant PERCENT_BURNED = 30;
    uint256 private constant PERCENT_SPONSOR = 40;
    uint256 private constant PERCENT_REQUESTER = 30;

    /// @notice The validated programs.
    IProgramRegistry public immutable PROGRAMS;
    /// @notice Judge of single leaves.
    IFaultProver public immutable PROVER;
    uint32 public immutable COMMIT_SECONDS;
    uint32 public immutable JOIN_SECONDS;
    uint32 public immutable CLOCK_SECONDS;
    uint32 public immutable INCREMENT_SECONDS;
    uint32 public immutable STALEMATE_SECONDS;
    uint64 public immutable MOVE_GAS_PRICE_WEI;

    mapping(bytes32 caseId => CaseState) private _cases;
    mapping(bytes32 claimId => Claim) private _claims;
    mapping(bytes32 duelId => bytes32) private _duels;
    mapping(bytes32 commitment => uint256 blockNumber) private _commitments;
    /// @inheritdoc IDisputeCourt
    mapping(address account => uint256) public creditWei;

    constructor(CourtParameters memory parameters) {
        require(
            parameters.programs.code.length > 0 && parameters.prover.code.length > 0 && parameters.commitSeconds > 0
                && parameters.joinSeconds > 0 && parameters.incrementSeconds > 0
                && parameters.clockSeconds >= parameters.incrementSeconds && parameters.stalemateSeconds > 0,
            DisputeParametersInvalid()
        );
        PROGRAMS = IProgramRegistry(parameters.programs);
        PROVER = IFaultProver(parameters.prover);
        COMMIT_SECONDS = parameters.commitSeconds;
        JOIN_SECONDS = parameters.joinSeconds;
        CLOCK_SECONDS = parameters.clockSeconds;
        INCREMENT_SECONDS = parameters.incrementSeconds;
        STALEMATE_SECONDS = parameters.stalemateSeconds;
        MOVE_GAS_PRICE_WEI = parameters.moveGasPriceWei;
    }

    // Claims

    /// @inheritdoc IDisputeCourt
    function open(Case calldata openedCase, address author, Statement calldata statement)
        external
        payable
        returns (bytes32 caseId)
    {
        require(msg.sender == openedCase.escrow, DisputeNotEscrow(openedCase.escrow));
        caseId = caseIdOf(openedCase);
        CaseState storage state = _cases[caseId];
        require(state.generation == 0, DisputeCaseExists(caseId));
        require(msg.value >= openedCase.bondWei, DisputeBond(msg.value, openedCase.bondWei));
        require(keccak256(statement.output) != openedCase.outputHash, DisputeSameAnswer());

        uint256 commitEnd = block.timestamp + COMMIT_SECONDS;
        state.generation = 1;
        state.commitEnd = uint40(commitEnd);
        state.claimsEnd = uint40(Math.max(openedCase.windowEnd, commitEnd + JOIN_SECONDS));
        emit CaseOpened(caseId, msg.sender, openedCase.subject, openedCase);
        // The proposer's claim needs no slot as long as it has no trace.
        state.proposerStatus = ClaimStatus.Live;
        state.claimCount = 1;
        state.liveCount = 1;
        _claim(openedCase, author, msg.value - openedCase.bondWei, statement);
    }

    /// @inheritdoc IDisputeCourt
    function claim(Case calldata openedCase, Statement calldata statement) external payable returns (bytes32 claimId) {
        return _claim(openedCase, msg.sender, msg.value, statement);
    }

    /// @inheritdoc IDisputeCourt
    function commit(bytes32 commitment) external {
        if (_commitments[commitment] == 0) _commitments[commitment] = block.number;
    }

    /// @inheritdoc IDisputeCourt
    function commitTrace(Case calldata openedCase, Statement calldata statement) external {
        require(msg.sender == openedCase.proposer, DisputeNotProposer(openedCase.proposer));
        bytes32 caseId = caseIdOf(openedCase);
        CaseState storage state = _undecided(caseId);
        require(block.timestamp <= state.commitEnd, DisputeTooLate(state.commitEnd));
        ClaimStatus status = state.proposerStatus;
        require(status == ClaimStatus.Live, DisputeClaimStatus(claimIdOf(caseId, _untraced(openedCase)), status));
        require(keccak256(statement.output) == openedCase.outputHash, DisputeAnswerNotInTrace());
        _requireInTrace(openedCase, statement);

        ClaimKey memory key = ClaimKey(1, 0, openedCase.outputHash, statement.traceRoot);
        bytes32 claimId = _nextAttempt(caseId, key);
        emit TraceCommitted(caseId, claimId, key);
        _adopt(state, claimId, openedCase, _priority(openedCase, key, msg.sender, statement.salt));
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

    // Duels

    /// @inheritdoc IDisputeCourt
    function openDuel(
        Case calldata openedCase,
        ClaimKey calldata shower,
        ClaimKey calldata other,
        bytes32[] calldata shown,
        bytes calldata preimage
    ) external returns (bytes32 duelId) {
        bytes32 caseId = caseIdOf(openedCase);
        _undecided(caseId);
        bytes32 showerId = _liveTraced(caseId, shower);
        bytes32 otherId = _liveTraced(caseId, other);
        duelId = duelIdOf(showerId, otherId);
        require(showerId != otherId && _duels[duelId] == 0, DisputeDuelExists(duelId));

        Setting memory setting = _settingOf(caseId, openedCase.programRoot);
        emit DuelOpened(caseId, duelId, setting, shower, other);
        Turn memory turn;
        turn.duelId = duelId;
        turn.duel = Duel(keccak256(abi.encode(setting)), showerId, otherId, 0, 0);
        turn.nodes = Nodes(shower.traceRoot, other.traceRoot);
        turn.remaining = CLOCK_SECONDS;
        Place memory place = turn.place;
        place.segment = setting.stepLimit > 0 ? Duels.SEGMENT_STEPS : Duels.SEGMENT_INSTRUCTIONS;
        uint256 width = setting.stepLimit > 0 ? uint256(setting.stepLimit) + 1 : setting.instructionCount;
        place.levels = uint8(TensorTypes.depthOf(width));
        place.moverSeconds = CLOCK_SECONDS;
        place.otherSeconds = CLOCK_SECONDS;
        _pay(turn.duel, MOVE_GAS);
        _goOn(setting, turn, shown, preimage);
    }

    /// @inheritdoc IDisputeCourt
    function move(Duel calldata duel, uint256 index, bytes32[] calldata list) external {
        Turn memory turn = _begin(duel);
        uint256 levels = turn.place.stride();
        require(turn.place.levels > levels, DisputeMoveShape());
        _descend(turn, index, list);
        _show(turn, list[2 + 2 * levels:], msg.data[:0]);
        _pass(turn);
    }

    /// @inheritdoc IDisputeCourt
    function moveOn(
        Duel calldata duel,
        Setting calldata setting,
        uint256 index,
        bytes32[] calldata list,
        bytes calldata preimage
    ) external {
        Turn memory turn = _begin(duel);
        uint256 levels = turn.place.stride();
        require(turn.place.levels == levels && keccak256(abi.encode(setting)) == duel.setting, DisputeMoveShape());
        _descend(turn, index, list);
        _goOn(setting, turn, list[2 + 2 * levels:], preimage);
    }

    /// @inheritdoc IDisputeCourt
    function proveFault(
        Case calldata openedCase,
        Duel calldata duel,
        Nodes calldata nodes,
        ClaimKey calldata accuser,
        FaultProof calldata proof
    ) external {
        (bytes32 caseId, Place memory place) = _acting(openedCase, duel, nodes, Phase.Prove);
        require(claimIdOf(caseId, accuser) == duel.mover, DisputeDuelState(duelIdOf(duel.mover, duel.other)));
        FaultContext memory context = FaultContext({
            programRoot: openedCase.programRoot,
            weightsRoot: openedCase.weightsRoot,
            inputHash: openedCase.inputHash,
            seed: openedCase.seed,
            operandsRoot: accuser.traceRoot,
            step: place.step,
            instruction: place.instruction,
            leafIndex: place.index,
            leafNode: nodes.other
        });
        require(PROVER.isFault(context, proof), DisputeNoFault());
        _eliminate(caseId, duel.other, ClaimStatus.Faulted);
        _finish(duel, nodes);
    }

    /// @inheritdoc IDisputeCourt
    function proveEnd(Case calldata openedCase, Duel calldata duel, Nodes calldata nodes, EndProof calldata proof)
        external
    {
        (bytes32 caseId, Place memory place) = _acting(openedCase, duel, nodes, Phase.End);
        bytes32 claimId = claimIdOf(caseId, proof.key);
        require(claimId == duel.mover || claimId == duel.other, DisputeDuelState(duelIdOf(duel.mover, duel.other)));
        FaultContext memory context;
        context.programRoot = openedCase.programRoot;
        context.inputHash = openedCase.inputHash;
        context.operandsRoot = proof.key.traceRoot;
        context.step = place.step;
        bool ended = PROVER.hasEnded(context, proof.emptySiblings, proof.witness);
        // One of the two nodes is EMPTY; it is right exactly if the run had ended.
        bool moverIsRight = (nodes.mover == 0) == ended;
        _eliminate(caseId, moverIsRight ? duel.other : duel.mover, ClaimStatus.Faulted);
        _finish(duel, nodes);
    }

    /// @inheritdoc IDisputeCourt
    function proveClaimFault(
        Case calldata openedCase,
        ClaimKey calldata accused,
        LeafPlace calldata leaf,
        FaultProof calldata proof
    ) external {
        bytes32 caseId = caseIdOf(openedCase);
        _undecided(caseId);
        bytes32 claimId = _liveTraced(caseId, accused);
        FaultContext memory context = FaultContext({
            programRoot: openedCase.programRoot,
            weightsRoot: openedCase.weightsRoot,
            inputHash: openedCase.inputHash,
            seed: openedCase.seed,
            operandsRoot: accused.traceRoot,
            step: leaf.step,
            instruction: leaf.instruction,
            leafIndex: leaf.leafIndex,
            leafNode: 0
        });
        require(PROVER.isFaultOf(context, leaf.path, proof), DisputeNoFault());
        _eliminate(caseId, claimId, ClaimStatus.Faulted);
    }

    /// @inheritdoc IDisputeCourt
    function timeout(Duel calldata duel, Setting calldata setting, Nodes calldata nodes) external {
        bytes32 duelId = duelIdOf(duel.mover, duel.other);
        require(_duels[duelId] == Duels.hash(duel, nodes), DisputeDuelState(duelId));
        require(keccak256(abi.encode(setting)) == duel.setting, DisputeDuelState(duelId));
        _requireLive(duel.mover);
        _requireLive(duel.other);
        Place memory place = Duels.unpack(duel.place);
        uint256 last = uint256(place.turnAt) + place.moverSeconds;
        require(block.timestamp > last, DisputeTooEarly(last + 1));
        _eliminate(setting.caseId, duel.mover, ClaimStatus.TimedOut);
    }

    // The end

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
            Claim storage winning = _claims[_liveTraced(caseId, winner)];
            address sponsor = winning.sponsor;
            winning.status = ClaimStatus.Winner;
            state.verdict = Verdict.Answer;
            creditWei[sponsor] += _bondWei(openedCase.bondWei, winning.number);
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
            state.claimsEnd = uint40(block.timestamp + COMMIT_SECONDS + JOIN_SECONDS);
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
            require(winning.status == ClaimStatus.Winner, DisputeClaimStatus(winnerId, winning.status));
            // Rounded down, so that what is burned is rounded up.
            uint256 rest = bond * (100 - PERCENT_BURNED) / 100;
            if (lost.status == ClaimStatus.Silent && settlement.loser.outputHash == settlement.winner.outputHash) {
                // It was right and only absent. Else requester and rival could rob it.
                shares.returnedWei = rest;
            } else {
                shares.moversWei = _payMovers(claimId, winnerId, settlement, rest);
                rest -= shares.moversWei;
                shares.sponsorWei = rest * PERCENT_SPONSOR / (PERCENT_SPONSOR + PERCENT_REQUESTER);
                shares.requesterWei = rest - shares.sponsorWei;
                creditWei[winning.sponsor] += shares.sponsorWei;
            }
        }
        shares.burnedWei = bond - shares.moversWei - shares.sponsorWei - shares.requesterWei - shares.returnedWei;
        creditWei[BURNED] += shares.burnedWei;
        creditWei[openedCase.requester] += shares.requesterWei;
        creditWei[lost.sponsor] += shares.returnedWei;
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

    // Views

    /// @inheritdoc IDisputeCourt
    function caseIdOf(Case calldata openedCase) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), openedCase));
    }

    /// @inheritdoc IDisputeCourt
    function claimIdOf(bytes32 caseId, ClaimKey memory key) public pure returns (bytes32) {
        return keccak256(abi.encode(caseId, key));
    }

    /// @inheritdoc IDisputeCourt
    function duelIdOf(bytes32 claimA, bytes32 claimB) public pure returns (bytes32) {
        return claimA < claimB ? TraceNodes.pair(claimA, claimB) : TraceNodes.pair(claimB, claimA);
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

    /// @inheritdoc IDisputeCourt
    function caseState(bytes32 caseId) external view returns (CaseState memory) {
        return _cases[caseId];
    }

    /// @inheritdoc IDisputeCourt
    function claimState(bytes32 claimId) external view returns (Claim memory) {
        return _claims[claimId];
    }

    /// @inheritdoc IDisputeCourt
    function duelHash(bytes32 duelId) external view returns (bytes32) {
        return _duels[duelId];
    }

    /// @inheritdoc IDisputeCourt
    function bondWei(bytes32 caseId, uint96 baseWei) external view returns (uint256) {
        return _bondWei(baseWei, uint256(_cases[caseId].claimCount) + 1);
    }

    // Parts

    /// @dev A duel in somebody's turn.
    struct Turn {
        bytes32 duelId;
        Duel duel;
        Place place;
        Nodes nodes;
        /// What the mover's clock has left, in seconds.
        uint32 remaining;
    }

    function _claim(Case calldata openedCase, address author, uint256 valueWei, Statement calldata statement)
        private
        returns (bytes32 claimId)
    {
        bytes32 caseId = caseIdOf(openedCase);
        CaseState storage state = _undecided(caseId);
        require(block.timestamp < state.claimsEnd, DisputeClaimsOver(state.claimsEnd));
        _requireInTrace(openedCase, statement);
        ClaimKey memory key = ClaimKey(state.generation, 0, keccak256(statement.output), statement.traceRoot);
        claimId = _nextAttempt(caseId, key);
        uint40 priority = _priority(openedCase, key, author, statement.salt);
        ClaimStatus known = _claims[claimId].status;
        require(known == ClaimStatus.None || known == ClaimStatus.Live, DisputeAlreadyClaimed(claimId));
        if (known == ClaimStatus.Live) {
            _takeOver(claimId, author, priority, valueWei, openedCase.bondWei);
            emit SponsorChanged(caseId, claimId, author);
            return claimId;
        }
        if (state.generation > 1) _joinSecondGeneration(caseId, state, key);
        uint256 requiredWei = _bondWei(openedCase.bondWei, uint256(state.claimCount) + 1);
        require(valueWei == requiredWei, DisputeBond(valueWei, requiredWei));
        _enter(caseId, state, key, author, priority);
        emit Claimed(caseId, claimId, author, key, state.claimCount, statement.output);
    }

    /// @dev Somebody committed to the claim before its sponsor did.
    function _takeOver(bytes32 claimId, address author, uint40 priority, uint256 valueWei, uint256 baseWei) private {
        Claim storage known = _claims[claimId];
        require(priority < known.priority, DisputeAlreadyClaimed(claimId));
        uint256 bond = _bondWei(baseWei, known.number);
        require(valueWei == bond, DisputeBond(valueWei, bond));
        creditWei[known.sponsor] += bond;
        known.sponsor = author;
        known.priority = priority;
    }

    /// @dev What was proved wrong stays wrong. Whoever comes after the first claim has as long as after a first contradiction.
    function _joinSecondGeneration(bytes32 caseId, CaseState storage state, ClaimKey memory key) private {
        bytes32 formerId = _nextAttempt(caseId, ClaimKey(1, 0, key.outputHash, key.traceRoot));
        require(_claims[formerId].status != ClaimStatus.Faulted, DisputeAlreadyClaimed(formerId));
        if (state.claimCount > 0) return;
        state.claimsEnd = uint40(block.timestamp + COMMIT_SECONDS + JOIN_SECONDS);
    }

    function _requireInTrace(Case calldata openedCase, Statement calldata statement) private view {
        require(
            statement.traceRoot != 0
                && AnswerRoot.matches(
                    PROGRAMS.program(openedCase.programRoot), statement.traceRoot, statement.output, statement.siblings
                ),
            DisputeAnswerNotInTrace()
        );
    }

    /// @dev The proposer's claim goes on with its trace.
    function _adopt(CaseState storage state, bytes32 claimId, Case calldata openedCase, uint40 priority) private {
        ClaimStatus known = _claims[claimId].status;
        state.proposerStatus = ClaimStatus.Merged;
        if (known == ClaimStatus.None) {
            // The proposer was the first to say so, whoever committed to the same before.
            _claims[claimId] = Claim(openedCase.proposer, 1, ClaimStatus.Live, 0, 1);
            return;
        }
        // Somebody has claimed just this trace before. If it was proved wrong, so is this one.
        state.liveCount--;
        if (known != ClaimStatus.Live) {
            state.proposerStatus = ClaimStatus.Faulted;
            return;
        }
        Claim storage claimed = _claims[claimId];
        if (priority > claimed.priority) {
            creditWei[openedCase.proposer] += openedCase.bondWei;
            return;
        }
        // Who copied it out of the transaction pool committed to it no earlier.
        creditWei[claimed.sponsor] += _bondWei(openedCase.bondWei, claimed.number);
        (claimed.sponsor, claimed.number, claimed.priority) = (openedCase.proposer, 1, 0);
        emit SponsorChanged(caseIdOf(openedCase), claimId, openedCase.proposer);
    }

    /// @dev The proposer's claim before it has a trace.
    function _untraced(Case calldata openedCase) private pure returns (ClaimKey memory) {
        return ClaimKey(1, 0, openedCase.outputHash, 0);
    }

    /// @dev The claim of this answer and trace that isn't one that timed out. Each that did has lost a bond.
    function _nextAttempt(bytes32 caseId, ClaimKey memory key) private view returns (bytes32 claimId) {
        claimId = claimIdOf(caseId, key);
        while (_claims[claimId].status == ClaimStatus.TimedOut) {
            key.attempt++;
            claimId = claimIdOf(caseId, key);
        }
    }

    function _enter(bytes32 caseId, CaseState storage state, ClaimKey memory key, address sponsor, uint40 priority)
        private
    {
        uint32 number = ++state.claimCount;
        state.liveCount++;
        _claims[claimIdOf(caseId, key)] = Claim(sponsor, number, ClaimStatus.Live, priority, key.generation);
    }

    /// @dev The block of the author's commitment, if it counts; else this one.
    function _priority(Case calldata openedCase, ClaimKey memory key, address author, bytes32 salt)
        private
        view
        returns (uint40)
    {
        bytes32 commitment =
            commitmentOf(openedCase.escrow, openedCase.subject, key.outputHash, key.traceRoot, author, salt);
        uint256 committed = _commitments[commitment];
        bool counts = committed > 0 && committed < block.number && block.number - committed <= COMMITMENT_BLOCKS;
        return uint40(counts ? committed : block.number);
    }

    /// @dev The first one and the next pay one bond, the third two, and so on: many false claims cost their square.
    function _bondWei(uint256 baseWei, uint256 number) private pure returns (uint256) {
        return number < 3 ? baseWei : baseWei * (number - 1);
    }

    function _settingOf(bytes32 caseId, bytes32 programRoot) private view returns (Setting memory) {
        (uint256 instructionCount,, uint256 stepLimit) = PROGRAMS.counts(programRoot);
        return Setting(caseId, programRoot, uint32(instructionCount), uint32(stepLimit));
    }

    function _begin(Duel calldata duel) private pure returns (Turn memory turn) {
        turn.duelId = duelIdOf(duel.mover, duel.other);
        turn.duel = duel;
        turn.place = Duels.unpack(duel.place);
    }

    /// @dev Checks the state passed in and the clock, and goes down to the first difference.
    function _descend(Turn memory turn, uint256 index, bytes32[] calldata list) private view {
        Place memory place = turn.place;
        require(place.phase == Phase.Move, DisputeMoveShape());
        Nodes memory above = place.descend(index, list);
        require(_duels[turn.duelId] == Duels.hash(turn.duel, above), DisputeDuelState(turn.duelId));
        _requireLive(turn.duel.mover);
        _requireLive(turn.duel.other);
        uint256 last = uint256(place.turnAt) + place.moverSeconds;
        require(block.timestamp <= last, DisputeTooLate(last));
        turn.nodes = Nodes(list[0], list[1]);
        // At most what the mover had.
        turn.remaining = uint32(last - block.timestamp);
        _pay(turn.duel, MOVE_GAS);
    }

    /// @dev Ends a move that may have come to the end of a list or a tensor.
    function _goOn(Setting memory setting, Turn memory turn, bytes32[] calldata shown, bytes calldata preimage)
        private
    {
        if (_reach(setting, turn)) {
            _keep(turn);
            return;
        }
        if (turn.place.phase == Phase.End) {
            require(shown.length == 0 && preimage.length == 0, DisputeMoveShape());
        } else {
            _show(turn, shown, preimage);
        }
        _pass(turn);
    }

    /// @dev A call's data can't be seen from outside where a contract made it, so it is logged.
    function _show(Turn memory turn, bytes32[] calldata shown, bytes calldata preimage) private {
        turn.place.checkShown(turn.nodes.mover, shown, preimage);
        emit DuelShown(turn.duelId, shown, preimage);
    }

    /// @dev Goes on to the next list or tensor where one has ended. Where a slot that no program fills differs, or one that every program
    /// fills is EMPTY, the duel is decided at once.
    function _reach(Setting memory setting, Turn memory turn) private returns (bool decided) {
        Place memory place = turn.place;
        Nodes memory nodes = turn.nodes;
        while (place.levels == 0) {
            if (place.segment == Duels.SEGMENT_STEPS) {
                place.step = place.index;
                if (place.step > setting.stepLimit) return _dropNonEmpty(setting.caseId, turn);
                if (nodes.mover == 0 || nodes.other == 0) {
                    if (place.step == 0 || place.step == setting.stepLimit) {
                        bytes32 wrong = nodes.mover == 0 ? turn.duel.mover : turn.duel.other;
                        _eliminate(setting.caseId, wrong, ClaimStatus.Faulted);
                        return true;
                    }
                    place.phase = Phase.End;
                    return false;
                }
                place.segment = Duels.SEGMENT_INSTRUCTIONS;
                place.levels = _isEnd(setting, place) ? 1 : uint8(TensorTypes.depthOf(setting.instructionCount));
            } else if (place.segment == Duels.SEGMENT_INSTRUCTIONS) {
                place.instruction = place.index;
                uint256 count = _isEnd(setting, place) ? 2 : setting.instructionCount;
                if (place.instruction >= count) return _dropNonEmpty(setting.caseId, turn);
                place.segment = Duels.SEGMENT_TENSOR;
                place.levels = uint8(_tensorDepth(setting.programRoot, _isEnd(setting, place), place.instruction));
            } else {
                place.phase = Phase.Prove;
                return false;
            }
            place.index = 0;
        }
        return false;
    }

    /// @dev Nothing belongs here: whoever has something is wrong, and the other may be right.
    function _dropNonEmpty(bytes32 caseId, Turn memory turn) private returns (bool) {
        if (turn.nodes.mover != 0) _eliminate(caseId, turn.duel.mover, ClaimStatus.Faulted);
        if (turn.nodes.other != 0) _eliminate(caseId, turn.duel.other, ClaimStatus.Faulted);
        return true;
    }

    function _isEnd(Setting memory setting, Place memory place) private pure returns (bool) {
        return setting.stepLimit > 0 && place.step == setting.stepLimit;
    }

    function _tensorDepth(bytes32 programRoot, bool isEnd, uint256 instruction) private view returns (uint256) {
        if (!isEnd) return PROGRAMS.tensorDepth(programRoot, instruction);
        if (instruction == 0) return 0;
        return TensorTypes.depthOf(AnswerRoot.tokensType(PROGRAMS.program(programRoot)).leafCount());
    }

    /// @dev Hands the turn to the other side.
    function _pass(Turn memory turn) private {
        Duel memory duel = turn.duel;
        Place memory place = turn.place;
        (duel.mover, duel.other) = (duel.other, duel.mover);
        turn.nodes = Nodes(turn.nodes.other, turn.nodes.mover);
        place.moverSeconds = place.otherSeconds > INCREMENT_SECONDS ? place.otherSeconds : INCREMENT_SECONDS;
        place.otherSeconds = turn.remaining;
        place.turnAt = uint40(block.timestamp);
        _keep(turn);
    }

    function _keep(Turn memory turn) private {
        turn.duel.place = Duels.pack(turn.place);
        _duels[turn.duelId] = Duels.hash(turn.duel, turn.nodes);
        emit DuelTurn(turn.duelId, msg.sender, turn.duel, turn.nodes);
    }

    /// @dev Enters who ended a duel.
    function _finish(Duel calldata duel, Nodes calldata nodes) private {
        Turn memory turn = _begin(duel);
        turn.nodes = nodes;
        _pay(turn.duel, PROOF_GAS);
        _keep(turn);
    }

    /// @dev Enters what is owed to the caller if the side that it acted for wins.
    function _pay(Duel memory duel, uint256 gasUnits) private view {
        uint256 amountWei = gasUnits * Math.min(tx.gasprice, MOVE_GAS_PRICE_WEI);
        duel.movesHash = keccak256(abi.encode(duel.movesHash, msg.sender, amountWei, duel.mover));
    }

    /// @dev Pays those who acted for the winner, in order, as long as the loser's bond lasts.
    function _payMovers(bytes32 loserId, bytes32 winnerId, Settlement calldata settlement, uint256 availableWei)
        private
        returns (uint256 paidWei)
    {
        bytes32 duelId = duelIdOf(loserId, winnerId);
        if (_duels[duelId] == 0) return 0;
        // Whoever settles can't leave out those who moved: the chain of all moves has to match.
        require(_duels[duelId] == Duels.hash(settlement.duel, settlement.nodes), DisputeDuelState(duelId));
        bytes32 chain = 0;
        for (uint256 i = 0; i < settlement.payments.length; i++) {
            MovePayment calldata payment = settlement.payments[i];
            bytes32 side = payment.forWinner ? winnerId : loserId;
            chain = keccak256(abi.encode(chain, payment.mover, payment.amountWei, side));
            if (!payment.forWinner) continue;
            uint256 amountWei = Math.min(payment.amountWei, availableWei - paidWei);
            paidWei += amountWei;
            creditWei[payment.mover] += amountWei;
        }
        require(chain == settlement.duel.movesHash, DisputePayments());
    }

    /// @dev The claim that lost, whose bond is shared out now and never again.
    function _takeLost(bytes32 caseId, CaseState storage state, Case calldata openedCase, ClaimKey calldata loser)
        private
        returns (bytes32 claimId, Claim memory lost)
    {
        claimId = claimIdOf(caseId, loser);
        bool isUntraced = loser.traceRoot == 0 && claimId == claimIdOf(caseId, _untraced(openedCase));
        lost = isUntraced ? Claim(openedCase.proposer, 1, state.proposerStatus, 0, 1) : _claims[claimId];
        ClaimStatus status = lost.status;
        // One that still lives was given up with its generation.
        require(
            status == ClaimStatus.Live || status == ClaimStatus.TimedOut || status == ClaimStatus.Faulted
                || status == ClaimStatus.Silent,
            DisputeClaimStatus(claimId, status)
        );
        if (isUntraced) state.proposerStatus = ClaimStatus.Settled;
        else _claims[claimId].status = ClaimStatus.Settled;
    }

    function _eliminate(bytes32 caseId, bytes32 claimId, ClaimStatus status) private {
        CaseState storage state = _undecided(caseId);
        // A claim that was given up with its generation still lives, and isn't counted any more.
        require(_claims[claimId].generation == state.generation, DisputeClaimStatus(claimId, ClaimStatus.Live));
        _claims[claimId].status = status;
        state.liveCount--;
        emit ClaimEliminated(caseId, claimId, status);
    }

    function _undecided(bytes32 caseId) private view returns (CaseState storage state) {
        state = _cases[caseId];
        require(state.generation > 0 && state.verdict == Verdict.None, DisputeCaseClosed(caseId));
    }

    function _requireLive(bytes32 claimId) private view {
        ClaimStatus status = _claims[claimId].status;
        require(status == ClaimStatus.Live, DisputeClaimStatus(claimId, status));
    }

    /// @dev A claim of this generation that lives and has a trace.
    function _liveTraced(bytes32 caseId, ClaimKey calldata key) private view returns (bytes32 claimId) {
        claimId = claimIdOf(caseId, key);
        _requireLive(claimId);
        require(
            key.traceRoot != 0 && key.generation == _cases[caseId].generation,
            DisputeClaimStatus(claimId, ClaimStatus.Live)
        );
    }

    /// @dev A duel in this phase, of this case.
    function _acting(Case calldata openedCase, Duel calldata duel, Nodes memory nodes, Phase phase)
        private
        view
        returns (bytes32 caseId, Place memory place)
    {
        caseId = caseIdOf(openedCase);
        bytes32 duelId = duelIdOf(duel.mover, duel.other);
        place = Duels.unpack(duel.place);
        require(_duels[duelId] == Duels.hash(duel, nodes) && place.phase == phase, DisputeDuelState(duelId));
        _undecided(caseId);
        _requireLive(duel.mover);
        _requireLive(duel.other);
    }
}
