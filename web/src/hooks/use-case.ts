import { courtOf } from "@openimo/player";
import type { Address } from "viem";
import { readContract } from "viem/actions";
import { readCase } from "./read-case.ts";
import type { InferenceRequest } from "./read-request.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** The case of a request's dispute; null where the chain has none. */
export function useCase({ id, dispute }: InferenceRequest) {
  const openedBlock = dispute?.blockNumber ?? 0n;
  return useChainQuery(["case", String(id), String(openedBlock)], (access) => readCase(access, id, openedBlock), {
    enabled: dispute !== undefined,
  });
}

/** What the court owes an account, in wei: bonds, and shares of lost ones. */
export function useCourtCredit(account: Address | undefined) {
  return useChainQuery(
    ["court credit", account ?? ""],
    (access) =>
      account
        ? readContract(access.client, { ...courtOf(access), functionName: "creditWei", args: [account] })
        : Promise.resolve(0n),
    { enabled: account !== undefined },
  );
}
