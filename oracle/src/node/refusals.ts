/** Somebody else was faster, or something is not due yet. Nothing is wrong, and the next look at the chain tells. */
export const RACES: ReadonlySet<string> = new Set([
  "OracleRequestState",
  "OracleTooEarly",
  "OracleTooSoon",
  "OracleNothingToDeliver",
  "OracleNothingToSettle",
  "OracleNothingToWithdraw",
  "OracleRevenueWaits",
  "OracleWindowOver",
]);

/** Another one's commitment is older, or one's own doesn't count any more. It never will. */
export const LOST_PRIORITY: ReadonlySet<string> = new Set(["OracleCommitmentUnknown", "OracleCommitmentTooLate"]);

/** The chain went on while a transaction was prepared; what is then still due is decided with the next block. */
export const LATE: ReadonlySet<string> = new Set([
  "OracleDeadlinePassed",
  "OracleSeedForgotten",
  "OracleSeedOther",
  "DisputeTooEarly",
  "DisputeTooLate",
  "DisputeClaimsOver",
  "DisputeClaimStatus",
  "DisputeAlreadyClaimed",
  "DisputeCaseClosed",
  "DisputeDuelExists",
  "DisputeDuelState",
  "DisputeUndecided",
  "DisputeNothingToWithdraw",
]);
