import {
  type BlockId,
  type Connection,
  type Database,
  type Head,
  insertBlocks,
  isUnreachable,
  LOG_OVERLAP_BLOCKS,
  LOG_RANGE_BLOCKS,
  readHeaders,
  readWatermark,
  routeTo,
} from "@openimo/oracle/indexing";
import { bytesToHex, type Hash } from "viem";
import { type FoundRow, readRows } from "./read-rows.ts";
import { deleteAbove, insertRows, type PlacedRow } from "./rows.ts";

/** What one step did. */
export type Step = {
  /** Whether everything up to the newest block is stored. */
  readonly isCaughtUp: boolean;
  /** How many blocks were taken back. */
  readonly undoneBlocks: bigint;
};

type Known = { readonly hash: Hash; readonly timestamp: number };

/**
 * Follows the chain into the database. It remembers nothing itself: each step begins at what the database says, all that it changes is one
 * transaction, and every log is of a block whose hash and time were read.
 */
export class ChainIndex {
  readonly #connection: Connection;
  readonly #database: Database;
  #range = LOG_RANGE_BLOCKS;
  #head: Head | undefined;
  /** Whether the logs of the newest block with transactions were read once more after another block had come. */
  #isReread = false;

  constructor(connection: Connection, database: Database) {
    this.#connection = connection;
    this.#database = database;
  }

  /** The newest block that the chain told of; undefined before the first step. */
  get head(): Head | undefined {
    return this.#head;
  }

  /**
   * Reads up to the newest block, or the next range on the way to it.
   * @throws viem's errors, and the database's; then nothing has changed.
   */
  async step(): Promise<Step> {
    const head = await this.#connection.pool.head();
    this.#head = head;
    const startBlock = BigInt(this.#connection.deployment.startBlock);
    const watermark = await readWatermark(this.#database);
    const ends = { watermark, head, startBlock, range: this.#range };
    const route = await routeTo(this.#connection, this.#database, ends);
    if (typeof route === "string") return { isCaughtUp: route !== "unstable", undoneBlocks: 0n };
    const { base, blocks, isReorganised, isComplete } = route;
    const last = blocks[blocks.length - 1];
    const overlapped = base + 1n - LOG_OVERLAP_BLOCKS;
    const fromBlock = overlapped < startBlock ? startBlock : overlapped;
    const isEmpty = isComplete && blocks.every(({ transactions }) => transactions.length === 0);
    // Logs come from transactions. Where there are none, only what an RPC may have told too late is left to be read.
    const isSkipped = isEmpty && this.#isReread && !isReorganised;
    const found = isSkipped ? [] : await this.#readRows({ fromBlock, toBlock: last.number }, base);
    const rows = await this.#placeRows(found, { fromBlock, base, blocks });
    // The chain has changed while it was read.
    if (rows === undefined) return { isCaughtUp: false, undoneBlocks: 0n };
    await this.#store(watermark, rows, route);
    this.#isReread = isEmpty;
    const doubled = 2n * this.#range;
    this.#range = doubled < LOG_RANGE_BLOCKS ? doubled : LOG_RANGE_BLOCKS;
    const undoneBlocks = isReorganised && watermark !== undefined ? watermark.number - base : 0n;
    return { isCaughtUp: isComplete && last.hash === head.hash, undoneBlocks };
  }

  async #readRows(range: { fromBlock: bigint; toBlock: bigint }, base: bigint): Promise<readonly FoundRow[]> {
    try {
      return await readRows(this.#connection, this.#database, range, base);
    } catch (error) {
      // Some RPCs refuse long ranges or long answers; the next attempt asks for less.
      if (!isUnreachable(error) && this.#range > 1n) this.#range /= 2n;
      throw error;
    }
  }

  /** Rows with the times of their blocks, or undefined when one is of another block than the chain's. */
  async #placeRows(
    found: readonly FoundRow[],
    { fromBlock, base, blocks }: { fromBlock: bigint; base: bigint; blocks: readonly Head[] },
  ): Promise<PlacedRow[] | undefined> {
    const known = new Map<bigint, Known>(blocks.map((block) => [block.number, block]));
    const stored = await this.#database.query<{ number: bigint; hash: Uint8Array; timestamp: bigint }>(
      "select number, hash, timestamp from block where number between $1 and $2",
      [fromBlock, base],
    );
    for (const { number, hash, timestamp } of stored) {
      known.set(number, { hash: bytesToHex(hash), timestamp: Number(timestamp) });
    }
    const unknown = [...new Set(found.map(({ blockNumber }) => blockNumber))].filter((number) => !known.has(number));
    for (const header of await readHeaders(this.#connection, unknown)) known.set(header.number, header);
    const rows: PlacedRow[] = [];
    for (const { blockHash, ...row } of found) {
      const block = known.get(row.blockNumber);
      if (block?.hash !== blockHash) return undefined;
      rows.push({ ...row, timestamp: block.timestamp });
    }
    return rows;
  }

  #store(
    watermark: BlockId | undefined,
    rows: readonly PlacedRow[],
    { base, blocks, isReorganised }: { base: bigint; blocks: readonly Head[]; isReorganised: boolean },
  ): Promise<void> {
    return this.#database.transaction(async (queries) => {
      const newest = await readWatermark(queries);
      if (newest?.hash !== watermark?.hash) {
        throw new Error("Another indexer writes to the same database. Give each its own.");
      }
      if (isReorganised) await deleteAbove(queries, base);
      await insertRows(queries, rows);
      await insertBlocks(queries, blocks);
    });
  }
}
