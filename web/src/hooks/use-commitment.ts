import { batchAuctionAbi, bondingCurveAbi, fixedPriceOfferingAbi, offeringAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import type { Offering } from "./read-offering.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** Amounts are in base units of the offering's currency. */
export interface Commitment {
  /** 0 in a kind of sale that this page doesn't know. */
  readonly committed: bigint;
  /** What of it a round guarantees. */
  readonly guaranteed: bigint;
  /** Claimed or refunded already. */
  readonly settled: boolean;
  /** A refund that the account didn't take when its tokens were claimed. */
  readonly refundOwed: bigint;
}

type Stake = Pick<Commitment, "committed" | "guaranteed" | "settled">;

/** What an account has in a sale: a commitment, a bid's budget, or what it paid on a curve. */
async function readStake({ client }: ChainAccess, { address, kind }: Offering, account: Address): Promise<Stake> {
  const args = [account] as const;
  if (kind === "auction") {
    const bid = await readContract(client, { address, abi: batchAuctionAbi, functionName: "bidOf", args });
    return { committed: bid.budget, guaranteed: 0n, settled: bid.settled };
  }
  if (kind === "curve") {
    const position = await readContract(client, { address, abi: bondingCurveAbi, functionName: "positionOf", args });
    return { committed: position.paid, guaranteed: 0n, settled: position.settled };
  }
  if (kind === undefined) return { committed: 0n, guaranteed: 0n, settled: false };
  const contract = { address, abi: fixedPriceOfferingAbi, args } as const;
  const [committed, guaranteed, settled] = await Promise.all([
    readContract(client, { ...contract, functionName: "committed" }),
    readContract(client, { ...contract, functionName: "guaranteed" }),
    readContract(client, { ...contract, functionName: "settled" }),
  ]);
  return { committed, guaranteed, settled };
}

export async function readCommitment(access: ChainAccess, offering: Offering, account: Address): Promise<Commitment> {
  const { address } = offering;
  const [stake, refundOwed] = await Promise.all([
    readStake(access, offering, account),
    readContract(access.client, { address, abi: offeringAbi, functionName: "refundOwed", args: [account] }),
  ]);
  return { ...stake, refundOwed };
}

export function useCommitment(offering: Offering, account: Address | undefined) {
  return useChainQuery(
    ["commitment", offering.address, account ?? ""],
    (access) => (account ? readCommitment(access, offering, account) : Promise.reject(new Error("no account"))),
    { enabled: account !== undefined },
  );
}
