import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Moves a model's collected revenue to where its router says. By anyone. */
export function settleRevenue(oracle: Address, modelId: bigint): Action {
  return {
    key: `settle revenue ${modelId}`,
    label: (m) => m.flows.settleRevenue,
    to: oracle,
    data: encodeFunctionData({ abi: inferenceOracleAbi, functionName: "settleRevenue", args: [modelId] }),
  };
}
