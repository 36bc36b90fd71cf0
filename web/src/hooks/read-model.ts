import { isEther, launchpadAbi, modelRegistryAbi } from "@openimo/contracts";
import { type Address, type Hex, zeroAddress } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { type Offering, readOffering } from "./read-offering.ts";

export interface ListedModel {
  readonly id: bigint;
  readonly developer: Address;
  readonly registeredAt: number;
  readonly name: string;
  readonly programRoot: Hex;
  readonly weightsRoot: Hex;
  /** What the fee is paid in, the zero address for ether. */
  readonly feeAsset: Address;
  /** In the smallest unit of that asset. */
  readonly feeAmount: bigint;
  readonly operatorRewardWei: bigint;
  /** What a call without a callback costs in ether; a fee in another asset comes on top. */
  readonly priceWei: bigint;
  readonly inputLengthMin: number;
  readonly inputLengthMax: number;
  readonly revenueRouter: Address;
  readonly packageURI: string;
  /** The newest launch; undefined before the first. */
  readonly launch?: { readonly token: Address; readonly launchedAt: number; readonly offering: Offering };
}

/** What a model is to an investor; a model without an offering is `unlaunched`. */
export type ModelStatus = "unlaunched" | "scheduled" | "open" | "succeeded" | "live" | "failed";

export function statusOf({ launch }: ListedModel): ModelStatus {
  if (!launch) return "unlaunched";
  const { stage, finalised } = launch.offering;
  return stage === "succeeded" && finalised ? "live" : stage;
}

export async function readModel(access: ChainAccess, id: bigint): Promise<ListedModel> {
  const { client, deployment } = access;
  const [{ developer, registeredAt, terms }, launch] = await Promise.all([
    readContract(client, {
      address: deployment.modelRegistry,
      abi: modelRegistryAbi,
      functionName: "model",
      args: [id],
    }),
    readContract(client, { address: deployment.launchpad, abi: launchpadAbi, functionName: "launchOf", args: [id] }),
  ]);
  const launched = launch.offering !== zeroAddress;
  return {
    id,
    developer,
    registeredAt,
    ...terms,
    priceWei: (isEther(terms.feeAsset) ? terms.feeAmount : 0n) + terms.operatorRewardWei,
    launch: launched
      ? {
          token: launch.token,
          launchedAt: launch.launchedAt,
          offering: await readOffering(access, launch.offering, launch.kind),
        }
      : undefined,
  };
}

/** The home page shows at most so many models, the newest; the contract has no limit. */
export const MAX_LISTED_MODELS = 300;

export async function readModels(access: ChainAccess): Promise<ListedModel[]> {
  const registry = { address: access.deployment.modelRegistry, abi: modelRegistryAbi } as const;
  const count = Number(await readContract(access.client, { ...registry, functionName: "modelCount" }));
  const indexes = Array.from({ length: Math.min(count, MAX_LISTED_MODELS) }, (_, i) => BigInt(count - 1 - i));
  return Promise.all(
    indexes.map(async (index) =>
      readModel(access, await readContract(access.client, { ...registry, functionName: "modelIdAt", args: [index] })),
    ),
  );
}
