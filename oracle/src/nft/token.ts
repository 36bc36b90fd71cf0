import type { aigcCollectionAbi } from "@openimo/contracts";
import type { ContractFunctionReturnType } from "viem";
import { type Address, type Hex, keccak256, toHex } from "viem";
import type { Connection } from "../chain/connection.ts";
import { findAnswer } from "../chain/find-answer.ts";
import { type FoundRequest, findInputs, findRequest, readState } from "../chain/find-request.ts";
import { idHex } from "../chain/format.ts";
import { hasAnswer, STATUS_NAMES } from "../chain/request.ts";
import { FailedError, TryAgainError } from "../command-line/errors.ts";
import { parseRequestId } from "../command-line/ids.ts";
import { type RegisteredModel, readModel } from "../models/registered-model.ts";
import { collectionAt, requireCollection } from "./collection.ts";

/** `TokenStatus` of the contract. */
export const TOKEN_STATUS_NAMES = ["provisional", "disputed", "contested", "outdated", "verified", "void"] as const;

export type Token = ContractFunctionReturnType<typeof aigcCollectionAbi, "view", "tokenOf"> & {
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly owner: Address;
  readonly status: (typeof TOKEN_STATUS_NAMES)[number];
  readonly locked: boolean;
};

/** A request with what a token is made of. */
export type Asked = { readonly found: FoundRequest; readonly model: RegisteredModel; readonly prompt: Hex };

export async function readAsked(connection: Connection, requestId: string): Promise<Asked> {
  const found = await findRequest(connection, parseRequestId(requestId));
  const [model, asked] = await Promise.all([
    readModel(connection, found.request.modelId),
    findInputs(connection, found),
  ]);
  if (asked.isBatch) throw new FailedError("A token is made of one prompt and its answer, and the request is a batch.");
  return { found, model, prompt: toHex(asked.inputs[0]) };
}

/**
 * The answer that a request has now.
 * @throws TryAgainError before there is one, FailedError when there will be none.
 */
export async function readAnswer(connection: Connection, { found }: Asked): Promise<Hex> {
  const state = await readState(connection, found.id);
  if (!hasAnswer(state.status)) {
    const sentence = `Request ${idHex(found.id)} is ${STATUS_NAMES[state.status]}: it has no answer`;
    throw STATUS_NAMES[state.status] === "open"
      ? new TryAgainError(`${sentence} yet.`)
      : new FailedError(`${sentence}.`);
  }
  const answer = await findAnswer(connection, found, state);
  if (answer === null) throw new FailedError(`The RPC has no answer of request ${idHex(found.id)}.`);
  return answer.output;
}

/** The token of a prompt; viem's error, which holds `ERC721NonexistentToken`, when nobody has minted it. */
export async function readToken({ client }: Connection, collection: Address, prompt: Hex): Promise<Token> {
  const tokenId = BigInt(keccak256(prompt));
  const contract = collectionAt(collection);
  const [token, owner, status, locked] = await Promise.all([
    client.readContract({ ...contract, functionName: "tokenOf", args: [tokenId] }),
    client.readContract({ ...contract, functionName: "ownerOf", args: [tokenId] }),
    client.readContract({ ...contract, functionName: "statusOf", args: [tokenId] }),
    client.readContract({ ...contract, functionName: "locked", args: [tokenId] }),
  ]);
  return { ...token, collection, tokenId, owner, status: TOKEN_STATUS_NAMES[status], locked };
}

/** The token of a request's prompt, whichever request it was minted by. */
export async function readTokenOf(connection: Connection, { model, prompt }: Asked): Promise<Token> {
  return readToken(connection, await requireCollection(connection, model), prompt);
}
