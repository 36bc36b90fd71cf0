import { fixedPriceOfferingAbi, offeringAbi } from "@openimo/contracts";
import type { Address, Hex } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";

export type OfferingStage = "scheduled" | "open" | "succeeded" | "failed";
const STAGES: readonly OfferingStage[] = ["scheduled", "open", "succeeded", "failed"];

/** What every kind of sale has. */
export interface SaleTerms {
  /** What buyers pay in, the zero address for ether. */
  readonly currency: Address;
  readonly liquidityShareBasisPoints: number;
  readonly start: number;
  readonly end: number;
  readonly saleSupply: bigint;
  readonly developerSupply: bigint;
}

/** What a fixed-price offering has besides; amounts in base units of the currency. */
export interface FixedPrice {
  readonly softCap: bigint;
  readonly hardCap: bigint;
  readonly accountCap: bigint;
  readonly cutOff: number;
  readonly rounds: readonly Round[];
  /** What rounds have guaranteed to all together. */
  readonly totalGuaranteed: bigint;
}

/** Guaranteed places for the accounts of a list, up to `cap` in all. */
export interface Round {
  /** Of the list. */
  readonly root: Hex;
  readonly cap: bigint;
  readonly start: number;
  readonly end: number;
}

/** What decides who gets what of a fixed-price offering. */
export type FixedPriceSale = Pick<SaleTerms, "saleSupply"> &
  Pick<FixedPrice, "softCap" | "hardCap" | "totalGuaranteed">;

/** Amounts are in base units of the currency. */
export interface Offering {
  readonly address: Address;
  readonly terms: SaleTerms;
  /** Of all terms of the launch: what a payment says it is made on. */
  readonly termsHash: Hex;
  /** Undefined for a kind of sale that this page doesn't know. */
  readonly kind?: SaleKind;
  /** Of a sale at a fixed price only. */
  readonly fixedPrice?: FixedPrice;
  readonly stage: OfferingStage;
  readonly finalised: boolean;
  readonly totalCommitted: bigint;
  readonly raised: bigint;
  /** Tokens that exist for liquidity, and what of the raise becomes liquidity once it is fixed. */
  readonly liquidity: { readonly supply: bigint; readonly amount: bigint };
  readonly developer: Address;
  readonly token: Address;
}

export type SaleKind = "fixedPrice" | "auction" | "curve";
/** `SaleKind` of the contract. */
const KINDS: readonly SaleKind[] = ["fixedPrice", "auction", "curve"];

async function readFixedPrice({ client }: ChainAccess, address: Address): Promise<FixedPrice> {
  const contract = { address, abi: fixedPriceOfferingAbi } as const;
  const [terms, cutOff, totalGuaranteed] = await Promise.all([
    readContract(client, { ...contract, functionName: "fixedPriceTerms" }),
    readContract(client, { ...contract, functionName: "cutOff" }),
    readContract(client, { ...contract, functionName: "totalGuaranteed" }),
  ]);
  return { ...terms, cutOff: Number(cutOff), totalGuaranteed };
}

export async function readOffering(access: ChainAccess, address: Address, kindNumber: number): Promise<Offering> {
  const { client } = access;
  const kind = KINDS[kindNumber];
  const contract = { address, abi: offeringAbi } as const;
  const [terms, termsHash, state, finalised, totalCommitted, raised, [, amount], supply, developer, token, fixedPrice] =
    await Promise.all([
      readContract(client, { ...contract, functionName: "saleTerms" }),
      readContract(client, { ...contract, functionName: "termsHash" }),
      readContract(client, { ...contract, functionName: "state" }),
      readContract(client, { ...contract, functionName: "finalised" }),
      readContract(client, { ...contract, functionName: "totalCommitted" }),
      readContract(client, { ...contract, functionName: "raised" }),
      readContract(client, { ...contract, functionName: "liquidity" }),
      readContract(client, { ...contract, functionName: "liquiditySupply" }),
      readContract(client, { ...contract, functionName: "developer" }),
      readContract(client, { ...contract, functionName: "token" }),
      kind === "fixedPrice" ? readFixedPrice(access, address) : undefined,
    ]);
  const stage = STAGES[state];
  if (!stage) throw new Error(`The offering ${address} is in the unknown state ${state}.`);
  const liquidity = { supply, amount };
  return {
    address,
    terms,
    termsHash,
    kind,
    fixedPrice,
    stage,
    finalised,
    totalCommitted,
    raised,
    liquidity,
    developer,
    token,
  };
}

/** Of the currency, for a whole token at the hard cap: what everybody pays, however many come. */
export function pricePerToken({ hardCap, saleSupply }: Pick<FixedPriceSale, "hardCap" | "saleSupply">): bigint {
  return saleSupply === 0n ? 0n : (hardCap * 10n ** 18n) / saleSupply;
}
