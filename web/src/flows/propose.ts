import { holderGovernorAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Decision } from "../hooks/use-governance.ts";
import type { Action } from "../wallet/action.ts";

/** It goes to the token as revenue, so that the period closes whose balances vote. */
const DEPOSIT_WEI = 1n;

/** Proposes what the holders then vote on. */
export function propose(governor: Address, decision: Decision, description: string): Action {
  const abi = holderGovernorAbi;
  return {
    key: `propose ${governor}`,
    label: (m) => m.proposing.propose,
    to: governor,
    data:
      decision.kind === "grant"
        ? encodeFunctionData({
            abi,
            functionName: "proposeGrant",
            args: [decision.asset, decision.payee, decision.amount, description],
          })
        : encodeFunctionData({ abi, functionName: "proposeVersion", args: [decision.modelId, description] }),
    valueWei: DEPOSIT_WEI,
  };
}
