import { aigcCollectionAbi, aigcCollectionsAbi } from "@openimo/contracts";
import { type Address, BaseError, ContractFunctionRevertedError, type Hex, keccak256, zeroAddress } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { readTokenMetadata, type TokenMetadata } from "./token-metadata.ts";

export type TokenStatus = "provisional" | "disputed" | "contested" | "outdated" | "verified" | "void";
const TOKEN_STATUSES: readonly TokenStatus[] = [
  ...(["provisional", "disputed", "contested", "outdated", "verified", "void"] as const),
];

/** A model's collection of answers, and what its rules ask of a request. */
export interface Collection {
  /** Where it is, or will be once anybody creates it. */
  readonly address: Address;
  readonly exists: boolean;
}

/** The token of a prompt, whichever request it was minted by. */
export interface AnswerToken {
  readonly id: bigint;
  readonly owner: Address;
  readonly status: TokenStatus;
  readonly locked: boolean;
  /** The request whose answer it shows. */
  readonly requestId: bigint;
  /** Until then an earlier claim takes it, in unix seconds. */
  readonly contestEnd: number;
  /** The request's input, of which the id is the hash. */
  readonly prompt: Hex;
  /** The data that it has: not the answer that stands, as long as it is outdated. */
  readonly data: Hex;
  readonly metadata: TokenMetadata;
}

export async function readCollection({ client, deployment }: ChainAccess, modelId: bigint): Promise<Collection> {
  const collections = { address: deployment.aigcCollections, abi: aigcCollectionsAbi } as const;
  const [existing, predicted] = await Promise.all([
    readContract(client, { ...collections, functionName: "collectionOf", args: [modelId] }),
    readContract(client, { ...collections, functionName: "predictCollection", args: [modelId] }),
  ]);
  return { address: predicted, exists: existing !== zeroAddress };
}

/** @returns undefined as long as nobody has minted the prompt. */
export async function readAnswerToken(
  access: ChainAccess,
  { address, exists }: Collection,
  prompt: Hex,
): Promise<AnswerToken | undefined> {
  return exists ? readTokenById(access, address, BigInt(keccak256(prompt))) : undefined;
}

/** @returns undefined when a collection has no such token. */
export async function readTokenById(
  { client }: ChainAccess,
  address: Address,
  id: bigint,
): Promise<AnswerToken | undefined> {
  const read = { address, abi: aigcCollectionAbi, args: [id] } as const;
  try {
    const [token, owner, status, locked, uri] = await Promise.all([
      readContract(client, { ...read, functionName: "tokenOf" }),
      readContract(client, { ...read, functionName: "ownerOf" }),
      readContract(client, { ...read, functionName: "statusOf" }),
      readContract(client, { ...read, functionName: "locked" }),
      readContract(client, { ...read, functionName: "tokenURI" }),
    ]);
    return {
      ...{ id, owner, locked, status: TOKEN_STATUSES[status] ?? "void", requestId: token.requestId },
      ...{
        contestEnd: Number(token.contestEnd),
        prompt: token.prompt,
        data: token.aigcData,
        metadata: readTokenMetadata(uri),
      },
    };
  } catch (error) {
    if (isNonexistent(error)) return undefined;
    throw error;
  }
}

function isNonexistent(error: unknown): boolean {
  const revert = error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  return revert instanceof ContractFunctionRevertedError && revert.data?.errorName === "ERC721NonexistentToken";
}
