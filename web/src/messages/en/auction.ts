/** Texts of an auction's panel. */
export const auction = {
  bid: "Bid",
  stageText: {
    scheduled: "Bids are taken from the start on.",
    open: "Say the most that you pay for a token, and how much in all. At the end one price is found at which everything is sold; who bid above it pays only that, who bid below is refunded.",
    succeeded: "The soft cap was reached. Finalising finds the price; then tokens can be claimed.",
    finalised: "Sold at one price. Tokens can be claimed, and the model's revenue goes to their holders.",
    failed: "The soft cap was missed. Everybody gets the whole bid back.",
  },
  priceNow: "Price with the bids of now",
  price: "Price of a token",
  reserve: "Lowest price",
  softCap: "Soft cap",
  bindsFrom: "Bids bind from",
  limit: "Most you pay for a token",
  limitHint: (lowest: string) => `From ${lowest}; the next lower price of the auction is taken.`,
  limitTooLow: (lowest: string) => `The auction takes no price below ${lowest}.`,
  limitLowered: (own: string) => `Your bid of up to ${own} can't move down. Until bids bind, withdraw all of it first.`,
  amount: "Amount",
  amountHint: "Added to what you bid before, which moves to the same price.",
  acceptedLimit: "You bid up to",
  approvalHint: (amount: string) =>
    `First you approve exactly ${amount} to the auction, then you bid it: two signatures.`,
  yours: "Your bid",
  yourLimit: "Up to",
  getsNow: "With the bids of now it gets",
  gets: "It gets",
};
