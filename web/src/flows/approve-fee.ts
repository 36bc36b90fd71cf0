import { type Address, encodeFunctionData, erc20Abi } from "viem";
import type { Action } from "../wallet/action.ts";

/**
 * Lets a contract take exactly one payment.
 * @param amount In the asset's smallest unit; 0 takes an allowance back.
 * @param shown The same for people.
 */
export function approveFee(asset: Address, spender: Address, amount: bigint, shown: string): Action {
  return {
    key: `approve fee ${asset} ${amount}`,
    label: (m) => (amount === 0n ? m.flows.takeBackApproval : m.flows.approveFee(shown)),
    to: asset,
    data: encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, amount] }),
  };
}
