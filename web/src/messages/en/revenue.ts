/** Texts of revenue and of the portfolio. */
export const revenue = {
  revenue: {
    title: "Revenue",
    periodEnds: "This period ends in",
    notStarted: "not started",
    pending: "Earned in this period",
    claimPool: "Claimable by holders",
    redeemPool: "Redemption pool",
    unsettled: "Waiting at the oracle",
    waits: "It waits until the offering is decided.",
    youHold: "You hold",
    claimable: "You can claim",
    nothingYet: "Revenue becomes claimable when the period in which it came has ended.",
    redeemTitle: "Burn tokens",
    redeemText:
      "Burning pays out the tokens' part of the redemption pool. They are gone for ever and share no revenue from the running period " +
      "on; what you can claim already stays yours.",
    redeemAmount: "Tokens to burn",
    redeemTooMuch: "More than you hold.",
    redeemPays: "Pays out",
  },

  credit: { owed: "The oracle owes you" },

  portfolio: {
    title: "Portfolio",
    text: "What is yours: tokens, revenue, commitments and credits.",
    connectText: "A portfolio belongs to an account.",
    emptyTitle: "Nothing here yet",
    emptyText: "Commit to an offering, and your tokens and their revenue appear here.",
    find: "Find a model",
    holdings: "Tokens and revenue",
    commitments: "Commitments",
    toOffering: "To the offering",
    yourModels: "Your models",
    history: "History",
    noHistory: "Nothing has happened yet.",
    tokens: "tokens",
    kinds: {
      committed: "Committed",
      withdrawn: "Commitment withdrawn",
      claimed: "Tokens claimed",
      refunded: "Refunded",
      revenue: "Revenue claimed",
      credit: "Credit withdrawn",
      raise: "Raise received",
    },
  },
};
