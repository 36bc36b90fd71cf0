import { ETHER, type FeeAsset, launchpadAbi } from "@openimo/contracts";
import { type ContractFunctionArgs, encodeFunctionData, type Hex } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { UsageError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { curveTerms } from "./curve-terms.ts";

/** Options that say how a token is sold: at a fixed price between two caps, or with `--curve` along a rising price to a goal. */
export const KIND_ARGS = {
  "soft-cap": { type: "string", valueHint: "amount", description: "Less than this and everything is refunded" },
  "hard-cap": { type: "string", valueHint: "amount", description: "Most that is raised" },
  "account-cap": {
    type: "string",
    valueHint: "amount",
    default: "0",
    description: "Most that one account may commit; 0 for no limit",
  },
  curve: { type: "boolean", description: "Sell along a rising price until the goal is reached, without caps" },
  goal: { type: "string", valueHint: "amount", description: "What all tokens of a curve cost together" },
  "price-multiple": {
    type: "string",
    valueHint: "number",
    default: "9",
    description: "How many times its first price a curve's last one is, from 1.03 to 100",
  },
} as const;

export type KindArgs = {
  readonly "soft-cap"?: string;
  readonly "hard-cap"?: string;
  readonly "account-cap": string;
  readonly curve?: boolean;
  readonly goal?: string;
  readonly "price-multiple": string;
};

type LaunchArgs = ContractFunctionArgs<typeof launchpadAbi, "nonpayable", "launch">;

/** The terms of one kind of sale. */
export type SaleKind = {
  /** The call of the Launchpad. */
  readonly encode: (
    modelId: LaunchArgs[0],
    tokenTerms: LaunchArgs[1],
    saleTerms: LaunchArgs[2],
    allocations: LaunchArgs[4],
  ) => Hex;
  readonly json: object;
  readonly text: string;
};

function required(args: KindArgs, name: "soft-cap" | "hard-cap" | "goal", currency: FeeAsset): bigint {
  const text = args[name];
  if (text === undefined) throw new UsageError(`Option --${name} is missing.`);
  return parseAmount(`--${name}`, text, currency);
}

function fixedPrice(args: KindArgs, currency: FeeAsset): SaleKind {
  if (args.goal !== undefined) throw new UsageError("Option --goal is for a sale with --curve.");
  const softCap = required(args, "soft-cap", currency);
  const hardCap = required(args, "hard-cap", currency);
  const accountCap = parseAmount("--account-cap", args["account-cap"], currency);
  if (softCap > hardCap) throw new UsageError("The soft cap is above the hard cap.");
  const terms = { softCap, hardCap, accountCap };
  return {
    encode: (modelId, tokenTerms, saleTerms, allocations) =>
      encodeFunctionData({
        abi: launchpadAbi,
        functionName: "launch",
        args: [modelId, tokenTerms, saleTerms, terms, allocations],
      }),
    json: { fixedPriceTerms: terms },
    text: `caps      ${assetAmount(currency, softCap)} to ${assetAmount(currency, hardCap)}`,
  };
}

function curve(args: KindArgs, currency: FeeAsset): SaleKind {
  const capped = args["soft-cap"] !== undefined || args["hard-cap"] !== undefined || args["account-cap"] !== "0";
  if (capped) throw new UsageError("A curve has a goal and no caps: give --goal.");
  const multiple = args["price-multiple"];
  const terms = curveTerms(required(args, "goal", currency), multiple);
  return {
    encode: (modelId, tokenTerms, saleTerms, allocations) =>
      encodeFunctionData({
        abi: launchpadAbi,
        functionName: "launchCurve",
        args: [modelId, tokenTerms, saleTerms, terms, allocations],
      }),
    json: { curveTerms: terms },
    text: `goal      ${assetAmount(currency, terms.goal)}; the last price is ${multiple} times the first`,
  };
}

/**
 * The kind of sale that a command line means.
 * @throws UsageError for options that are missing, don't fit together, or are no amounts of the currency.
 */
export function saleKindFrom(args: KindArgs, currency: FeeAsset = ETHER): SaleKind {
  return args.curve ? curve(args, currency) : fixedPrice(args, currency);
}
