import { offeringAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Fixes the numbers of a successful offering. By anyone. */
export function finaliseOffering(offering: Address): Action {
  return {
    key: `finalise offering ${offering}`,
    label: (m) => m.flows.finaliseOffering,
    to: offering,
    data: encodeFunctionData({ abi: offeringAbi, functionName: "finalise" }),
  };
}
