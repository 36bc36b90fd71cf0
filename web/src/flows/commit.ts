import { fixedPriceOfferingAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Puts ether into an open offering, on top of earlier commitments. */
export function commit(offering: Address, amountWei: bigint): Action {
  return {
    key: `commit ${offering}`,
    label: (m) => m.flows.commit,
    to: offering,
    data: encodeFunctionData({ abi: fixedPriceOfferingAbi, functionName: "commit" }),
    valueWei: amountWei,
  };
}
