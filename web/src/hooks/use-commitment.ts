import { fixedPriceOfferingAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { useChainQuery } from "./use-chain-query.ts";

export interface Commitment {
  readonly committedWei: bigint;
  /** Claimed or refunded already. */
  readonly settled: boolean;
  /** A refund that the account didn't take when its tokens were claimed, in wei. */
  readonly refundOwedWei: bigint;
}

export async function readCommitment(
  { client }: ChainAccess,
  offering: Address,
  account: Address,
): Promise<Commitment> {
  const contract = { address: offering, abi: fixedPriceOfferingAbi, args: [account] } as const;
  const [committedWei, settled, refundOwedWei] = await Promise.all([
    readContract(client, { ...contract, functionName: "committedWei" }),
    readContract(client, { ...contract, functionName: "settled" }),
    readContract(client, { ...contract, functionName: "refundOwedWei" }),
  ]);
  return { committedWei, settled, refundOwedWei };
}

export function useCommitment(offering: Address, account: Address | undefined) {
  return useChainQuery(
    ["commitment", offering, account ?? ""],
    (access) => (account ? readCommitment(access, offering, account) : Promise.reject(new Error("no account"))),
    { enabled: account !== undefined },
  );
}
