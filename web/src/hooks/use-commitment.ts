import { fixedPriceOfferingAbi, offeringAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import type { Offering } from "./read-offering.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** Amounts are in base units of the offering's currency. */
export interface Commitment {
  /** 0 in a kind of sale that this page doesn't know. */
  readonly committed: bigint;
  /** Claimed or refunded already. */
  readonly settled: boolean;
  /** A refund that the account didn't take when its tokens were claimed. */
  readonly refundOwed: bigint;
}

export async function readCommitment(
  { client }: ChainAccess,
  { address, fixedPrice }: Offering,
  account: Address,
): Promise<Commitment> {
  const args = [account] as const;
  const contract = { address, abi: fixedPriceOfferingAbi, args } as const;
  const [committed, settled, refundOwed] = await Promise.all([
    fixedPrice ? readContract(client, { ...contract, functionName: "committed" }) : 0n,
    fixedPrice ? readContract(client, { ...contract, functionName: "settled" }) : false,
    readContract(client, { address, abi: offeringAbi, functionName: "refundOwed", args }),
  ]);
  return { committed, settled, refundOwed };
}

export function useCommitment(offering: Offering, account: Address | undefined) {
  return useChainQuery(
    ["commitment", offering.address, account ?? ""],
    (access) => (account ? readCommitment(access, offering, account) : Promise.reject(new Error("no account"))),
    { enabled: account !== undefined },
  );
}
