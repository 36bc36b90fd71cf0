import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { type ChainAccess, useChain } from "../app/chain.ts";

interface ChainQueryOptions {
  readonly enabled?: boolean;
  /** `false` for what never changes on chain. */
  readonly refetch?: boolean;
}

/** A read of the chain: kept fresh while it is on screen, and read again after each transaction. */
export function useChainQuery<T>(
  key: readonly string[],
  read: (access: ChainAccess) => Promise<T>,
  { enabled = true, refetch = true }: ChainQueryOptions = {},
): UseQueryResult<T> {
  const access = useChain();
  return useQuery({
    queryKey: ["chain", access.chain.id, ...key],
    queryFn: () => read(access),
    enabled,
    refetchInterval: refetch ? access.pollMs * 2 : false,
    staleTime: refetch ? access.pollMs : Number.POSITIVE_INFINITY,
  });
}
