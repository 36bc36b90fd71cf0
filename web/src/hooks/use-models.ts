import type { UseQueryResult } from "@tanstack/react-query";
import { type ListedModel, readModel, readModels } from "./read-model.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** All registered models, the newest first. */
export function useModels(): UseQueryResult<ListedModel[]> {
  return useChainQuery(["models"], readModels);
}

export function useModel(id: bigint): UseQueryResult<ListedModel> {
  return useChainQuery(["model", String(id)], (access) => readModel(access, id));
}
