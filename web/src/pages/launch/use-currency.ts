import type { FeeAsset } from "@openimo/contracts";
import { useAssetNamed } from "../../hooks/use-asset-named.ts";
import type { LaunchDraft } from "./launch-draft.ts";

/** What buyers pay in by a draft: null when that is no ERC-20 that tells its decimals, undefined while it isn't known. */
export function useCurrency({ currency }: LaunchDraft): FeeAsset | null | undefined {
  return useAssetNamed(currency);
}
