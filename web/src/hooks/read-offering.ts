import { fixedPriceOfferingAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";

export type OfferingStage = "scheduled" | "open" | "succeeded" | "failed";
const STAGES: readonly OfferingStage[] = ["scheduled", "open", "succeeded", "failed"];

export interface OfferingTerms {
  readonly saleSupply: bigint;
  readonly developerSupply: bigint;
  readonly softCapWei: bigint;
  readonly hardCapWei: bigint;
  readonly accountCapWei: bigint;
  readonly start: number;
  readonly end: number;
}

export interface Offering {
  readonly address: Address;
  readonly terms: OfferingTerms;
  readonly stage: OfferingStage;
  readonly finalised: boolean;
  readonly totalCommittedWei: bigint;
  readonly raisedWei: bigint;
  readonly cutOff: number;
  readonly developer: Address;
  readonly token: Address;
}

export async function readOffering({ client }: ChainAccess, address: Address): Promise<Offering> {
  const contract = { address, abi: fixedPriceOfferingAbi } as const;
  const [terms, state, finalised, totalCommittedWei, raisedWei, cutOff, developer, token] = await Promise.all([
    readContract(client, { ...contract, functionName: "terms" }),
    readContract(client, { ...contract, functionName: "state" }),
    readContract(client, { ...contract, functionName: "finalised" }),
    readContract(client, { ...contract, functionName: "totalCommittedWei" }),
    readContract(client, { ...contract, functionName: "raisedWei" }),
    readContract(client, { ...contract, functionName: "cutOff" }),
    readContract(client, { ...contract, functionName: "developer" }),
    readContract(client, { ...contract, functionName: "token" }),
  ]);
  const stage = STAGES[state];
  if (!stage) throw new Error(`The offering ${address} is in the unknown state ${state}.`);
  return { address, terms, stage, finalised, totalCommittedWei, raisedWei, cutOff: Number(cutOff), developer, token };
}

/** Wei for a whole token at the hard cap: what everybody pays, however many come. */
export function pricePerToken({ hardCapWei, saleSupply }: OfferingTerms): bigint {
  return saleSupply === 0n ? 0n : (hardCapWei * 10n ** 18n) / saleSupply;
}
