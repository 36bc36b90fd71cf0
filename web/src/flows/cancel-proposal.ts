import { holderGovernorAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import type { Proposal } from "../hooks/use-governance.ts";
import type { Action } from "../wallet/action.ts";

/** Takes a proposal back before voting begins, by whoever made it. */
export function cancelProposal({ governor, id }: Pick<Proposal, "governor" | "id">): Action {
  return {
    key: `cancel ${governor} ${id}`,
    label: (m) => m.proposing.cancel,
    to: governor,
    data: encodeFunctionData({ abi: holderGovernorAbi, functionName: "cancel", args: [id] }),
  };
}
