import { fixedPriceOfferingAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Takes money back out of an open offering, before the cut-off. */
export function withdrawCommitment(offering: Address, amount: bigint): Action {
  return {
    key: `withdraw commitment ${offering}`,
    label: (m) => m.flows.withdrawCommitment,
    to: offering,
    data: encodeFunctionData({ abi: fixedPriceOfferingAbi, functionName: "withdraw", args: [amount] }),
  };
}
