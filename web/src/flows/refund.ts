import { offeringAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

/** Pays an account's whole commitment back after a failure. By anyone, for anyone. */
export function refund(offering: Address, account: Address): Action {
  return {
    key: `refund ${offering} ${account}`,
    label: (m) => m.flows.refund,
    to: offering,
    data: encodeFunctionData({ abi: offeringAbi, functionName: "refund", args: [account] }),
  };
}
