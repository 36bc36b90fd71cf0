import { type FeeAsset, launchpadAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseAmount } from "../../command-line/money.ts";
import { curveTerms } from "./curve-terms.ts";
import { LAUNCH_ARGS, LAUNCH_LISTS, launchSale, type Sale } from "./launch-sale.ts";

const CURVE_ARGS = {
  goal: { type: "string", valueHint: "amount", required: true, description: "What all tokens cost together" },
  "price-multiple": {
    type: "string",
    valueHint: "number",
    default: "9",
    description: "How many times the first price the last one is, from 1.03 to 100",
  },
} as const;

type Given = { readonly goal: string; readonly "price-multiple": string };

function curve(args: Given, currency: FeeAsset): Sale {
  const multiple = args["price-multiple"];
  const terms = curveTerms(parseAmount("--goal", args.goal, currency), multiple);
  return ({ modelId, tokenTerms, saleTerms, allocations }) => ({
    data: encodeFunctionData({
      abi: launchpadAbi,
      functionName: "launchCurve",
      args: [modelId, tokenTerms, saleTerms, terms, allocations],
    }),
    json: { curveTerms: terms },
    lines: [`goal      ${assetAmount(currency, terms.goal)}; the last price is ${multiple} times the first`],
  });
}

export const createCurve = defineCommand({
  summary: "Create a model's revenue token and sell it along a rising price; nothing can be changed later",
  example:
    "openimo offering create-curve digits --name Digits --symbol DGT --sale-supply 1000000 --goal 5 --price-multiple 9 --duration 7d",
  args: { ...LAUNCH_ARGS, ...CURVE_ARGS },
  lists: LAUNCH_LISTS,
  run: ({ args, lists }) => launchSale(args, lists, (currency) => curve(args, currency)),
});
