import { useQuery } from "@tanstack/react-query";
import { useChain } from "../app/chain.ts";
import type { ListedModel } from "./read-model.ts";
import { readModelPackage } from "./read-package.ts";

/** The model's package, fetched from where its registration says and checked against the registry. */
export function usePackage(model: ListedModel | undefined) {
  const { chain } = useChain();
  return useQuery({
    queryKey: ["package", chain.id, String(model?.id)],
    queryFn: ({ signal }) => (model ? readModelPackage(model, signal) : Promise.reject(new Error("no model"))),
    enabled: model !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
