import { PRICE_DECIMALS } from "@openimo/contracts";
import { UsageError } from "../command-line/errors.ts";

export { tickWithin, tokenPrice } from "@openimo/contracts";

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
