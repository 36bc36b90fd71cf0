import { aigcCollectionAbi, aigcCollectionsAbi } from "@openimo/contracts";
import { type Address, getAbiItem, getAddress } from "viem";
import { getLogs } from "viem/actions";
import type { ChainAccess } from "../../app/chain.ts";
import { readLogs, readLogsOf } from "../read-logs.ts";
import { amountIn, hexIn, numberIn } from "./ask-index.ts";
import { useIndexed } from "./use-indexed.ts";

/** A model's answers as tokens. */
export interface CollectionSummary {
  readonly collection: Address;
  readonly modelId: bigint;
  readonly tokens: number;
}

/** A token of a collection; all else of it is read from its contract. */
export interface TokenSummary {
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly requestId: bigint;
  readonly modelId: bigint;
}

const created = getAbiItem({ abi: aigcCollectionsAbi, name: "CollectionCreated" });
const claimed = getAbiItem({ abi: aigcCollectionAbi, name: "PromptClaimed" });

const readCollections = (access: ChainAccess) =>
  readLogs(access, (range) =>
    getLogs(access.client, { address: access.deployment.aigcCollections, event: created, strict: true, ...range }),
  );

/** Tokens as their newest claim has them, the newest first. */
async function readTokens(access: ChainAccess): Promise<TokenSummary[]> {
  const collections = await readCollections(access);
  const modelOf = new Map(collections.map(({ args }) => [getAddress(args.collection), args.modelId]));
  const logs = await readLogsOf(access, [...modelOf.keys()], (range) =>
    getLogs(access.client, { event: claimed, strict: true, ...range }),
  );
  const newest = new Map<string, TokenSummary>();
  for (const { address, args } of logs) {
    const collection = getAddress(address);
    const key = `${collection} ${args.tokenId}`;
    newest.delete(key);
    const modelId = modelOf.get(collection) ?? 0n;
    newest.set(key, { collection, tokenId: args.tokenId, requestId: args.requestId, modelId });
  }
  return [...newest.values()].reverse();
}

/** Collections, the newest first. */
export function useCollections() {
  return useIndexed<CollectionSummary>({
    ...{ name: "collections", parameters: { limit: "60" } },
    rowOf: (cells) => ({
      ...{ collection: getAddress(hexIn(cells, "collection")), modelId: amountIn(cells, "modelId") },
      tokens: numberIn(cells, "tokens"),
    }),
    fromChain: async (access) => {
      const [collections, tokens] = await Promise.all([readCollections(access), readTokens(access)]);
      return collections.reverse().map(({ args }) => {
        const collection = getAddress(args.collection);
        const count = tokens.filter((token) => token.collection === collection).length;
        return { collection, modelId: args.modelId, tokens: count };
      });
    },
  });
}

/** A page of the gallery shows so many. */
export const TOKENS_PER_PAGE = 24;

/** Tokens of all collections or of one, the newest first. @param page From 0. */
export function useTokens(collection: Address | undefined, page: number) {
  const offset = page * TOKENS_PER_PAGE;
  // One more than is shown tells whether there is another page.
  const limit = TOKENS_PER_PAGE + 1;
  return useIndexed<TokenSummary>({
    name: "tokens",
    parameters: { limit: String(limit), offset: String(offset), ...(collection && { collection }) },
    rowOf: (cells) => ({
      ...{ collection: getAddress(hexIn(cells, "collection")), tokenId: amountIn(cells, "tokenId") },
      ...{ requestId: amountIn(cells, "requestId"), modelId: amountIn(cells, "modelId") },
    }),
    fromChain: async (access) =>
      (await readTokens(access))
        .filter((token) => collection === undefined || token.collection === collection)
        .slice(offset, offset + limit),
  });
}
