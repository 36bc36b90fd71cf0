import type { Hash } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { Head } from "../chain/head.ts";
import { isUnreachable } from "../chain/rpc-error.ts";
import { FailedError } from "../command-line/errors.ts";
import { INCONSISTENT_READS_MOST, LOG_OVERLAP_BLOCKS, LOG_RANGE_BLOCKS, REORG_BLOCKS } from "../limits.ts";
import { QuorumError } from "../rpc/quorum-error.ts";
import { crashPoint } from "../store/crash-points.ts";
import type { Database } from "../store/database.ts";
import { type ChainEvents, NO_EVENTS, readEvents } from "./chain-events.ts";
import { objectionTo } from "./check-events.ts";
import { follow, readOutputHashes, refollow, type StoredOutput, type StoredRequest } from "./followed-requests.ts";
import { rollBack } from "./roll-back.ts";
import { type Route, routeTo } from "./route.ts";
import { storeEvents } from "./store-events.ts";
import { type BlockId, insertBlocks, readBlocks, readWatermark } from "./stored-blocks.ts";

/** What one step of reading changed, after it was stored. */
export type Changes = {
  /** Whether everything up to the head is read; false also while nothing could be read because the chain changed meanwhile. */
  readonly isCaughtUp: boolean;
  /** How many blocks were taken back; then no state that was read before is true any more. */
  readonly undoneBlocks: bigint;
  /** Whether `followed` has all requests again: after a reorganisation, and when it was not known what of the last step was stored. */
  readonly isWhole: boolean;
  /** Requests to follow from now on. */
  readonly followed: readonly StoredRequest[];
  /** Answers that were told of these and of others. */
  readonly outputs: readonly StoredOutput[];
  /** Whether models may have been registered, or their registration undone. */
  readonly hasModels: boolean;
  /** What was read; some of it may have been read before. */
  readonly events: ChainEvents;
  /** When each block that is new was made, in unix seconds, where all of them are known. */
  readonly timestamps: ReadonlyMap<bigint, number>;
};

const nothing = (isCaughtUp: boolean): Changes => ({
  isCaughtUp,
  undoneBlocks: 0n,
  isWhole: false,
  followed: [],
  outputs: [],
  hasModels: false,
  events: NO_EVENTS,
  timestamps: new Map(),
});

const anotherReader = () =>
  new FailedError("Another program reads the chain into the same database. Give each node its own.");

const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** What a step wanted to store. */
type Attempt = {
  readonly last: BlockId;
  readonly undoneBlocks: bigint;
  readonly base: bigint;
  readonly events: ChainEvents;
  readonly timestamps: ReadonlyMap<bigint, number>;
};

/** Told of what an operator should know, in a sentence. */
type Report = (level: "info" | "error", facts: Readonly<Record<string, unknown>>, sentence: string) => void;

/**
 * Reads the chain's events into the database, and takes back what a reorganisation undoes. What the database says is always true of one
 * chain: its newest block, everything below it, and nothing else.
 */
export class ChainReader {
  readonly #connection: Connection;
  readonly #database: Database;
  readonly #report: Report;
  readonly #startBlock: bigint;
  #watermark: BlockId | undefined;
  #range = LOG_RANGE_BLOCKS;
  #isWaiting = true;
  /** Whether the logs of the newest block with transactions were read once more after another block had come. */
  #isReread = false;
  #unstable = 0;
  /** A step of which it isn't known whether it was stored: the database may have done it and then not been there to say so. */
  #uncertain: Attempt | "no blocks" | undefined;

  private constructor(connection: Connection, database: Database, watermark: BlockId | undefined, report: Report) {
    this.#connection = connection;
    this.#database = database;
    this.#watermark = watermark;
    this.#report = report;
    this.#startBlock = BigInt(connection.deployment.startBlock);
  }

  /** Goes on where the database ends. */
  static async open(connection: Connection, database: Database, report: Report): Promise<ChainReader> {
    await refollow(database);
    return new ChainReader(connection, database, await readWatermark(database), report);
  }

  /** Number of the newest block whose events were read. */
  get watermark(): bigint {
    return this.#watermark?.number ?? this.#startBlock - 1n;
  }

  /**
   * Reads up to the head, or the next range on the way to it.
   * @returns undefined when the head is older than what was read: nothing should be decided at it.
   * @param room How many more requests can be followed. @param capacity How many in all.
   * @throws viem's errors; then nothing has changed.
   */
  async read(head: Head, room: number, capacity: number): Promise<Changes | undefined> {
    if (this.#uncertain !== undefined) return this.#settle(this.#uncertain, capacity);
    const ends = { watermark: this.#watermark, head, startBlock: this.#startBlock, range: this.#range };
    const route = await routeTo(this.#connection, this.#database, ends);
    // An RPC that lags tells nothing new, and nothing wrong.
    if (route === "behind") return undefined;
    if (route === "none") return this.#followWaiting(room);
    if (route === "unstable") return this.#retry("blocks that are not each other's parents");
    const events = await this.#events(route);
    if (typeof events === "string") return this.#retry(events);
    this.#unstable = 0;
    const changes = await this.#store(route, events, head, route.isReorganised ? capacity : room);
    this.#range = least(2n * this.#range, LOG_RANGE_BLOCKS);
    return changes;
  }

  /** What can't be of one chain is read again; an RPC that gives nothing else is no RPC to go on with. */
  #retry(objection: string): Changes {
    this.#unstable++;
    if (this.#unstable < INCONSISTENT_READS_MOST) return nothing(false);
    this.#unstable = 0;
    throw new QuorumError("Reading the chain", this.#connection.pool.quorum, [`The RPC gives ${objection}`], undefined);
  }

  /** The events above the base, or what speaks against them. */
  async #events({ base, blocks, isComplete }: Route): Promise<ChainEvents | string> {
    const last = blocks[blocks.length - 1];
    const isEmpty = isComplete && blocks.every(({ transactions }) => transactions.length === 0);
    // Logs come from transactions. Where there are none, only what an RPC may have told too late is left to be read.
    if (isEmpty && this.#isReread) return NO_EVENTS;
    this.#isReread = isEmpty;
    // Where answers have to be short, so has what is read again.
    const overlapped = base + 1n - least(LOG_OVERLAP_BLOCKS, this.#range);
    const fromBlock = overlapped < this.#startBlock ? this.#startBlock : overlapped;
    const toBlock = last.number;
    const events = await this.#readLogs(fromBlock, toBlock);
    const stored = await readBlocks(this.#database, fromBlock, base);
    const known = new Map<bigint, Hash>([...stored, ...blocks].map(({ number, hash }) => [number, hash]));
    const { chain, deployment } = this.#connection;
    const of = { chainId: chain.id, oracle: deployment.inferenceOracle };
    return objectionTo(events, { fromBlock, toBlock, known }, of) ?? events;
  }

  async #readLogs(fromBlock: bigint, toBlock: bigint): Promise<ChainEvents> {
    try {
      return await readEvents(this.#connection, fromBlock, toBlock);
    } catch (error) {
      // Some RPCs refuse long ranges or long answers, and too long ones are given up here; the next attempt asks for less.
      const asked = least(this.#range, toBlock - fromBlock + 1n);
      if (!isUnreachable(error)) this.#range = asked > 1n ? asked / 2n : 1n;
      throw error;
    }
  }

  async #store(route: Route, events: ChainEvents, head: Head, room: number): Promise<Changes> {
    const { base, blocks, isReorganised, isComplete } = route;
    const timestamps = new Map(isComplete ? blocks.map(({ number, timestamp }) => [number, timestamp]) : []);
    const undoneBlocks = isReorganised ? this.watermark - base : 0n;
    const last = blocks[blocks.length - 1];
    crashPoint("blocks about to be stored");
    this.#uncertain = { last: { number: last.number, hash: last.hash }, undoneBlocks, base, events, timestamps };
    const stored = await this.#database.transaction(async (queries) => {
      const newest = await readWatermark(queries);
      if (newest?.hash !== this.#watermark?.hash) throw anotherReader();
      if (isReorganised) await rollBack(queries, base);
      crashPoint("blocks half stored");
      const isNew = await storeEvents(queries, events);
      await insertBlocks(queries, blocks);
      const isWaiting = this.#isWaiting || isNew || isReorganised;
      const followed = isWaiting && room > 0 ? await follow(queries, room) : [];
      const told = events.answers.length + events.claims.length > 0 ? events.touched : [];
      const outputs = await readOutputHashes(queries, [...new Set([...followed.map(({ id }) => id), ...told])]);
      return { followed, outputs, isWaiting: isWaiting && followed.length === room };
    });
    crashPoint("blocks stored");
    this.#uncertain = undefined;
    this.#watermark = { number: last.number, hash: last.hash };
    this.#isWaiting = stored.isWaiting;
    if (undoneBlocks > 0n) this.#reportReorganisation(undoneBlocks, base);
    const { followed, outputs } = stored;
    const isCaughtUp = last.hash === head.hash;
    const hasModels = events.hasModels || isReorganised;
    const isWhole = isReorganised;
    return { isCaughtUp, undoneBlocks, isWhole, followed, outputs, hasModels, events, timestamps };
  }

  /**
   * Finds out whether an attempt was stored, and has all requests followed anew, since those that it took up are marked as followed and
   * nobody follows them. What it read is told now if it was stored, and is read again if not.
   */
  async #settle(attempt: Attempt | "no blocks", capacity: number): Promise<Changes> {
    const { isStored, followed, outputs } = await this.#database.transaction(async (queries) => {
      const newest = await readWatermark(queries);
      const isStored = attempt !== "no blocks" && newest?.hash === attempt.last.hash;
      if (!isStored && newest?.hash !== this.#watermark?.hash) throw anotherReader();
      await refollow(queries);
      const followed = await follow(queries, capacity);
      const ids = followed.map(({ id }) => id);
      return { isStored, followed, outputs: await readOutputHashes(queries, ids) };
    });
    this.#uncertain = undefined;
    this.#isWaiting = followed.length === capacity;
    const whole = { ...nothing(false), isWhole: true, followed, outputs };
    this.#report("info", { isStored }, "the database's answer was lost: what it has was read again");
    if (!isStored || attempt === "no blocks") return whole;
    this.#watermark = attempt.last;
    const { undoneBlocks, base, events } = attempt;
    if (undoneBlocks > 0n) this.#reportReorganisation(undoneBlocks, base);
    return { ...whole, undoneBlocks, hasModels: events.hasModels || undoneBlocks > 0n, events };
  }

  /** Requests may wait in the database though no new block has come. */
  async #followWaiting(room: number): Promise<Changes> {
    if (!this.#isWaiting || room === 0) return nothing(true);
    this.#uncertain = "no blocks";
    const changes = await this.#database.transaction(async (queries) => {
      const followed = await follow(queries, room);
      const outputs = await readOutputHashes(
        queries,
        followed.map(({ id }) => id),
      );
      return { ...nothing(true), followed, outputs };
    });
    this.#uncertain = undefined;
    this.#isWaiting = changes.followed.length === room;
    return changes;
  }

  #reportReorganisation(undoneBlocks: bigint, base: bigint): void {
    const facts = { depth: undoneBlocks, lastCommonBlock: base };
    if (undoneBlocks <= REORG_BLOCKS) {
      this.#report("info", facts, "chain reorganised");
      return;
    }
    const isAll = base < this.#startBlock;
    const sentence = isAll
      ? "the chain is another one than was read: everything is read again from the deployment on"
      : "the chain was reorganised deeper than chains do: what changed is read again";
    this.#report("error", facts, sentence);
  }
}
