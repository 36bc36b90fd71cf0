import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Pays an account what the oracle owes it in an asset, the zero address for ether. By anyone, for anyone. */
export function withdrawCredit(oracle: Address, account: Address, asset: Address): Action {
  return {
    key: `withdraw credit ${account} ${asset}`,
    label: (m) => m.flows.withdrawCredit,
    to: oracle,
    data: encodeFunctionData({ abi: inferenceOracleAbi, functionName: "withdrawAsset", args: [account, asset] }),
  };
}
