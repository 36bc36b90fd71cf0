import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useChain } from "../../app/chain.ts";
import { amountIn, askIndex, numberIn } from "./ask-index.ts";

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
    queryFn: async () => {
      const { rows } = await askIndex(access, "models", { sort: "revenue", limit: "100" });
      return new Map(
        rows.map((cells) => [
          amountIn(cells, "id"),
          { recentRevenue: amountIn(cells, "recentRevenue"), recentCalls: numberIn(cells, "recentCalls") },
        ]),
      );
    },
    enabled: access.settings.indexerUrl !== undefined,
    refetchInterval: access.pollMs * 4,
    staleTime: access.pollMs * 2,
    retry: false,
  });
}
