import { contributorDropAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { DropClaim } from "../hooks/read-drop-file.ts";
import type { Action } from "../wallet/action.ts";

/** Sends a contributor's tokens to the contributor. By anyone. */
export function claimDrop(drop: Address, { index, account, amount, proof }: DropClaim): Action {
  return {
    key: `claim drop ${drop} ${index}`,
    label: (m) => m.flows.claimDrop,
    to: drop,
    data: encodeFunctionData({
      abi: contributorDropAbi,
      functionName: "claim",
      args: [BigInt(index), account, amount, proof],
    }),
  };
}
