import { revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Burns the signer's tokens for their part of the redemption pool. Can't be undone. */
export function redeem(token: Address, amount: bigint): Action {
  return {
    key: `redeem ${token}`,
    label: (m) => m.flows.redeem,
    to: token,
    data: encodeFunctionData({ abi: revenueShareTokenAbi, functionName: "burn", args: [amount] }),
  };
}
