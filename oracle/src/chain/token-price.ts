import type { FeeAsset } from "@openimo/contracts";
import { formatUnits } from "viem";
import { UsageError } from "../command-line/errors.ts";

/** Revenue tokens have 18 decimals. */
const ONE_TOKEN = 10n ** 18n;
/** Digits after the point that a price may have; more than the cheapest token of the dearest currency needs. */
const PRICE_DECIMALS = 36;
const SHOWN_DIGITS = 8;

/**
 * The price of a whole token as a decimal fraction of the currency, exactly.
 * @param option Name of the option, for the message.
 * @returns In units of 10^-36 of the currency.
 * @throws UsageError for anything but digits with at most 36 of them after the point.
 */
export function parsePrice(option: string, text: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,36}))?$/.exec(text);
  if (match === null) throw new UsageError(`Option ${option} takes a price such as 0.0005, not "${text}".`);
  return BigInt(match[1] + (match[2] ?? "").padEnd(PRICE_DECIMALS, "0"));
}

/**
 * The highest tick of a ladder that is not dearer than a price, or undefined where even the lowest is.
 * @param values What the whole supply for sale costs at each tick, from the lowest, in base units of the currency.
 * @param saleSupply In base units of the token.
 * @param price Of `parsePrice`.
 */
export function tickWithin(
  values: readonly bigint[],
  saleSupply: bigint,
  { decimals }: FeeAsset,
  price: bigint,
): number | undefined {
  // value / 10^decimals of the currency for saleSupply / 10^18 tokens, with both sides multiplied out.
  const limit = price * saleSupply * 10n ** BigInt(decimals);
  const tick = values.findLastIndex((value) => value * ONE_TOKEN * 10n ** BigInt(PRICE_DECIMALS) <= limit);
  return tick === -1 ? undefined : tick;
}

/**
 * What a token costs where the whole supply for sale costs `value`, rounded down to 8 digits, with the currency's symbol.
 * @param value In base units of the currency.
 * @param saleSupply In base units of the token.
 */
export function tokenPrice({ decimals, symbol }: FeeAsset, value: bigint, saleSupply: bigint): string {
  const price = (value * ONE_TOKEN * 10n ** BigInt(PRICE_DECIMALS)) / saleSupply / 10n ** BigInt(decimals);
  const tail = 10n ** BigInt(Math.max(0, price.toString().length - SHOWN_DIGITS));
  return `${formatUnits(price - (price % tail), PRICE_DECIMALS)} ${symbol}`;
}
