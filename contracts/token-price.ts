import { formatUnits } from "viem";
import type { FeeAsset } from "./fee-asset.ts";

/** Revenue tokens have 18 decimals. */
const ONE_TOKEN = 10n ** 18n;
/** Digits after the point that a price may have; more than the cheapest token of the dearest currency needs. */
export const PRICE_DECIMALS = 36;
const SHOWN_DIGITS = 8;

/**
 * The highest tick of a ladder that is not dearer than a price, or undefined where even the lowest is.
 * @param values What the whole supply for sale costs at each tick, from the lowest, in base units of the currency.
 * @param saleSupply In base units of the token.
 * @param price Of a whole token, in units of 10^-36 of the currency.
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
