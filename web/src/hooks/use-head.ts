import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { getBlock } from "viem/actions";
import { useChain } from "../app/chain.ts";

export interface Head {
  readonly number: bigint;
  /** The chain's time, unix seconds. */
  readonly timestamp: number;
  /** When this page learnt of it, in milliseconds of its own clock. */
  readonly seenAtMs: number;
}

/** The newest block: the clock of everything here. Its failures are what "the RPC is down" means. */
export function useHead(): UseQueryResult<Head> {
  const { client, chain, pollMs } = useChain();
  return useQuery({
    queryKey: ["head", chain.id],
    queryFn: async ({ queryKey, client: queries }): Promise<Head> => {
      const { number, timestamp } = await getBlock(client, { blockTag: "latest" });
      const last = queries.getQueryData<Head>(queryKey);
      return last?.number === number ? last : { number, timestamp: Number(timestamp), seenAtMs: Date.now() };
    },
    refetchInterval: pollMs,
    staleTime: pollMs,
    retry: false,
  });
}
