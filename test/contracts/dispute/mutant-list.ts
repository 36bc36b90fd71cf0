/** A rule that is broken, and the test that has to notice. */
export interface Mutant {
  /** What is wrong then. */
  readonly name: string;
  /** Number of the invariant in invariants.md that it breaks. */
  readonly property: number;
  /** Path in `contracts/src`, and the text that is changed there, of which there is one. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly test: string;
}

const RANDOM = "testFuzz_HonestClaimWinsAnyDispute";
const DUELS = "dispute/Duels.sol";
const LEDGER = "dispute/CourtLedger.sol";
const CLAIMS = "dispute/CourtClaims.sol";
const MOVES = "dispute/CourtDuels.sol";
const VERDICTS = "dispute/CourtVerdicts.sol";
const PROVER = "dispute/FaultProver.sol";
const ORACLE = "oracle/OracleDisputes.sol";

export const mutants: readonly Mutant[] = [
  {
    name: "siblings on the left are the mover's only",
    property: 3,
    file: DUELS,
    from: "                    mstore(0x20, otherNode)\n                    otherNode := keccak256(0x00, 0x40)\n                }\n            }",
    to: "                    mstore(0x20, otherNode)\n                }\n            }",
    test: "test_OnlyTheFirstDifferenceIsAMove",
  },
  {
    name: "the children may be equal",
    property: 3,
    file: DUELS,
    from: "            require(child != nodes[0], IDisputeCourt.DisputeMoveNotFirst());\n",
    to: "",
    test: "test_EqualChildrenAreNoDifference",
  },
  {
    name: "what is shown may be any number of nodes",
    property: 1,
    file: DUELS,
    from: "shownCount == (place.phase == Phase.End ? 1 : 1 << stride(place))",
    to: "shownCount > 0",
    test: "test_AMoveShowsAllDescendants",
  },
  {
    name: "clocks aren't raised to the increment",
    property: 1,
    file: MOVES,
    from: "others > INCREMENT_SECONDS ? others : INCREMENT_SECONDS",
    to: "others",
    test: "test_AMoveIsInTimeUpToItsLastSecond",
  },
  {
    name: "a turn costs no time",
    property: 2,
    file: MOVES,
    from: "        place.otherSeconds = uint32(last - block.timestamp);\n",
    to: "        place.otherSeconds = CLOCK_SECONDS;\n",
    test: "test_AMoveIsInTimeUpToItsLastSecond",
  },
  {
    name: "timeout one second early",
    property: 1,
    file: MOVES,
    from: "require(block.timestamp > last, DisputeTooEarly(last + 1));",
    to: "require(block.timestamp >= last, DisputeTooEarly(last + 1));",
    test: RANDOM,
  },
  {
    name: "a move one second late",
    property: 2,
    file: MOVES,
    from: "require(block.timestamp <= last, DisputeTooLate(last));",
    to: "require(block.timestamp <= last + 1, DisputeTooLate(last));",
    test: "test_AMoveIsInTimeUpToItsLastSecond",
  },
  {
    name: "leaves past the end may be anything",
    property: 2,
    file: PROVER,
    from: "return context.leafNode != 0;",
    to: "return false;",
    test: "test_AnythingPastTheTensorsEndIsAFault",
  },
  {
    name: "a leaf that is EMPTY is right",
    property: 2,
    file: PROVER,
    from: "if (context.leafNode == 0) return true;",
    to: "if (context.leafNode == 0) return false;",
    test: RANDOM,
  },
  {
    name: "a leaf's header may be anything",
    property: 2,
    file: PROVER,
    from: "return bytes32(preimage[:HEADER_BYTES]) == TraceNodes.header(typeWord);",
    to: "return true;",
    test: RANDOM,
  },
  {
    name: "elements past the end may be anything",
    property: 2,
    file: PROVER,
    from: "if (!inside) return found != 0;",
    to: "if (!inside) return false;",
    test: RANDOM,
  },
  {
    name: "a run may have a token more than its limit",
    property: 2,
    file: PROVER,
    from: "context.step + 1 - promptTokens >= program.tokenLimit",
    to: "context.step + 1 - promptTokens > program.tokenLimit",
    test: RANDOM,
  },
  {
    name: "a stop token counts as one of the answer",
    property: 2,
    file: PROVER,
    from: "stopped ? int256(1) : int256(0)",
    to: "stopped ? int256(0) : int256(0)",
    test: RANDOM,
  },
  {
    name: "operands lie under the accused's root",
    property: 1,
    file: MOVES,
    from: "place.isSecond == (accuserId > accusedId)",
    to: "place.isSecond == (accuserId < accusedId)",
    test: "test_AFaultIsProvedUnderTheAccusersTrace",
  },
  {
    name: "somebody falls to the clock of the dead",
    property: 1,
    file: MOVES,
    from: "        _requireLive(duel.side(!place.isSecond));\n",
    to: "",
    test: "test_MovesOfTheDeadChangeNothing",
  },
  {
    name: "only one side dies of an unused slot",
    property: 2,
    file: MOVES,
    from: "state.otherNode != 0 && _drop(duel.caseId, duel.side(!moverIsSecond))",
    to: "false",
    test: "test_WhoFillsAnUnusedSlotDies",
  },
  {
    name: "the wrong side dies at a run's end",
    property: 1,
    file: MOVES,
    from: "bool moverIsRight = (state.moverNode == 0) ==",
    to: "bool moverIsRight = (state.moverNode == 0) !=",
    test: "test_TheEndOfARunIsProved",
  },
  {
    name: "a root has any answer",
    property: 2,
    file: CLAIMS,
    from: "TailCalls.ask(address(PROGRAMS), head, tail) == 1",
    to: "TailCalls.ask(address(PROGRAMS), head, tail) < 2",
    test: "test_ARootHasOneAnswer",
  },
  {
    name: "court and registry may read two statements",
    property: 2,
    file: CLAIMS,
    from: "isForward := iszero(shr(64, offsets))",
    to: "isForward := gt(offsets, 0)",
    test: "test_AStatementHasNoPartBeforeIt",
  },
  {
    name: "bonds don't grow",
    property: 6,
    file: LEDGER,
    from: "return number < 3 ? baseWei : baseWei * (number - 1);",
    to: "return number < 3 ? baseWei : baseWei;",
    test: "test_BondsGrowWithTheClaims",
  },
  {
    name: "less than 30% are burned",
    property: 6,
    file: VERDICTS,
    from: "PERCENT_BURNED = 30;",
    to: "PERCENT_BURNED = 29;",
    test: RANDOM,
  },
  {
    name: "a bond is shared out twice",
    property: 5,
    file: VERDICTS,
    from: "        else _claims[claimId].status = ClaimStatus.Settled;\n",
    to: "",
    test: "test_ALostBondIsSharedOutToTheWei",
  },
  {
    name: "a proposer that was right and silent is robbed",
    property: 6,
    file: VERDICTS,
    from: "lost.status == ClaimStatus.Silent &&",
    to: "lost.status == ClaimStatus.Faulted &&",
    test: "test_ASilentProposerThatWasRightIsNotRobbed",
  },
  {
    name: "eliminations reach into the next generation",
    property: 2,
    file: LEDGER,
    from: "known == ClaimStatus.Live && claimed.generation == state.generation",
    to: "known == ClaimStatus.Live",
    test: "test_DuelsOfTheFirstGenerationDoNotTouchTheSecond",
  },
  {
    name: "silence reaches into the next generation",
    property: 1,
    file: VERDICTS,
    from: "            if (state.proposerStatus == ClaimStatus.Live) state.proposerStatus = ClaimStatus.Silent;\n",
    to: "",
    test: "test_SilenceDoesNotTouchTheSecondGeneration",
  },
  {
    name: "what was proved wrong is claimed again in the next generation",
    property: 2,
    file: CLAIMS,
    from: "        require(_claims[formerId].status != ClaimStatus.Faulted, DisputeAlreadyClaimed(formerId));\n",
    to: "",
    test: "test_WhatWasProvedWrongStaysWrongInTheSecondGeneration",
  },
  {
    name: "a commitment of the same block counts",
    property: 6,
    file: CLAIMS,
    from: "committed < block.number &&",
    to: "committed <= block.number &&",
    test: "test_ACommitmentOfTheSameBlockDoesNotCount",
  },
  {
    name: "a bond that was taken over isn't returned",
    property: 5,
    file: CLAIMS,
    from: "        _credit(known.sponsor, bond);\n",
    to: "",
    test: "test_WhoCommittedBeforeTakesTheClaimOver",
  },
  {
    name: "a stranger commits the proposer's trace",
    property: 1,
    file: MOVES,
    from: "msg.sender == openedCase.proposer\n",
    to: "true\n",
    test: "test_CommitTraceIsTheProposersAndInTime",
  },
  {
    name: "an overturned answer isn't delivered again",
    property: 5,
    file: ORACLE,
    from: "            progress.deliverySucceeded = false;\n            // One",
    to: "            // One",
    test: "test_AnOverturnedAnswerIsDeliveredAgain",
  },
];
