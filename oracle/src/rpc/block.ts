import type { Hash, Hex } from "viem";
import type { Head } from "../chain/head.ts";

type RawBlock = {
  readonly number: Hex;
  readonly hash: Hash;
  readonly parentHash: Hash;
  readonly timestamp: Hex;
  readonly baseFeePerGas?: Hex | null;
  readonly transactions: readonly Hash[];
};

/** @param raw As `eth_getBlockByNumber` gives it, with hashes of transactions. @throws TypeError unless it is a block. */
export function blockOf(raw: unknown): Head {
  if (typeof raw !== "object" || raw === null || !("hash" in raw) || !("number" in raw)) {
    throw new TypeError("The RPC gives no block where there is one.");
  }
  const { number, hash, parentHash, timestamp, baseFeePerGas, transactions } = raw as RawBlock;
  return {
    number: BigInt(number),
    hash: hash.toLowerCase() as Hash,
    parentHash: parentHash.toLowerCase() as Hash,
    timestamp: Number(timestamp),
    baseFeeWei: baseFeePerGas ? BigInt(baseFeePerGas) : null,
    transactions,
  };
}
