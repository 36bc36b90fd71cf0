import {
  type Address,
  type Hash,
  isAddressEqual,
  MethodNotFoundRpcError,
  MethodNotSupportedRpcError,
  numberToHex,
  TransactionReceiptNotFoundError,
} from "viem";
import type { Client, Connection } from "../chain/connection.ts";
import { type Head, readHead } from "../chain/head.ts";
import { FOREIGN_BLOCKS, TRANSACTIONS_IN_FLIGHT, WALKED_BLOCKS } from "../limits.ts";
import { blockOf } from "../rpc/block.ts";

/** A transaction in a canonical block. */
export type Mined = {
  readonly hash: Hash;
  readonly blockNumber: bigint;
  readonly blockHash: Hash;
  readonly succeeded: boolean;
  /** What its gas cost, in wei. */
  readonly costWei: bigint;
};

/** What the sender asks the chain. Remembers what the RPC can't do. */
export class ChainLook {
  readonly #client: Client;
  readonly #quorum: Client;
  readonly #pool: Connection["pool"];
  readonly #account: Address;
  #hasBlockReceipts = true;

  /**
   * A quorum is asked for the count of used nonces: what lies below it is taken for used, and what lies above it for a gap to be filled
   * with a transaction each, so that one RPC's word could stop the account or spend all that it has. Likewise for what block is canonical:
   * a right move whose basis seems to be gone is taken back.
   */
  constructor({ client, quorum, pool }: Connection, account: Address) {
    this.#client = client;
    this.#quorum = quorum;
    this.#pool = pool;
    this.#account = account;
  }

  /** How many nonces were used up to a block. */
  usedNonces(blockNumber: bigint): Promise<number> {
    return this.#quorum.getTransactionCount({ address: this.#account, blockNumber });
  }

  /** The same with what waits in the RPC's pool, of which no more is believed than a pool is sure to hold. */
  async usedNoncesWithPool({ number }: Head): Promise<number> {
    const [used, withPool] = await Promise.all([
      this.usedNonces(number),
      this.#client.getTransactionCount({ address: this.#account, blockTag: "pending" }),
    ]);
    return Math.max(used, Math.min(withPool, used + TRANSACTIONS_IN_FLIGHT));
  }

  async isCanonical(blockNumber: bigint, blockHash: Hash): Promise<boolean> {
    const block = await this.#quorum.getBlock({ blockNumber }).catch(ifNotFound);
    return block?.hash === blockHash;
  }

  /** The number of a block that is canonical; undefined of one that is not. */
  async canonicalNumber(blockHash: Hash): Promise<bigint | undefined> {
    // Which number it has any of them may tell: whether it is there is a quorum's word.
    const told = await this.#pool.each({ method: "eth_getBlockByHash", params: [blockHash, false] });
    const numbers = new Set(told.flatMap((block) => (block === null ? [] : [blockOf(block).number])));
    for (const number of numbers) if (await this.isCanonical(number, blockHash)) return number;
    return undefined;
  }

  /**
   * The blocks after one that was looked at, up to the head.
   * @returns undefined when they don't lead from the one to the other, or are too many to read.
   */
  async blocksBetween(seen: Head, head: Head): Promise<readonly Head[] | undefined> {
    const missed = head.number - seen.number - 1n;
    if (missed < 0n || missed > WALKED_BLOCKS) return undefined;
    const numbers = Array.from({ length: Number(missed) }, (_, i) => seen.number + 1n + BigInt(i));
    const between = await Promise.all(numbers.map((number) => readHead(this.#client, number).catch(ifNotFound)));
    const blocks: Head[] = [];
    let parent = seen.hash;
    for (const block of [...between, head]) {
      if (block?.parentHash !== parent) return undefined;
      blocks.push(block);
      parent = block.hash;
    }
    return blocks;
  }

  /** How transactions that a block lists went. */
  async minedIn(block: Head, hashes: readonly Hash[]): Promise<Mined[]> {
    const receipts = hashes.length > 1 ? await this.#receiptsOfBlock(block.hash) : undefined;
    const found = receipts?.filter(({ hash }) => hashes.includes(hash)) ?? (await this.#receipts(hashes));
    // An RPC may have another opinion by now; the next look tells.
    return found.filter(({ blockHash }) => blockHash === block.hash);
  }

  /** Which of these transactions are mined, in canonical blocks up to the head. */
  async mined(hashes: readonly Hash[], head: Head): Promise<Mined[]> {
    const found = (await this.#receipts(hashes)).filter(({ blockNumber }) => blockNumber <= head.number);
    const canonical = await Promise.all(found.map((one) => this.isCanonical(one.blockNumber, one.blockHash)));
    return found.filter((_, i) => canonical[i]);
  }

  /**
   * Which transaction of the account used a nonce, found by bisection: a positive fact rather than that none of ours did.
   * @param near Number of a block near to its use.
   * @returns undefined when the RPC has no states so old.
   */
  async userOf(nonce: number, near: bigint, head: Head): Promise<Omit<Mined, "succeeded" | "costWei"> | undefined> {
    let low = near > FOREIGN_BLOCKS ? near - FOREIGN_BLOCKS : 0n;
    let high = head.number;
    try {
      if ((await this.usedNonces(low)) > nonce) {
        high = low;
        low = 0n;
      }
      while (low + 1n < high) {
        const middle = (low + high) / 2n;
        if ((await this.usedNonces(middle)) > nonce) high = middle;
        else low = middle;
      }
    } catch {
      return undefined;
    }
    const block = await this.#client.getBlock({ blockNumber: high, includeTransactions: true });
    const user = block.transactions.find((one) => one.nonce === nonce && isAddressEqual(one.from, this.#account));
    return user === undefined ? undefined : { hash: user.hash, blockNumber: high, blockHash: block.hash };
  }

  async #receipts(hashes: readonly Hash[]): Promise<Mined[]> {
    const found = await Promise.all(
      hashes.map((hash) =>
        this.#client.getTransactionReceipt({ hash }).catch((error: unknown) => {
          if (error instanceof TransactionReceiptNotFoundError) return undefined;
          throw error;
        }),
      ),
    );
    return found.flatMap((receipt) => {
      if (receipt === undefined) return [];
      const { transactionHash: hash, blockNumber, blockHash, status, gasUsed, effectiveGasPrice } = receipt;
      const costWei = gasUsed * effectiveGasPrice;
      return [{ hash, blockNumber, blockHash, succeeded: status === "success", costWei }];
    });
  }

  /** One call for all of a block; undefined where the RPC doesn't have it. */
  async #receiptsOfBlock(blockHash: Hash): Promise<Mined[] | undefined> {
    if (!this.#hasBlockReceipts) return undefined;
    try {
      const receipts = await this.#client.request({ method: "eth_getBlockReceipts", params: [blockHash] });
      return receipts?.map((receipt) => ({
        hash: receipt.transactionHash,
        blockNumber: BigInt(receipt.blockNumber),
        blockHash: receipt.blockHash,
        succeeded: receipt.status === numberToHex(1),
        costWei: BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice),
      }));
    } catch (error) {
      if (!(error instanceof MethodNotFoundRpcError || error instanceof MethodNotSupportedRpcError)) throw error;
      this.#hasBlockReceipts = false;
      return undefined;
    }
  }
}

function ifNotFound(error: unknown): undefined {
  if (error instanceof Error && error.name === "BlockNotFoundError") return undefined;
  throw error;
}
