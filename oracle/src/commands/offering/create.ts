import { launchpadAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { ether, idHex, instant, tokens } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { parseAmount, parsePercent } from "../../command-line/money.ts";
import { parseInstant, parseSeconds } from "../../command-line/numbers.ts";
import { packageFolders } from "../../models/local-packages.ts";
import { resolveModel } from "../../models/resolve-model.ts";
import { ALLOCATION_ARGS, allocationsFrom, revenueAssetsFrom } from "./allocation-options.ts";

const ARGS = {
  model: { type: "positional", required: true, description: "Name or id of the model; the account is its developer" },
  name: { type: "string", required: true, description: "Name of the token" },
  symbol: { type: "string", required: true, description: "Symbol of the token" },
  "sale-supply": { type: "string", valueHint: "tokens", required: true, description: "Tokens for sale" },
  "developer-supply": {
    type: "string",
    valueHint: "tokens",
    default: "0",
    description: "Tokens that the developer keeps",
  },
  "soft-cap": {
    type: "string",
    valueHint: "ether",
    required: true,
    description: "Less than this and everything is refunded",
  },
  "hard-cap": { type: "string", valueHint: "ether", required: true, description: "Most that is raised" },
  "account-cap": {
    type: "string",
    valueHint: "ether",
    default: "0",
    description: "Most that one account may commit; 0 for no limit",
  },
  start: {
    type: "string",
    valueHint: "time",
    default: "now",
    description: "now, unix seconds or 2026-12-01T12:00:00Z",
  },
  duration: { type: "string", valueHint: "time", default: "7d", description: "For how long, from 2h to 90d" },
  period: {
    type: "string",
    valueHint: "time",
    default: "1d",
    description: "Length of a revenue period, from 1h to 30d",
  },
  "holder-share": {
    type: "string",
    valueHint: "percent",
    default: "80%",
    description: "Share of revenue that holders claim; the rest can be redeemed by burning",
  },
  ...ALLOCATION_ARGS,
  ...CHAIN_ARGS,
  ...ACCOUNT_ARGS,
} as const;

type Given = { readonly [Name in keyof typeof ARGS]?: string };

function termsFrom(args: Given & { readonly start: string; readonly duration: string }) {
  const amount = (name: keyof typeof ARGS) => parseAmount(`--${name}`, args[name] ?? "");
  const terms = {
    saleSupply: amount("sale-supply"),
    developerSupply: amount("developer-supply"),
    softCapWei: amount("soft-cap"),
    hardCapWei: amount("hard-cap"),
    accountCapWei: amount("account-cap"),
  };
  if (terms.softCapWei > terms.hardCapWei) throw new UsageError("The soft cap is above the hard cap.");
  const start = args.start === "now" ? undefined : parseInstant("--start", args.start);
  return { terms, start, seconds: parseSeconds("--duration", args.duration) };
}

export const create = defineCommand({
  summary: "Create a model's revenue token and offer it for sale; nothing of it can be changed later",
  example:
    "openimo offering create digits --name Digits --symbol DGT --sale-supply 1000000 --developer-supply 250000 --soft-cap 1 --hard-cap 10 --duration 7d",
  args: ARGS,
  lists: ["vesting", "revenue-asset"],
  async run({ args, lists }) {
    const { terms, start, seconds } = termsFrom(args);
    const tokenTerms = {
      name: args.name,
      symbol: args.symbol,
      periodSeconds: parseSeconds("--period", args.period),
      holderShareBps: parsePercent("--holder-share", args["holder-share"]),
      revenueAssets: revenueAssetsFrom(lists),
    };
    const connection = await connectFrom(args);
    const model = await resolveModel(connection, args.model, packageFolders());
    const account = await accountFrom(args, connection.chain.id);
    const allocations = allocationsFrom(args, lists, account.address);
    const { timestamp } = await connection.client.getBlock();
    // The contract reads a start of 0 as the time of the launch; the end is counted from the chain's newest block.
    const offeringTerms = {
      ...terms,
      start: start ?? 0,
      end: (start ?? Number(timestamp) + LAUNCH_DELAY_SECONDS) + seconds,
    };
    const launchpad = connection.deployment.launchpad;
    const data = encodeFunctionData({
      abi: launchpadAbi,
      functionName: "launch",
      args: [model.id, tokenTerms, offeringTerms, allocations],
    });
    const receipt = await transact(connection, account, { to: launchpad, data });
    const [log] = parseEventLogs({ abi: launchpadAbi, eventName: "Launched", logs: receipt.logs });
    if (log === undefined) throw new FailedError(`Transaction ${receipt.transactionHash} launched nothing.`);
    const { token, offering, offeringTerms: fixed } = log.args;
    const vestings = parseEventLogs({ abi: launchpadAbi, eventName: "VestingCreated", logs: receipt.logs });
    const drop = parseEventLogs({ abi: launchpadAbi, eventName: "DropCreated", logs: receipt.logs }).at(0)?.args.drop;
    const { transactionHash } = receipt;
    return {
      json: {
        modelId: idHex(model.id),
        model: model.name,
        token,
        offering,
        tokenTerms,
        offeringTerms: fixed,
        vestings: vestings.map(({ args: { vesting, terms } }) => ({ vesting, ...terms })),
        drop: drop === undefined ? null : { drop, ...allocations.drop },
        transactionHash,
      },
      text: [
        `offering  ${offering}`,
        `token     ${token}`,
        `open      ${instant(fixed.start)} to ${instant(fixed.end)}`,
        `caps      ${ether(fixed.softCapWei)} to ${ether(fixed.hardCapWei)}`,
        ...vestings.map(({ args: { vesting, terms } }) => `vesting   ${vesting}, ${tokens(terms.amount)}`),
        ...(drop === undefined ? [] : [`drop      ${drop}, ${tokens(allocations.drop.amount)}`]),
      ].join("\n"),
    };
  },
});

/** Between the newest block and the launch's own, so that the shortest offering isn't a second too short. */
const LAUNCH_DELAY_SECONDS = 60;
