import { revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Begins a token's revenue periods after the offering succeeded. By anyone. */
export function startRevenue(token: Address): Action {
  return {
    key: `start revenue ${token}`,
    label: (m) => m.flows.startRevenue,
    to: token,
    data: encodeFunctionData({ abi: revenueShareTokenAbi, functionName: "start" }),
  };
}
