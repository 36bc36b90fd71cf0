export { batchTrace, type ClaimTrace, decodeClaimTrace, runTrace } from "./claim-trace.ts";
export { openItem } from "./disputed-item.ts";
export { nextMove, openingMove, topOf } from "./duel-player.ts";
export { proveEnd } from "./end-witness.ts";
export { type Disputed, proveFault } from "./fault-proof.ts";
export { type DuelPlace, isShapeEnough, PHASE, SEGMENT } from "./place.ts";
export { type ValidateCall, validateProgramCalls } from "./program-chunks.ts";
export { type RecordWords, recordWords } from "./record-words.ts";
export { answerSiblings } from "./statement.ts";
