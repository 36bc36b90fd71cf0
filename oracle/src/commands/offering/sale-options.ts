import { ETHER, type FeeAsset, type offeringAbi } from "@openimo/contracts";
import { type ContractFunctionReturnType, isAddress } from "viem";
import type { Connection } from "../../chain/connection.ts";
import { requireFeeAsset } from "../../chain/fee-asset.ts";
import { UsageError } from "../../command-line/errors.ts";
import { parseAmount, parsePercent } from "../../command-line/money.ts";
import { parseInstant, parseSeconds } from "../../command-line/numbers.ts";

/** `SaleTerms` of the contract. */
export type SaleTerms = ContractFunctionReturnType<typeof offeringAbi, "view", "saleTerms">;

/** Options of every kind of sale. */
export const SALE_ARGS = {
  "sale-supply": { type: "string", valueHint: "tokens", required: true, description: "Tokens for sale" },
  "developer-supply": {
    type: "string",
    valueHint: "tokens",
    default: "0",
    description: "Tokens that the developer keeps",
  },
  currency: {
    type: "string",
    valueHint: "address",
    description: "ERC-20 that buyers pay in and the token then shares too; ether if not given",
  },
  "liquidity-share": {
    type: "string",
    valueHint: "percent",
    default: "20%",
    description: "Share of the raise that becomes locked liquidity, from 20% to 100%",
  },
  start: {
    type: "string",
    valueHint: "time",
    default: "now",
    description: "now, unix seconds or 2026-12-01T12:00:00Z",
  },
  duration: { type: "string", valueHint: "time", default: "7d", description: "For how long, from 2h to 90d" },
} as const;

type Given = {
  readonly "sale-supply": string;
  readonly "developer-supply": string;
  readonly currency?: string;
  readonly "liquidity-share": string;
  readonly start: string;
  readonly duration: string;
};

/** Between the newest block and the launch's own, so that the shortest offering isn't a second too short. */
const LAUNCH_DELAY_SECONDS = 60;

/** What buyers will pay in. @throws FailedError for an address that is no ERC-20. */
export async function currencyFrom({ client }: Connection, text: string | undefined): Promise<FeeAsset> {
  if (text === undefined) return ETHER;
  if (!isAddress(text)) throw new UsageError(`Option --currency takes the address of an ERC-20, not "${text}".`);
  return requireFeeAsset(client, text);
}

/** What is wrong with these options without asking a chain, or the terms but for the times. */
export function saleFrom(args: Given) {
  const start = args.start === "now" ? undefined : parseInstant("--start", args.start);
  const seconds = parseSeconds("--duration", args.duration);
  const amounts = {
    saleSupply: parseAmount("--sale-supply", args["sale-supply"]),
    developerSupply: parseAmount("--developer-supply", args["developer-supply"]),
    liquidityShareBasisPoints: parsePercent("--liquidity-share", args["liquidity-share"]),
  };
  /** The contract reads a start of 0 as the time of the launch; the end is counted from the chain's newest block. */
  return async ({ client }: Connection, { address }: FeeAsset): Promise<SaleTerms> => {
    const { timestamp } = await client.getBlock();
    const end = (start ?? Number(timestamp) + LAUNCH_DELAY_SECONDS) + seconds;
    return { ...amounts, currency: address, start: start ?? 0, end };
  };
}
