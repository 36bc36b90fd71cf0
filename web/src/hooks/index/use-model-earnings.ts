import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useChain } from "../../app/chain.ts";

/** What a model earned in the last 30 days, in the smallest unit of its asset. */
export interface ModelEarnings {
  readonly recentRevenue: bigint;
  readonly recentCalls: number;
}

/** What all listed models earned, by id: only an index knows it, and without one nothing is said. */
export function useModelEarnings(): UseQueryResult<ReadonlyMap<bigint, ModelEarnings>> {
  const access = useChain();
  return useQuery({
    queryKey: ["chain", access.chain.id, "index", "earnings"],
    // Loaded apart: the home page shows its models before it knows what they earned.
    queryFn: async () => (await import("./read-model-earnings.ts")).readModelEarnings(access),
    enabled: access.settings.indexerUrl !== undefined,
    refetchInterval: access.pollMs * 4,
    staleTime: access.pollMs * 2,
    retry: false,
  });
}
