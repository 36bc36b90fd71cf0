import { revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Sends revenue deposited before a failed launch to the creator. By anyone. */
export function returnDeposits(token: Address): Action {
  return {
    key: `return deposits ${token}`,
    label: (m) => m.flows.returnDeposits,
    to: token,
    data: encodeFunctionData({ abi: revenueShareTokenAbi, functionName: "returnDeposits" }),
  };
}
