/** Texts of a bonding curve's panel. */
export const curve = {
  buy: "Buy",
  sell: "Sell",
  stageText: {
    scheduled: "Tokens are sold from the start on.",
    open: "The price rises with every token that is sold, and falls with every one that is sold back. When all are sold the goal is reached; if they aren't by the end, everybody gets back exactly what was paid.",
    succeeded: "All tokens are sold. They can be claimed, and the model's revenue goes to their holders.",
    failed: "The goal was missed. Everybody gets back exactly what was paid.",
  },
  price: "Price of a token now",
  sold: "Sold",
  goal: "Of the goal",
  amount: "Amount to pay",
  tokens: "Tokens to sell",
  buys: "Buys",
  costs: "Costs",
  paidAtOnce: "Paid at once",
  gainLater: "If the curve succeeds",
  limits: "If the price moves against you by more than 1%, or the trade comes later than 20 minutes, it is refused.",
  tooMany: "Enter an amount up to your tokens.",
  approvalHint: (amount: string) =>
    `First you approve exactly ${amount} to the curve, then you buy with it: two signatures.`,
  yours: "Your tokens",
  paid: "You paid",
  gain: "Gain, if it succeeds",
  gained: "Gain",
};
