import type { ChainAccess } from "../../app/chain.ts";
import { amountIn, askIndex, numberIn } from "./ask-index.ts";
import type { ModelEarnings } from "./use-model-earnings.ts";

/** @throws IndexError */
export async function readModelEarnings(access: ChainAccess): Promise<ReadonlyMap<bigint, ModelEarnings>> {
  const { rows } = await askIndex(access, "models", { sort: "revenue", limit: "100" });
  return new Map(
    rows.map((cells) => [
      amountIn(cells, "id"),
      { recentRevenue: amountIn(cells, "recentRevenue"), recentCalls: numberIn(cells, "recentCalls") },
    ]),
  );
}
