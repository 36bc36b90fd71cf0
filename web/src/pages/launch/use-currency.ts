import type { FeeAsset } from "@openimo/contracts";
import { isAddress, zeroAddress } from "viem";
import { useFeeAsset } from "../../hooks/use-fee-asset.ts";
import type { LaunchDraft } from "./launch-draft.ts";

/** What buyers pay in by a draft: null when that is no ERC-20 that tells its decimals, undefined while it isn't known. */
export function useCurrency({ currency }: LaunchDraft): FeeAsset | null | undefined {
  const text = currency.trim();
  const address = text === "" ? zeroAddress : isAddress(text) ? text : undefined;
  const asset = useFeeAsset(address);
  return address === undefined ? null : asset;
}
