import { aigcCollectionsAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Creates a model's collection of answers, once for all. By anyone. */
export function createCollection(collections: Address, modelId: bigint): Action {
  return {
    key: `create collection ${modelId}`,
    label: (m) => m.flows.createCollection,
    to: collections,
    data: encodeFunctionData({ abi: aigcCollectionsAbi, functionName: "create", args: [modelId] }),
  };
}
