import type { ErrorSentence } from "../../wallet/explain-error.ts";

const whole = (value: unknown): number => Number(value);

const nothingMore = "Nothing more is needed.";
const tryLater = "Reload the page and try again.";
const programmingError = "This shouldn't happen from this page; please report it.";

/** Errors of drops, vestings and of claiming in several tokens at once. */
export const holdingErrors: Readonly<Record<string, ErrorSentence>> = {
  DropNotFunded: () => ({
    what: "The drop doesn't hold these tokens yet, or they are used up.",
    todo: "It is filled when the token's revenue periods start.",
  }),
  DropAlreadyClaimed: () => ({ what: "These tokens of the drop were claimed already.", todo: nothingMore }),
  DropBadProof: () => ({
    what: "The drop's list doesn't have this account with that amount.",
    todo: "Use the file that the developer published for this drop.",
  }),
  DropEnded: ({ end }, format) => ({
    what: `The drop ended on ${format.dateTime(whole(end))}.`,
    todo: "What nobody claimed was sent on.",
  }),
  DropNotEnded: ({ end }, format) => ({
    what: `The drop ends on ${format.dateTime(whole(end))}.`,
    todo: "Until then its tokens can be claimed.",
  }),
  DropNothingLeft: () => ({ what: "Nothing is left in the drop.", todo: nothingMore }),
  RevenueClaimerNothing: () => ({
    what: "There is no revenue to claim in any of these tokens.",
    todo: "Come back when a period has ended.",
  }),
  RevenueClaimerNeedsGas: () => ({
    what: "The transaction had too little gas to claim from every token.",
    todo: "Try again with a higher gas limit, or claim each token on its own.",
  }),
  AssetTransferNeedsGas: () => ({
    what: "The transaction had too little gas to send a token.",
    todo: "Try again with a higher gas limit.",
  }),
  InvalidCliffDuration: () => ({
    what: "A vesting's cliff can't be later than its end.",
    todo: "Choose an earlier cliff.",
  }),
  OwnableInvalidOwner: () => ({ what: "This address can't own a vesting.", todo: "Check the address." }),
  OwnableUnauthorizedAccount: () => ({ what: "This account doesn't own the vesting.", todo: "Connect its owner." }),
};

/** Errors of governors and treasuries. */
export const governanceErrors: Readonly<Record<string, ErrorSentence>> = {
  GovernanceTokenUnknown: () => ({
    what: "This token wasn't launched here, so its holders have no governor.",
    todo: "Check the token's address.",
  }),
  GovernanceAlreadyCreated: () => ({ what: "The token has a governor already.", todo: tryLater }),
  GovernanceUnknownGovernor: () => ({
    what: "Only a governor can recommend a version.",
    todo: "Propose it to the holders.",
  }),
  GovernanceRecommendationOutdated: () => ({
    what: "A newer proposal has already recommended a version.",
    todo: nothingMore,
  }),
  GovernanceNotGovernor: () => ({
    what: "Only the holders' governor pays out of a treasury.",
    todo: "Propose a grant to the holders.",
  }),
  GovernanceTreasuryTooSmall: () => ({
    what: "The treasury holds less than the grant.",
    todo: "Execute it when enough was donated.",
  }),
  GovernanceBadGrant: ({ rule }) => ({
    what: `The grant can't be proposed: ${String(rule)}.`,
    todo: "Change it and propose again.",
  }),
  GovernanceDepositNotOneWei: () => ({ what: "A proposal is made with exactly one wei.", todo: tryLater }),
  GovernanceDescriptionTooLong: ({ length, maximum }) => ({
    what: `The description has ${whole(length)} bytes; at most ${whole(maximum)} are taken.`,
    todo: "Shorten it.",
  }),
  GovernanceNoPeriodClosed: () => ({
    what: "No revenue period of the token has closed yet, so nobody has votes.",
    todo: "Wait until a period with revenue ends.",
  }),
  GovernanceNoVotes: () => ({
    what: "The account held no tokens when the votes of this proposal were counted.",
    todo: "Vote with the account that held tokens then.",
  }),
  GovernanceOnlyTypedProposals: () => ({
    what: "Only grants and recommended versions can be proposed.",
    todo: "Choose one of them.",
  }),
  GovernanceProposalStillOpen: () => ({
    what: "This account's other proposal is still open.",
    todo: "Wait until voting on it is over.",
  }),
  GovernanceSnapshotUnknown: () => ({ what: "No proposal counts votes at that time.", todo: tryLater }),
  GovernanceTooEarly: () => ({
    what: "The proposal waits after the vote.",
    todo: "Execute it later; the page says from when.",
  }),
  GovernorAlreadyCastVote: () => ({
    what: "This account has voted on the proposal already.",
    todo: "A vote can't be changed.",
  }),
  GovernorAlreadyInitializedLatestProposalId: () => ({
    what: "The governor has counted proposals already.",
    todo: programmingError,
  }),
  GovernorAlreadyQueuedProposal: () => ({ what: "The proposal is queued already.", todo: nothingMore }),
  GovernorDisabledDeposit: () => ({ what: "The governor takes no money.", todo: "Donate to the treasury instead." }),
  GovernorInsufficientProposerVotes: () => ({
    what: "The account held too few tokens to propose when the newest period closed.",
    todo: "Find holders who propose it with more tokens.",
  }),
  GovernorInvalidProposalLength: () => ({ what: "The proposal's calls don't match.", todo: programmingError }),
  GovernorInvalidSignature: () => ({
    what: "The signature isn't the voter's, or not for this vote.",
    todo: "Sign the vote again.",
  }),
  GovernorInvalidVoteParams: () => ({ what: "A vote has no parameters here.", todo: programmingError }),
  GovernorInvalidVoteType: () => ({ what: "A vote is for, against, or an abstention.", todo: "Choose one of them." }),
  GovernorInvalidVotingPeriod: () => ({ what: "Voting can't take that long.", todo: programmingError }),
  GovernorNonexistentProposal: () => ({ what: "There is no such proposal.", todo: tryLater }),
  GovernorOnlyExecutor: () => ({ what: "Nothing of a governor can be changed.", todo: nothingMore }),
  GovernorProposalQueueingFailed: () => ({ what: "The proposal couldn't be queued.", todo: tryLater }),
  GovernorProposalQueueingNotRequired: () => ({
    what: "The proposal is executed without being queued.",
    todo: nothingMore,
  }),
  GovernorRestrictedProposer: () => ({
    what: "This account can't make this proposal.",
    todo: "Propose it from the account that it names.",
  }),
  GovernorUnableToCancel: () => ({
    what: "Only its proposer can cancel a proposal, before voting begins.",
    todo: "Vote against it.",
  }),
  GovernorUnexpectedProposalState: () => ({
    what: "The proposal is in another state, so this can't be done now.",
    todo: tryLater,
  }),
};
