import type { Hash } from "viem";
import type { Client } from "./connection.ts";

/** The block at which decisions are made, with what its header tells for nothing. */
export type Head = {
  readonly number: bigint;
  readonly hash: Hash;
  readonly parentHash: Hash;
  /** unix seconds */
  readonly timestamp: number;
  /** wei; null on chains without a base fee. */
  readonly baseFeeWei: bigint | null;
  readonly transactions: readonly Hash[];
};

/** @param blockNumber The newest block when undefined. */
export async function readHead(client: Client, blockNumber?: bigint): Promise<Head> {
  const block = await client.getBlock(blockNumber === undefined ? {} : { blockNumber });
  return {
    number: block.number as bigint,
    hash: block.hash as Hash,
    parentHash: block.parentHash,
    timestamp: Number(block.timestamp),
    baseFeeWei: block.baseFeePerGas,
    transactions: block.transactions,
  };
}
