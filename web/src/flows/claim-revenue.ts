import { revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Pays an account the revenue of all closed periods. By anyone, for anyone. */
export function claimRevenue(token: Address, account: Address): Action {
  return {
    key: `claim revenue ${token} ${account}`,
    label: (m) => m.flows.claimRevenue,
    to: token,
    data: encodeFunctionData({ abi: revenueShareTokenAbi, functionName: "claimFor", args: [account] }),
  };
}
