import { offeringAbi } from "@openimo/contracts";
import { encodeFunctionData, type Hex } from "viem";

/** A call of an offering that is refused if the chain has other terms at its address by then than those that were shown. */
export function onTerms(termsHash: Hex, call: Hex): Hex {
  return encodeFunctionData({ abi: offeringAbi, functionName: "onTerms", args: [termsHash, call] });
}
