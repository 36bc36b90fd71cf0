import { type FeeAsset, launchpadAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { instant } from "../../chain/format.ts";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";
import { parseAmount } from "../../command-line/money.ts";
import { LAUNCH_ARGS, LAUNCH_LISTS, launchSale, type Sale } from "./launch-sale.ts";
import { ROUND_ARGS, roundsFrom } from "./round-options.ts";

const CAP_ARGS = {
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
} as const;

type Given = { readonly "soft-cap": string; readonly "hard-cap": string; readonly "account-cap": string };

function fixedPriceSale(args: Given, givenRounds: readonly string[], currency: FeeAsset): Sale {
  const amount = (name: keyof Given) => parseAmount(`--${name}`, args[name], currency);
  const caps = { softCap: amount("soft-cap"), hardCap: amount("hard-cap"), accountCap: amount("account-cap") };
  if (caps.softCap > caps.hardCap) throw new UsageError("The soft cap is above the hard cap.");
  return ({ modelId, tokenTerms, saleTerms, allocations, beginsBy }) => {
    const terms = { ...caps, rounds: roundsFrom(givenRounds, currency, beginsBy) };
    return {
      data: encodeFunctionData({
        abi: launchpadAbi,
        functionName: "launch",
        args: [modelId, tokenTerms, saleTerms, terms, allocations],
      }),
      json: { fixedPriceTerms: terms },
      lines: [
        `caps      ${assetAmount(currency, caps.softCap)} to ${assetAmount(currency, caps.hardCap)}`,
        ...terms.rounds.map(
          (round) => `round     ${assetAmount(currency, round.cap)}, ${instant(round.start)} to ${instant(round.end)}`,
        ),
      ],
    };
  };
}

export const create = defineCommand({
  summary: "Create a model's revenue token and offer it at a fixed price; nothing of it can be changed later",
  example:
    "openimo offering create digits --name Digits --symbol DGT --sale-supply 1000000 --developer-supply 250000 --soft-cap 1 --hard-cap 10 --duration 7d",
  args: { ...LAUNCH_ARGS, ...CAP_ARGS, ...ROUND_ARGS },
  lists: [...LAUNCH_LISTS, "round"],
  run: ({ args, lists }) =>
    launchSale(args, lists, (currency) => fixedPriceSale(args, lists.get("round") ?? [], currency)),
});
