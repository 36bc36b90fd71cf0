import { parseEther } from "viem";
import { UsageError } from "./errors.ts";

const DECIMALS = 18;

/**
 * An amount in ether, exactly; never through a floating-point number.
 * @param option Name of the option, for the message.
 * @returns wei
 * @throws UsageError for anything but digits with at most 18 of them after the point.
 */
export function parseAmount(option: string, text: string): bigint {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  // parseEther would round further digits.
  if (match === null || (match[2]?.length ?? 0) > DECIMALS) {
    throw new UsageError(`Option ${option} takes an amount in ether such as 0.05, not "${text}".`);
  }
  return parseEther(text);
}

/**
 * A share in percent with at most two decimals.
 * @returns basis points
 */
export function parsePercent(option: string, text: string): number {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?%?$/.exec(text);
  const bps = match === null ? Number.NaN : Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  if (!(bps <= 10_000)) throw new UsageError(`Option ${option} takes a share from 0 to 100%, not "${text}".`);
  return bps;
}
