import { modelRegistryAbi } from "@openimo/contracts";
import {
  type Address,
  type ContractFunctionReturnType,
  concat,
  encodeAbiParameters,
  getAbiItem,
  type Hex,
  hexToBigInt,
  keccak256,
  parseAbiParameters,
} from "viem";
import type { Connection } from "../chain/connection.ts";
import { idHex } from "../chain/format.ts";
import { FailedError } from "../command-line/errors.ts";
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

type Listed = ContractFunctionReturnType<typeof modelRegistryAbi, "view", "model">;

const [TERMS] = getAbiItem({ abi: modelRegistryAbi, name: "register" }).inputs;
const PLACE = parseAbiParameters("uint256, address, address");

/** As `modelIdOf` of the registry. */
function modelIdOf({ chain, deployment }: Connection, { developer, terms }: Listed): bigint {
  const parts = [BigInt(chain.id), deployment.modelRegistry, developer, terms] as const;
  return hexToBigInt(keccak256(encodeAbiParameters([...PLACE, TERMS], parts)));
}

/**
 * The id is a hash of all that an answer depends on, so no RPC can pass off one model as another, whose answers would be wrong.
 * @throws viem's error, which holds `ModelUnknown`, when there is none; FailedError when the RPC gives another one.
 */
export async function readModel(connection: Connection, id: bigint): Promise<RegisteredModel> {
  const { client, deployment } = connection;
  const listed = await client.readContract({
    address: deployment.modelRegistry,
    abi: modelRegistryAbi,
    functionName: "model",
    args: [id],
  });
  if (modelIdOf(connection, listed) !== id) {
    throw new FailedError(`The RPC gives another model than ${idHex(id)} for it.`);
  }
  const { developer, registeredAt, terms } = listed;
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
