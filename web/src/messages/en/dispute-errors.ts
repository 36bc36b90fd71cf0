import type { ErrorSentence } from "../../wallet/explain-error.ts";

const wei = (value: unknown): bigint => (typeof value === "bigint" ? value : BigInt(Number(value)));
const whole = (value: unknown): number => Number(value);

const tryLater = "Reload the page and try again.";
const notFromHere =
  "Reload the page and compute your side again. `openimo dispute play --help` plays it from the command line.";
const wrongPackage = "Open the package again; if it stays so, it was compiled by another version.";

/** The program registry's, the court's and its judges' errors. */
export const disputeErrors: Readonly<Record<string, ErrorSentence>> = {
  // Program registry
  ProgramUnknown: () => ({
    what: "The model's program wasn't validated to its end.",
    todo: "Take the steps of the registration one after the other.",
  }),
  ProgramChunkTooLate: ({ nextRecord }) => ({
    what: `Record ${whole(nextRecord)} of the program has to be validated first.`,
    todo: tryLater,
  }),
  ProgramRunWrong: () => ({ what: "The records aren't those of the program's root.", todo: wrongPackage }),
  ProgramRecordMissing: ({ record }) => ({
    what: `An instruction refers to record ${whole(record)}, which wasn't given.`,
    todo: wrongPackage,
  }),
  ProgramRecordInvalid: ({ record }) => ({
    what: `Record ${whole(record)} of the program breaks a rule.`,
    todo: wrongPackage,
  }),
  ProgramReferenceInvalid: ({ record }) => ({
    what: `Record ${whole(record)} of the program has an operand or a constant that doesn't fit.`,
    todo: wrongPackage,
  }),
  ProgramFootprintTooLarge: ({ record }) => ({
    what: `Record ${whole(record)} of the program reads more than a dispute could prove.`,
    todo: "Compile the model with smaller windows.",
  }),
  ProgramTooLarge: () => ({
    what: "The program's values and constants have too many bytes together.",
    todo: "Compile a smaller model.",
  }),
  ProgramInstructionUnknown: () => ({ what: "The program has no such instruction.", todo: tryLater }),

  // Court
  DisputeParametersInvalid: () => ({ what: "The court's parameters contradict each other.", todo: tryLater }),
  DisputeCaseClosed: () => ({ what: "This dispute is decided already.", todo: tryLater }),
  DisputeCaseExists: () => ({ what: "This answer is disputed already.", todo: notFromHere }),
  DisputeNotEscrow: () => ({ what: "Only the oracle opens and ends its disputes.", todo: notFromHere }),
  DisputeClaimsOver: ({ claimsEnd }, format) => ({
    what: `Other answers could be claimed until ${format.dateTime(whole(claimsEnd))}.`,
    todo: "Wait for the verdict.",
  }),
  DisputeTooEarly: ({ timestamp }, format) => ({
    what: "It is too early for that.",
    todo: `Wait until ${format.dateTime(whole(timestamp))}.`,
  }),
  DisputeTooLate: ({ timestamp }, format) => ({
    what: `The time for this was over at ${format.dateTime(whole(timestamp))}.`,
    todo: "Wait for the verdict.",
  }),
  DisputeBond: ({ requiredWei }, format) => ({
    what: "The bond has the wrong amount.",
    todo: `Send exactly ${format.ether(wei(requiredWei))}.`,
  }),
  DisputeAnswerNotInTrace: () => ({ what: "The trace doesn't have the answer that is claimed.", todo: notFromHere }),
  DisputeAlreadyClaimed: () => ({
    what: "This answer with this trace is claimed already, or was proved wrong.",
    todo: "Nothing more is needed.",
  }),
  DisputeClaimStatus: () => ({ what: "The claim is in another state.", todo: tryLater }),
  DisputeSameAnswer: () => ({
    what: "This is the answer that was posted.",
    todo: "There is nothing to contradict.",
  }),
  DisputeNotProposer: () => ({
    what: "Only the operator who answered first commits to that answer's trace.",
    todo: notFromHere,
  }),
  DisputeDuelExists: () => ({ what: "These two claims were compared before.", todo: tryLater }),
  DisputeDuelState: () => ({ what: "Somebody has moved in this duel meanwhile.", todo: tryLater }),
  DisputeMoveShape: () => ({ what: "The move doesn't have the program's shape.", todo: notFromHere }),
  DisputeMoveNotFirst: () => ({ what: "The move doesn't go to the first difference.", todo: notFromHere }),
  DisputeItem: () => ({ what: "The proof is about none of the request's items.", todo: notFromHere }),
  DisputeNoFault: () => ({ what: "What was shown is right, so there is no fault to prove.", todo: notFromHere }),
  DisputeUndecided: () => ({
    what: "More than one answer is still claimed.",
    todo: "Wait until the duels have left one of them.",
  }),
  DisputePaymentFailed: () => ({
    what: "The receiving account refused the payment.",
    todo: "If it is a contract, it has to accept ether; the credit stays.",
  }),
  DisputeNothingToWithdraw: () => ({
    what: "The court owes this account nothing.",
    todo: "It may have been paid already; look at your balance.",
  }),
  DisputePayments: () => ({ what: "The payments aren't those that the duel has recorded.", todo: notFromHere }),

  // Judges of single leaves
  FaultPath: () => ({ what: "The leaf isn't at this place of the claim's trace.", todo: notFromHere }),
  FaultRecord: () => ({ what: "The record isn't the program's.", todo: notFromHere }),
  FaultPreimage: () => ({ what: "The leaf's content doesn't have the claim's hash.", todo: notFromHere }),
  FaultElement: () => ({ what: "The leaf has no such element.", todo: notFromHere }),
  OpcodeUnknown: () => ({ what: "No contract computes this instruction.", todo: notFromHere }),
  WitnessInput: () => ({ what: "The input isn't the request's.", todo: notFromHere }),
  WitnessWrong: () => ({ what: "What the proof opens isn't in the trace or the weights.", todo: notFromHere }),
};
