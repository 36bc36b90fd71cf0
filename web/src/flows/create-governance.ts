import { modelGovernanceAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Creates governor and treasury of a token, once, by anyone. Their addresses are known before. */
export function createGovernance(modelGovernance: Address, token: Address): Action {
  return {
    key: `create governance ${token}`,
    label: (m) => m.proposing.create,
    to: modelGovernance,
    data: encodeFunctionData({ abi: modelGovernanceAbi, functionName: "createGovernance", args: [token] }),
  };
}
