import { ETHER, type FeeAsset } from "@openimo/contracts";
import { parseUnits } from "viem";
import { assetAmount } from "../chain/fee-asset.ts";
import { UsageError } from "./errors.ts";

/**
 * An amount of an asset, exactly; never through a floating-point number.
 * @param option Name of the option, for the message.
 * @returns In the asset's smallest unit: wei for ether.
 * @throws UsageError for anything but digits with at most the asset's number of them after the point.
 */
export function parseAmount(option: string, text: string, asset: FeeAsset = ETHER): bigint {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  // parseUnits would round further digits.
  if (match !== null && (match[2]?.length ?? 0) <= asset.decimals) return parseUnits(text, asset.decimals);
  const what = asset === ETHER ? "an amount in ether such as 0.05" : `an amount such as ${assetAmount(asset, 5n)}`;
  throw new UsageError(`Option ${option} takes ${what}, not "${text}".`);
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
