/** `ProposalState` of the governor. */
export const PROPOSAL_STATES = [
  "pending",
  "active",
  "canceled",
  "defeated",
  "succeeded",
  "queued",
  "expired",
  "executed",
] as const;

/** `VoteType` of the governor. */
export const VOTE_TYPES: readonly string[] = ["against", "for", "abstain"];
