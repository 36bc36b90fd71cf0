import { offeringAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Gives an account its tokens and the refund of what was over-subscribed. By anyone, for anyone. */
export function claimTokens(offering: Address, account: Address): Action {
  return {
    key: `claim tokens ${offering} ${account}`,
    label: (m) => m.flows.claimTokens,
    to: offering,
    data: encodeFunctionData({ abi: offeringAbi, functionName: "claim", args: [account] }),
  };
}
