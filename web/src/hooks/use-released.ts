import { contributorDropAbi, tokenVestingAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** Base units that a vesting has sent and would send now. */
export interface Released {
  readonly released: bigint;
  readonly releasable: bigint;
}

export async function readReleased({ client }: ChainAccess, vesting: Address, token: Address): Promise<Released> {
  const contract = { address: vesting, abi: tokenVestingAbi, args: [token] } as const;
  const [released, releasable] = await Promise.all([
    readContract(client, { ...contract, functionName: "released" }),
    readContract(client, { ...contract, functionName: "releasable" }),
  ]);
  return { released, releasable };
}

export function useReleased(vesting: Address, token: Address) {
  return useChainQuery(["released", vesting], (access) => readReleased(access, vesting, token));
}

/** Which of a drop's leaves were claimed. */
export function useClaimed(drop: Address, indexes: readonly number[]) {
  return useChainQuery(["claimed", drop, indexes.join()], async ({ client }): Promise<ReadonlySet<number>> => {
    const contract = { address: drop, abi: contributorDropAbi, functionName: "isClaimed" } as const;
    const claimed = await Promise.all(
      indexes.map(async (index) => ({
        index,
        isClaimed: await readContract(client, { ...contract, args: [BigInt(index)] }),
      })),
    );
    return new Set(claimed.filter(({ isClaimed }) => isClaimed).map(({ index }) => index));
  });
}
