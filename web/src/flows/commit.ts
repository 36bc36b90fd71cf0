import { fixedPriceOfferingAbi, isEther } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/**
 * Puts money into an open offering, on top of earlier commitments.
 * @param currency The zero address for ether; any other asset has to be approved first.
 */
export function commit(offering: Address, currency: Address, amount: bigint): Action {
  return {
    key: `commit ${offering}`,
    label: (m) => m.flows.commit,
    to: offering,
    data: encodeFunctionData({ abi: fixedPriceOfferingAbi, functionName: "commit", args: [amount] }),
    valueWei: isEther(currency) ? amount : 0n,
  };
}
