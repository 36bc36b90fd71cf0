import { fixedPriceOfferingAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { readContract } from "viem/actions";
import { useChainQuery } from "./use-chain-query.ts";

/** What a round has guaranteed, in base units of the currency. */
export interface RoundStand {
  readonly total: bigint;
  readonly own: bigint;
}

export function useRound(offering: Address, round: number, account: Address) {
  return useChainQuery(["round", offering, String(round), account], async ({ client }): Promise<RoundStand> => {
    const contract = { address: offering, abi: fixedPriceOfferingAbi } as const;
    const [total, own] = await Promise.all([
      readContract(client, { ...contract, functionName: "roundTotal", args: [BigInt(round)] }),
      readContract(client, { ...contract, functionName: "roundCommitment", args: [BigInt(round), account] }),
    ]);
    return { total, own };
  });
}
