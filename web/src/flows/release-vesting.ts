import { tokenVestingAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Sends what has vested until now to whom it belongs. By anyone. */
export function releaseVesting(vesting: Address, token: Address): Action {
  return {
    key: `release vesting ${vesting}`,
    label: (m) => m.flows.releaseVesting,
    to: vesting,
    // `releasable` and `release` have a second form without arguments, for ether.
    data: encodeFunctionData({ abi: tokenVestingAbi, functionName: "release", args: [token] }),
  };
}
