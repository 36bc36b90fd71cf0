import type { FeeAsset } from "@openimo/contracts";
import { isAddress } from "viem";
import { parseAmount, parseId } from "../../components/parse-amount.ts";
import type { Decision } from "../../hooks/use-governance.ts";

/** A proposal as it was typed. */
export interface ProposalDraft {
  readonly kind: Decision["kind"];
  readonly payee: string;
  readonly amount: string;
  /** Address of an ERC-20; empty for ether. */
  readonly asset: string;
  readonly model: string;
  readonly description: string;
}

export const EMPTY_PROPOSAL: ProposalDraft = {
  kind: "grant",
  payee: "",
  amount: "",
  asset: "",
  model: "",
  description: "",
};

/** What a draft means; undefined as long as something is missing or wrong, or the asset's decimals aren't known. */
export function decisionOf(draft: ProposalDraft, asset: FeeAsset | undefined): Decision | undefined {
  if (draft.kind === "version") {
    const modelId = parseId(draft.model.trim());
    return modelId === undefined ? undefined : { kind: "version", modelId };
  }
  const payee = draft.payee.trim();
  const amount = asset && parseAmount(draft.amount, asset.decimals);
  if (!asset || !amount || !isAddress(payee)) return undefined;
  return { kind: "grant", asset: asset.address, payee, amount };
}
