import { ETHER, type FeeAsset, isEther, readFeeAsset } from "@openimo/contracts";
import { type Address, formatUnits } from "viem";
import { FailedError } from "../command-line/errors.ts";
import type { Client } from "./connection.ts";

/** @throws FailedError when there is no ERC-20 that tells how its amounts are written; viem's errors. */
export async function requireFeeAsset(client: Client, address: Address): Promise<FeeAsset> {
  const found = await readFeeAsset(client, address);
  if (found !== undefined) return found;
  throw new FailedError(`${address} is no ERC-20 that tells its decimals, so no amount of it can be written.`);
}

/** For what is only shown: amounts of an asset that tells nothing are in its smallest unit. */
export async function shownFeeAsset(client: Client, address: Address): Promise<FeeAsset> {
  return (await readFeeAsset(client, address)) ?? { address, symbol: `units of ${address}`, decimals: 0 };
}

/**
 * Exact, with the symbol.
 * @param amount In the asset's smallest unit.
 */
export const assetAmount = ({ symbol, decimals }: FeeAsset, amount: bigint): string =>
  `${formatUnits(amount, decimals)} ${symbol}`;

/** What one answer costs without a callback: the fee in its asset and the reward in ether, as one sum where both are ether. */
export function priceText(asset: FeeAsset, feeAmount: bigint, operatorRewardWei: bigint): string {
  if (isEther(asset.address)) return assetAmount(ETHER, feeAmount + operatorRewardWei);
  return `${assetAmount(asset, feeAmount)} + ${assetAmount(ETHER, operatorRewardWei)}`;
}
