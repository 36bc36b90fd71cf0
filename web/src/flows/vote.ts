import { holderGovernorAbi } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import type { Proposal } from "../hooks/use-governance.ts";
import type { Action } from "../wallet/action.ts";

/** `VoteType` of the governor. */
const SUPPORT = { against: 0, inFavour: 1, abstain: 2 } as const;
export type Support = keyof typeof SUPPORT;

/** Votes on a proposal, once, with what the account held when voting began. */
export function vote({ governor, id }: Pick<Proposal, "governor" | "id">, support: Support): Action {
  return {
    key: `vote ${governor} ${id} ${support}`,
    label: (m) => m.governance.vote[support],
    to: governor,
    data: encodeFunctionData({ abi: holderGovernorAbi, functionName: "castVote", args: [id, SUPPORT[support]] }),
  };
}
