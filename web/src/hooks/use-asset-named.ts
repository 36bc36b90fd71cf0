import type { FeeAsset } from "@openimo/contracts";
import { type Address, isAddress, zeroAddress } from "viem";
import { useFeeAsset } from "./use-fee-asset.ts";

/** The asset that a text means, empty for ether: null for no ERC-20 that tells its decimals, undefined while it isn't known. */
export function useAssetNamed(text: string): FeeAsset | null | undefined {
  const trimmed = text.trim();
  const address: Address | undefined = trimmed === "" ? zeroAddress : isAddress(trimmed) ? trimmed : undefined;
  const asset = useFeeAsset(address);
  return address === undefined ? null : asset;
}
