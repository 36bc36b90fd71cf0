import { offeringAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Gives what could not become liquidity to those who redeem. By anyone. */
export function releaseLiquidity(offering: Address): Action {
  return {
    key: `release liquidity ${offering}`,
    label: (m) => m.flows.releaseLiquidity,
    to: offering,
    data: encodeFunctionData({ abi: offeringAbi, functionName: "releaseLiquidity" }),
  };
}
