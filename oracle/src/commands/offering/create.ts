import { ETHER, type FeeAsset, launchpadAbi } from "@openimo/contracts";
import { encodeFunctionData, parseEventLogs } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { idHex, instant, tokens } from "../../chain/format.ts";
import { transact } from "../../chain/transact.ts";
import { ACCOUNT_ARGS, accountFrom } from "../../command-line/account-options.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { parseAmount, parsePercent } from "../../command-line/money.ts";
import { parseSeconds } from "../../command-line/numbers.ts";
import { packageFolders } from "../../models/local-packages.ts";
import { resolveModel } from "../../models/resolve-model.ts";
import { ALLOCATION_ARGS, allocationsFrom, revenueAssetsFrom, withFeeAsset } from "./allocation-options.ts";
import { currencyFrom, SALE_ARGS, saleFrom } from "./sale-options.ts";

const ARGS = {
  model: { type: "positional", required: true, description: "Name or id of the model; the account is its developer" },
  name: { type: "string", required: true, description: "Name of the token" },
  symbol: { type: "string", required: true, description: "Symbol of the token" },
  ...SALE_ARGS,
  "soft-cap": {
    type: "string",
    valueHint: "amount",
    required: true,
    description: "Less than this and everything is refunded",
  },
  "hard-cap": { type: "string", valueHint: "amount", required: true, description: "Most that is raised" },
  "account-cap": {
    type: "string",
    valueHint: "amount",
    default: "0",
    description: "Most that one account may commit; 0 for no limit",
  },
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

type Caps = { readonly "soft-cap": string; readonly "hard-cap": string; readonly "account-cap": string };

function capsFrom(args: Caps, currency: FeeAsset) {
  const amount = (name: keyof Caps) => parseAmount(`--${name}`, args[name], currency);
  const caps = { softCap: amount("soft-cap"), hardCap: amount("hard-cap"), accountCap: amount("account-cap") };
  if (caps.softCap > caps.hardCap) throw new UsageError("The soft cap is above the hard cap.");
  return caps;
}

export const create = defineCommand({
  summary: "Create a model's revenue token and offer it for sale; nothing of it can be changed later",
  example:
    "openimo offering create digits --name Digits --symbol DGT --sale-supply 1000000 --developer-supply 250000 --soft-cap 1 --hard-cap 10 --duration 7d",
  args: ARGS,
  lists: ["vesting", "revenue-asset"],
  async run({ args, lists }) {
    // What is wrong with an amount of ether is told before a chain is asked.
    if (args.currency === undefined) capsFrom(args, ETHER);
    const saleTermsOn = saleFrom(args);
    const givenTerms = {
      name: args.name,
      symbol: args.symbol,
      periodSeconds: parseSeconds("--period", args.period),
      holderShareBps: parsePercent("--holder-share", args["holder-share"]),
      revenueAssets: revenueAssetsFrom(lists),
    };
    const connection = await connectFrom(args);
    const model = await resolveModel(connection, args.model, packageFolders());
    const currency = await currencyFrom(connection, args.currency);
    const caps = capsFrom(args, currency);
    const shared = withFeeAsset(withFeeAsset(givenTerms.revenueAssets, model.feeAsset), currency.address);
    const tokenTerms = { ...givenTerms, revenueAssets: shared };
    const account = await accountFrom(args, connection.chain.id);
    const allocations = allocationsFrom(args, lists, account.address);
    const saleTerms = await saleTermsOn(connection, currency);
    const launchpad = connection.deployment.launchpad;
    const data = encodeFunctionData({
      abi: launchpadAbi,
      functionName: "launch",
      args: [model.id, tokenTerms, saleTerms, caps, allocations],
    });
    const receipt = await transact(connection, account, { to: launchpad, data });
    const [log] = parseEventLogs({ abi: launchpadAbi, eventName: "Launched", logs: receipt.logs });
    if (log === undefined) throw new FailedError(`Transaction ${receipt.transactionHash} launched nothing.`);
    const { token, offering, saleTerms: fixed } = log.args;
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
        saleTerms: fixed,
        fixedPriceTerms: caps,
        vestings: vestings.map(({ args: { vesting, terms } }) => ({ vesting, ...terms })),
        drop: drop === undefined ? null : { drop, ...allocations.drop },
        transactionHash,
      },
      text: [
        `offering  ${offering}`,
        `token     ${token}`,
        `open      ${instant(fixed.start)} to ${instant(fixed.end)}`,
        `caps      ${assetAmount(currency, caps.softCap)} to ${assetAmount(currency, caps.hardCap)}`,
        `liquidity ${fixed.liquidityShareBasisPoints / 100}% of the raise`,
        ...tokenTerms.revenueAssets.map((asset) => `shares    ${asset}, besides ether`),
        ...vestings.map(({ args: { vesting, terms } }) => `vesting   ${vesting}, ${tokens(terms.amount)}`),
        ...(drop === undefined ? [] : [`drop      ${drop}, ${tokens(allocations.drop.amount)}`]),
      ].join("\n"),
    };
  },
});
