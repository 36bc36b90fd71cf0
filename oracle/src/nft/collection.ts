import { aigcCollectionAbi, aigcCollectionsAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, type LocalAccount, zeroAddress } from "viem";
import type { Connection } from "../chain/connection.ts";
import { transact } from "../chain/transact.ts";
import { FailedError } from "../command-line/errors.ts";
import type { RegisteredModel } from "../models/registered-model.ts";

/** A contract of generated content, for reading. */
export const collectionAt = (address: Address) => ({ address, abi: aigcCollectionAbi }) as const;

/** A model's collection, or undefined as long as nobody has created it. */
export async function findCollection(connection: Connection, modelId: bigint): Promise<Address | undefined> {
  const collection = await connection.client.readContract({
    address: connection.deployment.aigcCollections,
    abi: aigcCollectionsAbi,
    functionName: "collectionOf",
    args: [modelId],
  });
  return collection === zeroAddress ? undefined : collection;
}

/** @throws FailedError when nobody has created it. */
export async function requireCollection(connection: Connection, model: RegisteredModel): Promise<Address> {
  const collection = await findCollection(connection, model.id);
  if (collection !== undefined) return collection;
  throw new FailedError(`Nobody has minted an answer of ${model.name}: it has no collection yet.`);
}

/** A model's collection, which is created where nobody has yet. */
export async function ensureCollection(
  connection: Connection,
  account: LocalAccount,
  modelId: bigint,
): Promise<Address> {
  const existing = await findCollection(connection, modelId);
  if (existing !== undefined) return existing;
  const data = encodeFunctionData({ abi: aigcCollectionsAbi, functionName: "create", args: [modelId] });
  try {
    await transact(connection, account, { to: connection.deployment.aigcCollections, data });
  } catch (error) {
    // Somebody else may have created it a moment earlier.
    const other = await findCollection(connection, modelId);
    if (other !== undefined) return other;
    throw error;
  }
  const created = await findCollection(connection, modelId);
  if (created === undefined) throw new FailedError("The collection was created and is not there.");
  return created;
}
