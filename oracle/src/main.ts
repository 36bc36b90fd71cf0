import type { Entries } from "./command-line/command.ts";
import { dispatch } from "./command-line/dispatch.ts";
import { CommandError, EXIT } from "./command-line/errors.ts";
import { printError } from "./command-line/print.ts";

const model: Entries = {
  compile: {
    summary: "Compile an ONNX model",
    load: async () => (await import("./commands/model/compile.ts")).compile,
  },
  inspect: {
    summary: "Check a package and show it",
    load: async () => (await import("./commands/model/inspect.ts")).inspect,
  },
  register: {
    summary: "Register a package's model",
    load: async () => (await import("./commands/model/register.ts")).register,
  },
  pack: {
    summary: "Write a package as one file",
    load: async () => (await import("./commands/model/pack.ts")).pack,
  },
  unpack: {
    summary: "Write the files of a packed package",
    load: async () => (await import("./commands/model/unpack.ts")).unpack,
  },
  fetch: {
    summary: "Fetch a model's package",
    load: async () => (await import("./commands/model/fetch.ts")).fetch,
  },
  settle: {
    summary: "Pay out what a model has earned",
    load: async () => (await import("./commands/model/settle.ts")).settle,
  },
  list: { summary: "List the registered models", load: async () => (await import("./commands/model/list.ts")).list },
};

const request: Entries = {
  send: { summary: "Ask a model", load: async () => (await import("./commands/request/send.ts")).send },
  show: {
    summary: "Show a request and its answer",
    load: async () => (await import("./commands/request/show.ts")).show,
  },
  verify: {
    summary: "Compute an answer again and compare",
    load: async () => (await import("./commands/request/verify.ts")).verify,
  },
  contradict: {
    summary: "Contradict a wrong answer with a bond",
    load: async () => (await import("./commands/request/contradict.ts")).contradict,
  },
  list: { summary: "List the newest requests", load: async () => (await import("./commands/request/list.ts")).list },
};

const dispute: Entries = {
  play: {
    summary: "Play the right answer's side until it is decided",
    load: async () => (await import("./commands/dispute/play.ts")).play,
  },
  show: {
    summary: "Show who claims what and who has to act",
    load: async () => (await import("./commands/dispute/show.ts")).show,
  },
};

const offering: Entries = {
  create: {
    summary: "Launch a model's token and offering",
    load: async () => (await import("./commands/offering/create.ts")).create,
  },
  "create-auction": {
    summary: "Launch a model's token and auction it",
    load: async () => (await import("./commands/offering/create-auction.ts")).createAuction,
  },
  "create-curve": {
    summary: "Launch a model's token and sell it on a bonding curve",
    load: async () => (await import("./commands/offering/create-curve.ts")).createCurve,
  },
  show: { summary: "Show an offering", load: async () => (await import("./commands/offering/show.ts")).show },
  commit: {
    summary: "Commit to a fixed-price offering",
    load: async () => (await import("./commands/offering/commit.ts")).commit,
  },
  buy: {
    summary: "Buy tokens on a bonding curve",
    load: async () => (await import("./commands/offering/buy.ts")).buy,
  },
  sell: {
    summary: "Sell tokens back to a bonding curve",
    load: async () => (await import("./commands/offering/sell.ts")).sell,
  },
  withdraw: {
    summary: "Take part of a commitment back",
    load: async () => (await import("./commands/offering/withdraw.ts")).withdrawCommitment,
  },
  bid: { summary: "Bid in an auction", load: async () => (await import("./commands/offering/bid.ts")).bid },
  clear: {
    summary: "Find an auction's price in steps",
    load: async () => (await import("./commands/offering/clear.ts")).clear,
  },
  finalise: {
    summary: "Fix the numbers of a successful offering",
    load: async () => (await import("./commands/offering/finalise.ts")).finalise,
  },
  claim: {
    summary: "Take the tokens that were bought",
    load: async () => (await import("./commands/offering/claim.ts")).claim,
  },
  refund: {
    summary: "Take a commitment back after a failure",
    load: async () => (await import("./commands/offering/refund.ts")).refund,
  },
  "seed-liquidity": {
    summary: "Lock the liquidity in its pool",
    load: async () => (await import("./commands/offering/seed-liquidity.ts")).seedLiquidity,
  },
  "collect-fees": {
    summary: "Give the liquidity's fees to the holders",
    load: async () => (await import("./commands/offering/collect-fees.ts")).collectFees,
  },
  drop: {
    summary: "Make a drop of a table of contributors",
    load: async () => (await import("./commands/offering/drop.ts")).drop,
  },
  "claim-drop": {
    summary: "Take a contributor's tokens",
    load: async () => (await import("./commands/offering/claim-drop.ts")).claimDrop,
  },
  "withdraw-raise": {
    summary: "Pay the raise to the developer",
    load: async () => (await import("./commands/offering/withdraw-raise.ts")).withdrawRaise,
  },
  "release-liquidity": {
    summary: "Give up liquidity that can't be seeded",
    load: async () => (await import("./commands/offering/release-liquidity.ts")).releaseLiquidity,
  },
};

const governance: Entries = {
  "propose-grant": {
    summary: "Propose that the treasury pays somebody",
    load: async () => (await import("./commands/governance/propose-grant.ts")).proposeGrant,
  },
  "propose-version": {
    summary: "Propose to recommend a version",
    load: async () => (await import("./commands/governance/propose-version.ts")).proposeVersion,
  },
  vote: { summary: "Vote on a proposal", load: async () => (await import("./commands/governance/vote.ts")).vote },
  execute: {
    summary: "Do what a proposal decided",
    load: async () => (await import("./commands/governance/execute.ts")).execute,
  },
  show: {
    summary: "Show governor, treasury or a proposal",
    load: async () => (await import("./commands/governance/show.ts")).show,
  },
};

const nft: Entries = {
  commit: {
    summary: "Commit to a prompt before asking it",
    load: async () => (await import("./commands/nft/commit.ts")).commit,
  },
  mint: { summary: "Mint your request's answer", load: async () => (await import("./commands/nft/mint.ts")).mint },
  show: { summary: "Show a prompt's token", load: async () => (await import("./commands/nft/show.ts")).show },
  verify: {
    summary: "Ask whether a token's data is final",
    load: async () => (await import("./commands/nft/verify.ts")).verify,
  },
  update: {
    summary: "Give a token the final answer",
    load: async () => (await import("./commands/nft/update.ts")).update,
  },
};

const key: Entries = {
  new: { summary: "Make a key", load: async () => (await import("./commands/key/new.ts")).newKey },
  import: {
    summary: "Encrypt an existing private key",
    load: async () => (await import("./commands/key/import.ts")).importKey,
  },
  list: { summary: "List the keys", load: async () => (await import("./commands/key/list.ts")).listKeys },
};

const config: Entries = {
  check: {
    summary: "Look at everything that the node needs",
    load: async () => (await import("./commands/config/check.ts")).check,
  },
  print: {
    summary: "Print the node's configuration and where it is from",
    load: async () => (await import("./commands/config/print.ts")).print,
  },
};

const database: Entries = {
  export: {
    summary: "Write the node's database as lines of JSON",
    load: async () => (await import("./commands/db/export.ts")).exportDatabase,
  },
  verify: {
    summary: "Compare the node's database with the chain",
    load: async () => (await import("./commands/db/verify.ts")).verify,
  },
};

const entries: Entries = {
  run: { summary: "Run the oracle node", load: async () => (await import("./commands/run.ts")).run },
  status: {
    summary: "Show the chain, the account and the node",
    load: async () => (await import("./commands/status.ts")).status,
  },
  config: { summary: "Check and print the node's configuration", entries: config },
  db: { summary: "Export the node's database, or compare it with the chain", entries: database },
  model: { summary: "Compile, inspect, register and list models", entries: model },
  request: { summary: "Ask models and read their answers", entries: request },
  resolve: {
    summary: "Bring a request to its end",
    load: async () => (await import("./commands/resolve.ts")).resolve,
  },
  dispute: { summary: "Decide what a request's answer is", entries: dispute },
  offering: { summary: "Offer a model's revenue token, or buy it", entries: offering },
  governance: { summary: "Decide about a model's treasury and recommended version", entries: governance },
  nft: { summary: "Mint answers as tokens and verify them", entries: nft },
  claim: { summary: "Claim the revenue of held tokens", load: async () => (await import("./commands/claim.ts")).claim },
  withdraw: {
    summary: "Withdraw credit from the oracle",
    load: async () => (await import("./commands/withdraw.ts")).withdraw,
  },
  key: { summary: "Make, import and list encrypted keys", entries: key },
};

const SUMMARY = "Ask, serve and fund AI models on chain";

/**
 * Runs one command line and ends the process with its exit code.
 * @param rawArgs What stands after `openimo`.
 */
export async function main(rawArgs: readonly string[]): Promise<void> {
  try {
    process.exitCode = await dispatch(["openimo"], SUMMARY, entries, rawArgs);
  } catch (error) {
    const json = rawArgs.includes("--json");
    const known = error instanceof CommandError ? error : (await import("./command-line/explain.ts")).explain(error);
    printError(known, json);
    process.exitCode = known.exitCode ?? EXIT.failed;
  }
}
