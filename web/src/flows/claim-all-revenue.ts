import { revenueClaimerAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Pays an account the revenue of several tokens at once; one that fails holds up no other. By anyone, for anyone. */
export function claimAllRevenue(claimer: Address, account: Address, tokens: readonly Address[]): Action {
  return {
    key: `claim all revenue ${account}`,
    label: (m) => m.flows.claimAllRevenue,
    to: claimer,
    data: encodeFunctionData({ abi: revenueClaimerAbi, functionName: "claimMany", args: [account, tokens] }),
  };
}
