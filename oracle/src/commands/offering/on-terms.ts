import { offeringAbi } from "@openimo/contracts";
import { encodeFunctionData, type Hex, isHash, type TransactionReceipt } from "viem";
import { UsageError } from "../../command-line/errors.ts";
import type { Target } from "./target.ts";

/** Argument of every payment into a sale. */
export const TERMS_ARGS = {
  terms: {
    type: "string",
    valueHint: "hash",
    description: "Pay on these terms only, as `offering show` tells their hash; those of now when not given",
  },
} as const;

/**
 * Makes a payment that is refused if the offering has other terms when it is mined: where a chain is reorganised, another launch may
 * have taken the same address.
 * @param data The call that pays.
 * @param terms The hash of the terms, or undefined for those of now.
 * @throws UsageError when that is no hash.
 */
export async function payOnTerms(
  { connection, offering, call }: Target,
  data: Hex,
  valueWei: bigint,
  terms: string | undefined,
): Promise<TransactionReceipt> {
  const contract = { address: offering, abi: offeringAbi } as const;
  if (terms !== undefined && !isHash(terms)) throw new UsageError(`Option --terms is no hash of 32 bytes: ${terms}.`);
  const expected = terms ?? (await connection.client.readContract({ ...contract, functionName: "termsHash" }));
  return call(encodeFunctionData({ abi: offeringAbi, functionName: "onTerms", args: [expected, data] }), valueWei);
}
