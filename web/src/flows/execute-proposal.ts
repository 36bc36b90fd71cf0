import { holderGovernorAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import type { Proposal } from "../hooks/use-governance.ts";
import type { Action } from "../wallet/action.ts";

/** Does what holders decided, by anyone. */
export function executeProposal({ governor, id }: Pick<Proposal, "governor" | "id">): Action {
  return {
    key: `execute ${governor} ${id}`,
    label: (m) => m.governance.execute,
    to: governor,
    data: encodeFunctionData({ abi: holderGovernorAbi, functionName: "execute", args: [id] }),
  };
}
