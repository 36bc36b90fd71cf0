import type { Address } from "viem";
import { readRequest } from "./read-request.ts";
import { readRequestsOfAccount, readRequestsOfModel } from "./read-requests.ts";
import { useChainQuery } from "./use-chain-query.ts";

export function useRequest(id: bigint) {
  return useChainQuery(["request", String(id)], (access) => readRequest(access, id));
}

export function useRequestsOfModel(modelId: bigint) {
  return useChainQuery(["requests of model", String(modelId)], (access) => readRequestsOfModel(access, modelId));
}

export function useRequestsOfAccount(account: Address | undefined) {
  return useChainQuery(
    ["requests of account", account ?? ""],
    (access) => (account ? readRequestsOfAccount(access, account) : Promise.resolve([])),
    { enabled: account !== undefined },
  );
}
