import { offeringAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Gives the developer its own tokens. By anyone. */
export function claimDeveloperTokens(offering: Address): Action {
  return {
    key: `claim developer tokens ${offering}`,
    label: (m) => m.flows.claimDeveloperTokens,
    to: offering,
    data: encodeFunctionData({ abi: offeringAbi, functionName: "claimDeveloperTokens" }),
  };
}
