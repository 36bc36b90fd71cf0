import { offeringAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Pays the raise to the developer. By anyone. */
export function withdrawRaise(offering: Address): Action {
  return {
    key: `withdraw raise ${offering}`,
    label: (m) => m.flows.withdrawRaise,
    to: offering,
    data: encodeFunctionData({ abi: offeringAbi, functionName: "withdrawRaise" }),
  };
}
