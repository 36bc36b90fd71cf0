import type { Address, Hex } from "viem";
import { type Collection, readAnswerToken, readCollection, readTokenById } from "./read-answer-token.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** A model's collection of answers. */
export function useCollection(modelId: bigint) {
  return useChainQuery(["collection", String(modelId)], (access) => readCollection(access, modelId));
}

/** The token of a prompt; null as long as nobody has minted it. */
export function useAnswerToken(collection: Collection | undefined, prompt: Hex) {
  return useChainQuery(
    ["answer token", collection?.address ?? "", String(collection?.exists), prompt],
    async (access) => (collection && (await readAnswerToken(access, collection, prompt))) ?? null,
    { enabled: collection !== undefined },
  );
}

/** A token by its id; null where its collection has none of that id. */
export function useTokenById(collection: Address, id: bigint) {
  return useChainQuery(
    ["token by id", collection, String(id)],
    async (access) => (await readTokenById(access, collection, id)) ?? null,
  );
}
