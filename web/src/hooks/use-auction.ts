import { batchAuctionAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { useChainQuery } from "./use-chain-query.ts";

/** What an account bids, and what that gets at the price of now. */
export interface OwnBid {
  /** In base units of the currency. */
  readonly budget: bigint;
  readonly tick: number;
  readonly tokens: bigint;
}

/** A price is told by its value: what the whole supply for sale costs at it, in base units of the currency. */
export interface Auction {
  readonly softCap: bigint;
  readonly cutOff: number;
  /** The values that bids may name, from the reserve price up. */
  readonly values: readonly bigint[];
  /** The value of the price with the bids of now, or of the price that was found. */
  readonly value: bigint;
  readonly cleared: boolean;
  readonly own?: OwnBid;
}

async function readOwn({ client }: ChainAccess, address: Address, account: Address): Promise<OwnBid | undefined> {
  const contract = { address, abi: batchAuctionAbi } as const;
  const { budget, tick } = await readContract(client, { ...contract, functionName: "bidOf", args: [account] });
  if (budget === 0n) return undefined;
  const args = [budget, BigInt(tick)] as const;
  const [tokens] = await readContract(client, { ...contract, functionName: "allocation", args });
  return { budget, tick, tokens };
}

async function readAuction(access: ChainAccess, address: Address, account: Address | undefined): Promise<Auction> {
  const { client } = access;
  const contract = { address, abi: batchAuctionAbi } as const;
  const [{ softCap }, cutOff, values, { value }, cleared, own] = await Promise.all([
    readContract(client, { ...contract, functionName: "auctionTerms" }),
    readContract(client, { ...contract, functionName: "cutOff" }),
    readContract(client, { ...contract, functionName: "tickValues" }),
    readContract(client, { ...contract, functionName: "clearing" }),
    readContract(client, { ...contract, functionName: "cleared" }),
    account && readOwn(access, address, account),
  ]);
  return { softCap, cutOff: Number(cutOff), values, value, cleared, own };
}

export function useAuction(address: Address, account: Address | undefined) {
  return useChainQuery(["auction", address, account ?? ""], (access) => readAuction(access, address, account));
}
