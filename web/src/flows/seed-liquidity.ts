import { offeringAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Turns the liquidity's part of the raise into a locked position. By anyone. */
export function seedLiquidity(offering: Address): Action {
  return {
    key: `seed liquidity ${offering}`,
    label: (m) => m.flows.seedLiquidity,
    to: offering,
    data: encodeFunctionData({ abi: offeringAbi, functionName: "seedLiquidity" }),
  };
}
