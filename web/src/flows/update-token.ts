import { aigcCollectionAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, type Hex } from "viem";
import type { Action } from "../wallet/action.ts";

/** Gives a token the final answer where a dispute overturned the one that it has. By anyone. */
export function updateToken(collection: Address, prompt: Hex, answer: Hex): Action {
  return {
    key: `update token ${collection} ${prompt}`,
    label: (m) => m.flows.updateToken,
    to: collection,
    data: encodeFunctionData({ abi: aigcCollectionAbi, functionName: "update", args: [prompt, answer] }),
  };
}
