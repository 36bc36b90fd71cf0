import { modelRegistryAbi } from "@openimo/contracts";
import { type Address, concat, type Hex, keccak256 } from "viem";
import type { Connection } from "../chain/connection.ts";
import { BATCH_CALLS } from "../limits.ts";

/** A model as the registry has it. */
export type RegisteredModel = {
  readonly id: bigint;
  readonly name: string;
  readonly developer: Address;
  /** keccak256(programRoot ‖ weightsRoot) */
  readonly modelHash: Hex;
  /** The zero address for ether. */
  readonly feeAsset: Address;
  /** In the smallest unit of the asset. */
  readonly feeAmount: bigint;
  readonly operatorRewardWei: bigint;
  readonly inputLengthMin: number;
  readonly inputLengthMax: number;
  readonly revenueRouter: Address;
  readonly packageURI: string;
  /** Unix time in seconds. */
  readonly registeredAt: number;
};

/** @throws viem's error, which holds `ModelUnknown`, when there is none. */
export async function readModel({ client, deployment }: Connection, id: bigint): Promise<RegisteredModel> {
  const { developer, registeredAt, terms } = await client.readContract({
    address: deployment.modelRegistry,
    abi: modelRegistryAbi,
    functionName: "model",
    args: [id],
  });
  const { programRoot, weightsRoot, ...rest } = terms;
  return { id, developer, registeredAt, modelHash: keccak256(concat([programRoot, weightsRoot])), ...rest };
}

export async function countModels({ client, deployment }: Connection): Promise<number> {
  const count = await client.readContract({
    address: deployment.modelRegistry,
    abi: modelRegistryAbi,
    functionName: "modelCount",
  });
  return Number(count);
}

async function readModelAt(connection: Connection, index: number): Promise<RegisteredModel> {
  const id = await connection.client.readContract({
    address: connection.deployment.modelRegistry,
    abi: modelRegistryAbi,
    functionName: "modelIdAt",
    args: [BigInt(index)],
  });
  return readModel(connection, id);
}

/** Models in the order of registration, from index `first` up to and without `end`. */
export async function readModels(connection: Connection, first: number, end: number): Promise<RegisteredModel[]> {
  const models: RegisteredModel[] = [];
  for (let start = first; start < end; start += BATCH_CALLS) {
    const count = Math.min(BATCH_CALLS, end - start);
    models.push(...(await Promise.all(Array.from({ length: count }, (_, i) => readModelAt(connection, start + i)))));
  }
  return models;
}
