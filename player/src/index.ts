export { readRanges } from "./block-ranges.ts";
export { type CaseStep, deadlineOf, stepKey } from "./case-step.ts";
export { commitmentToClaim } from "./claim-commitment.ts";
export type { Call, CourtConnection } from "./connection.ts";
export { bondOfClaim, copiedClaim } from "./copied-claim.ts";
export {
  claimCall,
  commitClaimCall,
  commitTraceCall,
  contradictCall,
  finaliseDisputeCall,
  moveCall,
  openDuelCall,
  silenceCall,
  timeoutCall,
  withdrawCourtCall,
} from "./court-calls.ts";
export {
  type Case,
  type CaseState,
  CLAIM_STATUS,
  CLAIM_STATUS_NAMES,
  type ClaimKey,
  type Request,
  VERDICT,
  VERDICT_NAMES,
} from "./court-types.ts";
export { LOG_RANGE_BLOCKS } from "./limits.ts";
export { type NeutralView, neutralActions } from "./neutral-actions.ts";
export { allActions, type CaseAction, type CaseView, keyText, nextAction, settlements } from "./next-action.ts";
export { UnmatchedPaymentError } from "./payments.ts";
export { type PlaceRange, placeRange } from "./place-range.ts";
export {
  type At,
  courtOf,
  type FoundCase,
  findCase,
  type KnownClaim,
  readCaseState,
  readClaims,
  untracedKey,
} from "./read-case.ts";
export { type DuelTurn, type KnownDuel, lastTurn, readDuels, sidesOf } from "./read-duels.ts";
export { settlementCall } from "./settlement.ts";
export { computeSide, type Side } from "./side.ts";
export { callOf, type SideJob } from "./side-job.ts";
export { traceBytes } from "./trace-bytes.ts";
export { type ClockedPlace, turnEnd, unpackPlace } from "./unpack-place.ts";
