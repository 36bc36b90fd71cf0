import { fixedPriceOfferingAbi, isEther } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import type { Offering } from "../hooks/read-offering.ts";
import type { Action } from "../wallet/action.ts";
import { onTerms } from "./on-terms.ts";

/**
 * Puts money into an open offering, on top of earlier commitments. Another currency than ether has to be approved first.
 * @param amount In base units of the currency.
 */
export function commit({ address, terms: { currency }, termsHash }: Offering, amount: bigint): Action {
  const call = encodeFunctionData({ abi: fixedPriceOfferingAbi, functionName: "commit", args: [amount] });
  return {
    key: `commit ${address}`,
    label: (m) => m.flows.commit,
    to: address,
    data: onTerms(termsHash, call),
    valueWei: isEther(currency) ? amount : 0n,
  };
}
