import { type FeeAsset, launchpadAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import { assetAmount } from "../../chain/fee-asset.ts";
import { tokenPrice } from "../../chain/token-price.ts";
import { defineCommand } from "../../command-line/command.ts";
import { UsageError } from "../../command-line/errors.ts";
import { parseAmount, parsePercent } from "../../command-line/money.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { LAUNCH_ARGS, LAUNCH_LISTS, launchSale, type Sale } from "./launch-sale.ts";

const MOST_TICKS = 512;

const AUCTION_ARGS = {
  reserve: {
    type: "string",
    valueHint: "amount",
    required: true,
    description: "What all tokens for sale cost together at the lowest price",
  },
  "soft-cap": {
    type: "string",
    valueHint: "amount",
    description: "Less than this in all bids and everything is refunded; the reserve if not given, and at most that",
  },
  ticks: { type: "string", valueHint: "count", default: "100", description: "Prices that bids may name, 1 to 512" },
  step: {
    type: "string",
    valueHint: "percent",
    default: "2%",
    description: "By how much each price is above the one below it",
  },
  linear: { type: "boolean", description: "Count steps as parts of the lowest price instead" },
} as const;

type Given = {
  readonly "sale-supply": string;
  readonly reserve: string;
  readonly "soft-cap"?: string;
  readonly ticks: string;
  readonly step: string;
  readonly linear?: boolean;
};

function auction(args: Given, currency: FeeAsset): Sale {
  const reserveValue = parseAmount("--reserve", args.reserve, currency);
  const given = args["soft-cap"];
  const softCap = given === undefined ? reserveValue : parseAmount("--soft-cap", given, currency);
  if (softCap > reserveValue) throw new UsageError("The soft cap is above the reserve.");
  const terms = {
    reserveValue,
    softCap,
    tickCount: parseWhole("--ticks", args.ticks, 1, MOST_TICKS),
    stepBasisPoints: parsePercent("--step", args.step),
    geometric: !args.linear,
  };
  const reservePrice = () => tokenPrice(currency, reserveValue, parseAmount("--sale-supply", args["sale-supply"]));
  return ({ modelId, tokenTerms, saleTerms, allocations }) => ({
    data: encodeFunctionData({
      abi: launchpadAbi,
      functionName: "launchAuction",
      args: [modelId, tokenTerms, saleTerms, terms, allocations],
    }),
    json: { auctionTerms: terms },
    lines: [
      `reserve   ${assetAmount(currency, reserveValue)} for all, ${reservePrice()} a token`,
      `soft cap  ${assetAmount(currency, softCap)}`,
      `prices    ${terms.tickCount}, each ${terms.stepBasisPoints / 100}%${args.linear ? " of the reserve" : ""} above the last`,
    ],
  });
}

export const createAuction = defineCommand({
  summary: "Create a model's revenue token and auction it at one price for everybody; nothing can be changed later",
  example:
    "openimo offering create-auction digits --name Digits --symbol DGT --sale-supply 1000000 --reserve 5 --soft-cap 2 --ticks 100 --step 2% --duration 7d",
  args: { ...LAUNCH_ARGS, ...AUCTION_ARGS },
  lists: LAUNCH_LISTS,
  run: ({ args, lists }) => launchSale(args, lists, (currency) => auction(args, currency)),
});
