import { contributorDropAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Sends what contributors left to where the launch's terms say. By anyone, once the drop is over. */
export function sweepDrop(drop: Address): Action {
  return {
    key: `sweep drop ${drop}`,
    label: (m) => m.flows.sweepDrop,
    to: drop,
    data: encodeFunctionData({ abi: contributorDropAbi, functionName: "sweep" }),
  };
}
