// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Statement} from "../model/IProgramRegistry.sol";
import {Duel, DuelMove, DuelState} from "./Duels.sol";
import {FaultProof} from "./IFaultProver.sol";

/// @notice A disputed answer: everything that was agreed and said before the dispute. With the escrow its hash is the case's id, so the
/// court stores none of it and whoever acts passes it in, as the event `CaseOpened` told it.
struct Case {
    /// The contract that opened the case and takes its verdict.
    address escrow;
    /// The escrow's name for what was asked: a request's id.
    uint256 subject;
    bytes32 programRoot;
    bytes32 weightsRoot;
    /// Binds the input as `InputTree` does; of any other hash no proof can read the input. Its last byte is the number of items of a
    /// batch, 0 where one answer is asked for.
    bytes32 inputHash;
    /// Of a model that samples.
    bytes16 seed;
    address requester;
    /// What the first claims put at stake, in wei.
    uint96 bondWei;
    /// Who answered first, and the hash of that answer.
    address proposer;
    bytes32 outputHash;
    /// Until when other answers could have been claimed without a dispute, unix time.
    uint40 windowEnd;
}

/// @notice A claim of a case: this answer, with this trace. Its hash with the case's id is the claim's id.
struct ClaimKey {
    /// 1, or 2 after a first generation of which no claim survived.
    uint8 generation;
    /// 0, or how many claims of the same before it had timed out: being absent proves nothing about an answer.
    uint8 attempt;
    bytes32 outputHash;
    /// 0 of the proposer's claim as long as it has not committed to a trace.
    bytes32 traceRoot;
}

enum ClaimStatus {
    None,
    Live,
    /// Its side of a duel did not act in time.
    TimedOut,
    /// A fault in its trace was proved.
    Faulted,
    /// The proposer did not commit to a trace in time.
    Silent,
    /// Became one with an older claim of the same answer and trace; its bond was returned.
    Merged,
    /// The case's answer; its bond was returned. Not stored: of a case with the verdict `Answer` it is the claim that is still `Live` and of
    /// the case's generation.
    Winner,
    /// Its bond was shared out.
    Settled
}

/// @notice A claim's state.
struct Claim {
    /// Who put up the bond and gets what the claim earns.
    address sponsor;
    /// How many claims there were before, and one.
    uint32 number;
    ClaimStatus status;
    /// Block in which the sponsor committed to the claim; of two sponsors the earlier one counts.
    uint40 priority;
    /// Of its key.
    uint8 generation;
}

enum Verdict {
    /// Not yet.
    None,
    /// One claim survived.
    Answer,
    /// No claim survived, twice.
    Void
}

/// @notice A case's state.
struct CaseState {
    /// From when on the surviving claim can win, unix time; before, claims are taken.
    uint40 claimsEnd;
    /// Last second in which the proposer can commit to a trace.
    uint40 commitEnd;
    /// Claims in this generation, and those that live.
    uint32 claimCount;
    uint32 liveCount;
    uint8 generation;
    Verdict verdict;
    /// Of the proposer's claim as long as it has no trace: `Merged` once it has one.
    ClaimStatus proposerStatus;
}

/// @notice What is fixed for ever when a court is deployed. Durations are in seconds.
struct CourtParameters {
    /// The registry of programs and the judge of single leaves.
    address programs;
    address prover;
    /// How long a proposer has to commit to a trace, and how long others have after that to claim; of a batch times its items.
    uint32 commitSeconds;
    uint32 joinSeconds;
    /// A side's time for a duel, and its least time for a turn.
    uint32 clockSeconds;
    uint32 incrementSeconds;
    /// How long after `claimsEnd` claims that nobody fights for are given up.
    uint32 stalemateSeconds;
    /// The highest gas price at which moves are repaid, in wei.
    uint64 moveGasPriceWei;
}

/// @notice Who made a move of a duel, for which side, and what it is worth.
struct MovePayment {
    address mover;
    uint256 amountWei;
    bool forWinner;
}

/// @notice What is needed to share out a bond.
struct Settlement {
    ClaimKey loser;
    /// Anything in a void case.
    ClaimKey winner;
    /// The last state of the duel of the two; anything where they had none.
    DuelState duel;
    /// All moves of that duel, in order.
    MovePayment[] payments;
}

/// @notice Where a bond that was lost went, in wei.
struct BondShares {
    uint256 burnedWei;
    uint256 moversWei;
    uint256 sponsorWei;
    uint256 requesterWei;
    uint256 returnedWei;
}

/// @notice What shows whether a run had ended before a step: see `IFaultProver.hasEnded`.
struct EndProof {
    /// Nothing of these where the program's shape alone tells which side is wrong.
    bytes32[] emptySiblings;
    bytes witness;
}

/// @notice A leaf of a claim's trace.
struct LeafPlace {
    /// Of a batch; 0 where one answer is asked for.
    uint256 item;
    uint256 step;
    uint256 instruction;
    uint256 leafIndex;
    /// What the claim has there: the hash of a leaf, or EMPTY.
    bytes32 node;
    /// Siblings up to the root of the trace, or of a batch's item: of the tensor, of the instructions, of the steps.
    bytes32[] path;
}

/// @title IDisputeCourt
/// @notice Decides which of several claimed answers a program really gives, without knowing anything of machine learning: it finds the
/// first leaf in which two traces differ and has that one leaf computed. Any contract can open cases about its own answers and
/// reads the verdict; nobody owns or governs the court. docs/protocol.md has the rules and why they are so.
///
/// Moves can be made by anybody for either side: each side has one legal move, which its trace determines.
///
/// Of a batch a claim's trace is a list of its items' traces, and a proof is about one of them: `item` then is that item's input hash, its
/// siblings up to the root that the case's hash binds, the item's root, and its siblings up to the trace's root. Where one answer is asked
/// for it is empty.
interface IDisputeCourt {
    event CaseOpened(bytes32 indexed caseId, address indexed escrow, uint256 indexed subject, Case openedCase);
    /// @notice A claim was made. The proposer's first one, which has no trace yet, is in `CaseOpened`.
    event Claimed(
        bytes32 indexed caseId,
        bytes32 indexed claimId,
        address indexed sponsor,
        ClaimKey key,
        uint32 number,
        bytes32[] top,
        bytes output
    );
    /// @notice Another sponsor had committed to the same claim before; the former one's bond was credited.
    event SponsorChanged(bytes32 indexed caseId, bytes32 indexed claimId, address indexed sponsor);
    /// @notice The proposer committed to a trace; its claim goes on as `claimId`.
    /// Its key has the first generation and the case's answer.
    event TraceCommitted(
        bytes32 indexed caseId, bytes32 indexed claimId, uint8 attempt, bytes32 traceRoot, bytes32[] top
    );
    /// @notice A duel began; its first turn is logged next.
    event DuelOpened(
        bytes32 indexed caseId, bytes32 indexed duelId, bytes32 programRoot, bytes32 first, bytes32 second
    );
    /// @notice The state of a duel after a turn of `actor`, who is repaid for it. Whoever acts next passes the state in: these three words
    /// and the other side's node, which is the hash of what was shown.
    /// @param shown What is below the node of who has moved: in the phase `Prove` its leaf, else its descendants, or the node alone where a
    /// slot differs. Nothing of a leaf that is EMPTY.
    event DuelTurn(
        bytes32 indexed duelId, address actor, uint256 place, bytes32 movesHash, bytes32 moverNode, bytes shown
    );
    /// @notice A proof of `actor`, who is repaid for it, has ended a duel. Of its state only the chain of moves is another.
    event DuelEnded(bytes32 indexed duelId, address actor, bytes32 movesHash);
    event ClaimEliminated(bytes32 indexed caseId, bytes32 indexed claimId, ClaimStatus status);
    event CaseReopened(bytes32 indexed caseId, uint40 claimsEnd);
    event CaseConcluded(bytes32 indexed caseId, Verdict verdict, bytes32 outputHash, address operator);
    /// @notice A bond that was lost was shared out.
    event BondSettled(bytes32 indexed caseId, bytes32 indexed claimId, BondShares shares);
    event Withdrawn(address indexed account, uint256 amountWei);

    error DisputeParametersInvalid();
    /// @notice The case passed in was never opened, or is decided already.
    error DisputeCaseClosed(bytes32 caseId);
    error DisputeCaseExists(bytes32 caseId);
    /// @notice Only the escrow opens its cases.
    error DisputeNotEscrow(address escrow);
    /// @notice No claims are taken any more.
    error DisputeClaimsOver(uint256 claimsEnd);
    /// @notice It is too early: wait until `timestamp`.
    error DisputeTooEarly(uint256 timestamp);
    /// @notice The time was over at `timestamp`.
    error DisputeTooLate(uint256 timestamp);
    error DisputeBond(uint256 sentWei, uint256 requiredWei);
    /// @notice The trace doesn't have the answer that is claimed.
    error DisputeAnswerNotInTrace();
    /// @notice This answer with this trace is claimed already, by somebody who committed to it no later, or was proved wrong.
    error DisputeAlreadyClaimed(bytes32 claimId);
    /// @notice The claim isn't in the state that this needs.
    error DisputeClaimStatus(bytes32 claimId, ClaimStatus status);
    /// @notice Nobody disputes an answer by claiming it.
    error DisputeSameAnswer();
    error DisputeNotProposer(address proposer);
    /// @notice The two claims have been duelling already, or are one.
    error DisputeDuelExists(bytes32 duelId);
    /// @notice The duel's state passed in isn't its last one.
    error DisputeDuelState(bytes32 duelId);
    /// @notice A move has other numbers of nodes than the program's shape asks for.
    error DisputeMoveShape();
    /// @notice The children are equal.
    error DisputeMoveNotFirst();
    /// @notice What is shown is what the program computes.
    error DisputeNoFault();
    /// @notice What was passed as the batch's item isn't item `item` of `count`: another input or root, or more than there is.
    error DisputeItem(uint256 item, uint256 count);
    /// @notice More than one claim lives, or the claim passed in isn't the one that does.
    error DisputeUndecided(uint256 liveCount);
    error DisputePaymentFailed(address account, uint256 amountWei);
    error DisputeNothingToWithdraw(address account);
    /// @notice The payments don't hash to what the duel recorded.
    error DisputePayments();

    /// @notice Opens a case for the caller's answer and enters the first claim against it. The value is the proposer's bond and
    /// `author`'s. The caller must be `openedCase.escrow`.
    function open(Case calldata openedCase, address author, Statement calldata statement)
        external
        payable
        returns (bytes32 caseId);

    /// @notice Claims another answer, or the same one with another trace. The value is `bondWei(caseId, bondWei)`; what is
    /// more is credited.
    function claim(Case calldata openedCase, Statement calldata statement) external payable returns (bytes32 claimId);

    /// @notice Puts down a commitment to a claim, so that copying it from the transaction pool earns nothing.
    function commit(bytes32 commitment) external;

    /// @notice The proposer's trace, by the proposer or with its signature only: a stranger could commit a wrong one to a right answer.
    /// Where somebody has claimed the same, the two become one, whose sponsor is who committed to it first.
    ///
    /// With the trace the proposer opens its duel with `rival`, a claim of the case, unless that one is dead, is the same, or has begun
    /// the duel.
    /// @param signature By the proposer, of the EIP-712 struct `TraceCommitment(bytes32 caseId,bytes32 traceRoot,bytes32 salt)`; not read if the
    /// proposer is the caller.
    function commitTrace(
        Case calldata openedCase,
        Statement calldata statement,
        bytes calldata signature,
        ClaimKey calldata rival,
        DuelMove calldata openingMove
    ) external;

    /// @notice Begins the duel of two claims with a move of `mover`. What the other side has shown is its `top`.
    function openDuel(
        Case calldata openedCase,
        ClaimKey calldata mover,
        ClaimKey calldata other,
        DuelMove calldata openingMove
    ) external returns (bytes32 duelId);

    /// @notice Moves for the side that has to act, within a list or a tensor. Takes what it can't compute of the duel's state. Whether
    /// both sides live isn't looked at: it eliminates nobody.
    /// @param index As in `DuelMove`. @param nodes Likewise.
    function move(bytes32 duelId, uint256 place, bytes32 movesHash, uint256 index, bytes32[] calldata nodes) external;

    /// @notice The move that ends a list or a tensor, and shows no leaf.
    /// @param sidesHash `Duels.hashOfSides`, which with the program's root makes the duel's id.
    function moveOn(
        bytes32 programRoot,
        bytes32 sidesHash,
        uint256 place,
        bytes32 movesHash,
        uint256 index,
        bytes32[] calldata nodes
    ) external;

    /// @notice The same where a leaf is reached that the mover has to show.
    function moveToLeaf(
        bytes32 programRoot,
        bytes32 sidesHash,
        uint256 place,
        bytes32 movesHash,
        DuelMove calldata nextMove
    ) external;

    /// @notice Proves the fault of the leaf that was shown last; operands are opened under the accuser's trace.
    /// @param accuser The claim that has to act. @param accusedId The other one, which must live. @param item The duel's, of a batch.
    function proveFault(
        Case calldata openedCase,
        DuelState calldata state,
        ClaimKey calldata accuser,
        bytes32 accusedId,
        bytes32[] calldata item,
        FaultProof calldata proof
    ) external;

    /// @notice Shows which side is wrong where a slot differs: whether the run had ended where one side's trace ends and the other's goes
    /// on, or that no program fills the slot, where whoever has something is wrong.
    /// @param shower One of the two claims, under whose trace it is shown. @param otherId The other one. @param item The duel's, of a
    /// batch; read only where a run's end is shown.
    function proveEnd(
        Case calldata openedCase,
        DuelState calldata state,
        ClaimKey calldata shower,
        bytes32 otherId,
        bytes32[] calldata item,
        EndProof calldata proof
    ) external;

    /// @notice Proves a fault of a claim whose trace is known, without a duel.
    /// @param item Number `leaf.item` of a batch.
    function proveClaimFault(
        Case calldata openedCase,
        ClaimKey calldata accused,
        LeafPlace calldata leaf,
        bytes32[] calldata item,
        FaultProof calldata proof
    ) external;

    /// @notice Eliminates the side of a duel that didn't act in time.
    function timeout(Duel calldata duel, DuelState calldata state) external;

    /// @notice Eliminates the proposer's claim when it has no trace after `commitEnd`.
    function silence(Case calldata openedCase) external;

    /// @notice Ends the case when its time is over: the surviving claim wins; without one the case is reopened once, then void. By the
    /// escrow only, which takes the verdict with it.
    /// @param winner The surviving claim; anything where there is none.
    /// @return verdict `None` when the case was reopened. @return operator Who earned the operator's reward.
    function conclude(Case calldata openedCase, ClaimKey calldata winner)
        external
        returns (Verdict verdict, address operator);

    /// @notice Shares out the bond of a claim that lost: 30% are burned, then those are repaid who moved for the winner against it, and
    /// the rest is the winner's sponsor's and the requester's, 4 to 3. A proposer that was right and only silent gets the rest itself.
    function settle(Case calldata openedCase, Settlement calldata settlement) external;

    /// @notice Pays `account` its credit. By anyone; only `account` is paid.
    function withdraw(address account) external returns (uint256 amountWei);

    function caseIdOf(Case calldata openedCase) external view returns (bytes32);
    function claimIdOf(bytes32 caseId, ClaimKey calldata key) external pure returns (bytes32);
    function duelIdOf(bytes32 caseId, bytes32 programRoot, bytes32 claimA, bytes32 claimB)
        external
        pure
        returns (bytes32);
    function commitmentOf(
        address escrow,
        uint256 subject,
        bytes32 outputHash,
        bytes32 traceRoot,
        address author,
        bytes32 salt
    ) external pure returns (bytes32);
    function caseState(bytes32 caseId) external view returns (CaseState memory);
    function claimState(bytes32 claimId) external view returns (Claim memory);
    /// @notice Hash of the duel's state; 0 before it began.
    function duelHash(bytes32 duelId) external view returns (bytes32);
    /// @notice Bond of the next claim, in wei.
    function bondWei(bytes32 caseId, uint96 baseWei) external view returns (uint256);
    function creditWei(address account) external view returns (uint256);
    /// @notice Gas that is repaid for a move.
    function MOVE_GAS() external view returns (uint256);
    /// @notice Gas that is repaid for a proof.
    function PROOF_GAS() external view returns (uint256);
}
