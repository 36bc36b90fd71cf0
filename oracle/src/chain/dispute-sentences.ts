import type { Sentences } from "./contract-sentences.ts";
import { ether, instant } from "./format.ts";

type DisputeError = Extract<
  keyof Sentences,
  `Program${string}` | `Dispute${string}` | `Fault${string}` | `Witness${string}`
>;

const CLAIM_STATUS = ["unknown", "live", "timed out", "proved wrong", "silent", "merged", "the winner", "settled"];

/** Sentences for the errors of the program registry, the court and the judges of single leaves. */
export const DISPUTE_SENTENCES: Pick<Sentences, DisputeError | "OpcodeUnknown"> = {
  ProgramUnknown: ([root]) => `The program ${root} was not validated to its end: register its model with \`openimo\`.`,
  ProgramChunkTooLate: ([next]) => `Record ${next} of the program has to be validated first.`,
  ProgramRunWrong: ([first]) => `The records from ${first} on are not what the program's root commits to.`,
  ProgramRecordMissing: ([record]) => `An instruction refers to record ${record}, which was not given.`,
  ProgramRecordInvalid: ([record]) => `Record ${record} of the program breaks a rule, so nobody can register it.`,
  ProgramReferenceInvalid: ([record]) =>
    `Record ${record} of the program has an operand or a constant that does not fit.`,
  ProgramFootprintTooLarge: ([record, bytes]) =>
    `Record ${record} of the program has too large a window: a proof would have to open ${bytes} bytes.`,
  ProgramTooLarge: ([record]) =>
    `Up to record ${record} the program's values and constants have too many bytes together.`,
  ProgramInstructionUnknown: ([instruction]) => `The program has no instruction ${instruction}.`,

  DisputeParametersInvalid: () => "The court's parameters contradict each other.",
  DisputeCaseClosed: ([id]) => `The case ${id} was never opened or is decided already.`,
  DisputeCaseExists: ([id]) => `The case ${id} is open already: claim in it instead.`,
  DisputeNotEscrow: ([escrow]) => `Only ${escrow} opens and ends this case.`,
  DisputeClaimsOver: ([end]) => `No claims are taken since ${instant(end)}.`,
  DisputeTooEarly: ([timestamp]) => `It is too early: wait until ${instant(timestamp)}.`,
  DisputeTooLate: ([timestamp]) => `The time for this was over at ${instant(timestamp)}.`,
  DisputeBond: ([sent, required]) => `The bond is ${ether(required)}; ${ether(sent)} was sent.`,
  DisputeAnswerNotInTrace: () => "The trace does not have the answer that is claimed.",
  DisputeAlreadyClaimed: ([id]) => `This answer with this trace is claimed already, or was proved wrong (claim ${id}).`,
  DisputeClaimStatus: ([id, status]) => `Claim ${id} is ${CLAIM_STATUS[status]}, which this action does not fit.`,
  DisputeSameAnswer: () => "This is the answer that was posted: there is nothing to contradict.",
  DisputeNotProposer: ([proposer]) => `Only ${proposer}, who answered first, commits to that answer's trace.`,
  DisputeDuelExists: ([id]) => `The duel ${id} of these two claims was opened before, or they are one claim.`,
  DisputeDuelState: ([id]) => `Somebody has moved in the duel ${id} meanwhile.`,
  DisputeMoveShape: () => "The move has other nodes than the program's shape asks for.",
  DisputeMoveNotFirst: () => "The move does not go to the first difference.",
  DisputeItem: ([item, count]) => `The proof doesn't open item ${item} of the ${count} that the request has.`,
  DisputeNoFault: () => "What was shown is what the program computes: there is no fault to prove.",
  DisputeUndecided: ([live]) => `The case is not decided: ${live} claims live.`,
  DisputePaymentFailed: ([account, amount]) => `${account} did not accept the payment of ${ether(amount)}.`,
  DisputeNothingToWithdraw: ([account]) => `The court owes ${account} nothing.`,
  DisputePayments: () => "The payments are not those that the duel has recorded.",

  FaultPath: () => "The leaf is not at this place of the claim's trace.",
  FaultRecord: () => "The record is not the program's.",
  FaultPreimage: () => "The leaf's content does not hash to the leaf of the claim.",
  FaultElement: ([element]) => `The leaf has no element ${element}.`,
  OpcodeUnknown: ([opcode]) => `No kernel computes instructions with opcode ${opcode}.`,
  WitnessInput: () => "The input does not hash to the request's.",
  WitnessWrong: () => "What the proof opens is not in the trace or in the weights.",
};
