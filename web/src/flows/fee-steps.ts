import type { FeeAsset } from "@openimo/contracts";
import type { Address } from "viem";
import type { FeePayment } from "../hooks/use-fee-asset.ts";
import type { Action } from "../wallet/action.ts";
import { approveFee } from "./approve-fee.ts";

/**
 * What an account still has to sign before a contract can take a payment. It follows from the chain alone, so it goes on where it was
 * after a reload.
 * @param shown The amount for people.
 */
export function feeSteps(
  asset: FeeAsset,
  spender: Address,
  amount: bigint,
  shown: string,
  { allowance }: FeePayment,
): Action[] {
  if (allowance >= amount) return [];
  const approve = approveFee(asset.address, spender, amount, shown);
  // Some assets change an allowance only from and to nothing.
  return allowance > 0n ? [approveFee(asset.address, spender, 0n, ""), approve] : [approve];
}
