import { offeringAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Burns what was not sold. By anyone. */
export function burnUnsold(offering: Address): Action {
  return {
    key: `burn unsold ${offering}`,
    label: (m) => m.flows.burnUnsold,
    to: offering,
    data: encodeFunctionData({ abi: offeringAbi, functionName: "burnUnsold" }),
  };
}
