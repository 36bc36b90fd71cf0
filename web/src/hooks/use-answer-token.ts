import type { Hex } from "viem";
import { type Collection, readAnswerToken, readCollection } from "./read-answer-token.ts";
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
