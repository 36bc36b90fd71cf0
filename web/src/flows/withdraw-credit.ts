import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Pays an account what the oracle owes it. By anyone, for anyone. */
export function withdrawCredit(oracle: Address, account: Address): Action {
  return {
    key: `withdraw credit ${account}`,
    label: (m) => m.flows.withdrawCredit,
    to: oracle,
    data: encodeFunctionData({ abi: inferenceOracleAbi, functionName: "withdraw", args: [account] }),
  };
}
