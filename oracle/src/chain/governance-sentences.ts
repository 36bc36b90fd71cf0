import { isEther } from "@openimo/contracts";
import type { Sentences } from "./contract-sentences.ts";
import { ether, instant, tokens } from "./format.ts";
import { PROPOSAL_STATES } from "./proposal.ts";

type GovernanceError = Extract<keyof Sentences, `Governance${string}` | `Governor${string}`>;

/** Sentences for the errors of governors, treasuries and what creates them. */
export const GOVERNANCE_SENTENCES: Pick<Sentences, GovernanceError> = {
  GovernanceTokenUnknown: ([token]) => `${token} is no token of this launchpad, so it has no holders who decide.`,
  GovernanceAlreadyCreated: ([token, governor]) => `The token ${token} already has the governor ${governor}.`,
  GovernanceUnknownGovernor: ([caller]) => `${caller} is no governor, so it can't recommend a version.`,
  GovernanceRecommendationOutdated: ([id, newer]) =>
    `Proposal ${newer} is newer than ${id} and has already recommended a version.`,
  GovernanceNotGovernor: ([caller]) => `Only the holders' governor pays out of a treasury, not ${caller}.`,
  GovernanceTreasuryTooSmall: ([asset, balance, amount]) =>
    isEther(asset)
      ? `The treasury has ${ether(balance)}, less than the ${ether(amount)} of the grant.`
      : `The treasury has ${balance} units of the asset ${asset}, less than the ${amount} of the grant.`,
  GovernanceBadGrant: ([rule]) => `The grant can't be proposed: ${rule}.`,
  GovernanceDepositNotOneWei: ([sent]) => `A proposal is made with exactly 1 wei; ${sent} wei were sent.`,
  GovernanceDescriptionTooLong: ([length, maximum]) =>
    `A description has at most ${maximum} bytes; this one has ${length}.`,
  GovernanceNoPeriodClosed: () =>
    "No revenue period of the token has closed yet. Anybody can deposit a wei; the period closes at its end.",
  GovernanceNoVotes: ([account, id]) =>
    `${account} held nothing that votes on proposal ${id} at its snapshot. Tokens in the vault count once they are claimed.`,
  GovernanceOnlyTypedProposals: () => "Only grants and recommended versions can be proposed.",
  GovernanceProposalStillOpen: ([proposer, id]) =>
    `Proposal ${id} of ${proposer} is still open; another can be made when voting on it is over.`,
  GovernanceSnapshotUnknown: ([timepoint]) => `No proposal has its snapshot at ${instant(timepoint)}.`,
  GovernanceTooEarly: ([id, from]) => `Proposal ${id} can be executed from ${instant(from)} on.`,

  GovernorAlreadyCastVote: ([voter]) => `${voter} has voted on this proposal already.`,
  GovernorAlreadyInitializedLatestProposalId: () => "The governor has counted proposals already.",
  GovernorAlreadyQueuedProposal: ([id]) => `Proposal ${id} is queued already.`,
  GovernorDisabledDeposit: () => "The governor takes nothing; donations go to the treasury.",
  GovernorInsufficientProposerVotes: ([proposer, votes, threshold]) =>
    `${proposer} held ${tokens(votes)} when the newest period closed; a proposal needs ${tokens(threshold)}.`,
  GovernorInvalidProposalLength: ([targets, calldatas, values]) =>
    `The proposal has ${targets} targets, ${calldatas} calls and ${values} values.`,
  GovernorInvalidSignature: ([voter]) => `The signature is not one of ${voter} for this vote.`,
  GovernorInvalidVoteParams: () => "A vote has no parameters.",
  GovernorInvalidVoteType: () => "A vote is against (0), for (1) or abstains (2).",
  GovernorInvalidVotingPeriod: ([seconds]) => `Voting can't take ${seconds} seconds.`,
  GovernorNonexistentProposal: ([id]) =>
    id === 0n ? "There is no proposal with exactly this call." : `There is no proposal ${id}.`,
  GovernorOnlyExecutor: () => "Nothing of a governor can be changed.",
  GovernorProposalQueueingFailed: ([id]) => `Proposal ${id} could not be queued.`,
  GovernorProposalQueueingNotRequired: ([id]) => `Proposal ${id} is executed without being queued.`,
  GovernorRestrictedProposer: ([proposer]) => `${proposer} can't make this proposal.`,
  GovernorUnableToCancel: ([id, account]) =>
    `${account} can't cancel proposal ${id}: only its proposer can, before voting begins.`,
  GovernorUnexpectedProposalState: ([id, state]) =>
    `Proposal ${id} is ${PROPOSAL_STATES[state]}, so this can't be done.`,
};
