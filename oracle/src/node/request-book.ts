import type { AskedInputs } from "@openimo/runtime";
import type { Hash, Hex } from "viem";
import { OUTPUTS_OF_A_REQUEST, TRACKED_REQUESTS } from "../limits.ts";
import type { Changes } from "../reader/chain-reader.ts";
import { markEnded, markLeft, readData, readOutput, type StoredRequest } from "../reader/followed-requests.ts";
import { inputsOf } from "../reader/store-events.ts";
import { crashPoint } from "../store/crash-points.ts";
import type { Database } from "../store/database.ts";
import { count, OPEN_STATE, type Told } from "./told-state.ts";

/** What a request carries; it is read when it is needed. */
export type RequestData = { readonly asked: AskedInputs | null; readonly callbackData: Hex };

/** A request that still needs something. */
export type TrackedRequest = StoredRequest &
  Told & {
    /** Hashes of the answers that were posted or claimed: the one that stands may change in a dispute. */
    readonly outputHashes: Set<Hash>;
    /** What our own run gave, kept so that a second attempt needs no second run. */
    answer: Hex | undefined;
    /** Undefined when a reorganisation has just taken the request away. */
    readonly data: () => Promise<RequestData | undefined>;
    /** The answer that stands, as far as an event told it. */
    readonly output: () => Promise<Hex | undefined>;
  };

/**
 * The requests that the node follows: what decisions need, without the data that they are about. The database has all of it.
 */
export class RequestBook {
  readonly #database: Database;
  readonly #tracked = new Map<bigint, TrackedRequest>();

  constructor(database: Database) {
    this.#database = database;
  }

  get size(): number {
    return this.#tracked.size;
  }

  get room(): number {
    return TRACKED_REQUESTS - this.#tracked.size;
  }

  all(): TrackedRequest[] {
    return [...this.#tracked.values()];
  }

  /**
   * Takes over what was read.
   * @returns Requests that are no longer of the chain, or are in another block than they were.
   */
  apply({ isWhole, followed, outputs, events, timestamps }: Changes): bigint[] {
    const before = new Map(this.#tracked);
    if (isWhole) this.#tracked.clear();
    for (const stored of followed) {
      const known = before.get(stored.id);
      // In another block it has another seed, so an answer to the one before is not kept.
      const isSame = known?.blockHash === stored.blockHash;
      if (isSame) {
        known.seen = undefined;
        known.counted.clear();
        known.outputHashes.clear();
      }
      this.#tracked.set(stored.id, isSame ? known : this.#track(stored));
    }
    const made = new Map(events.requests.map((seen) => [seen.id, seen]));
    for (const { id, blockHash } of followed) {
      const tracked = this.#tracked.get(id);
      const place = made.get(id);
      if (tracked === undefined || place?.blockHash !== blockHash || !timestamps.has(place.blockNumber)) continue;
      // All that was told of it since comes with it.
      tracked.seen = { state: OPEN_STATE, block: place.blockNumber, logIndex: place.logIndex };
    }
    for (const happening of events.happenings) {
      const tracked = this.#tracked.get(happening.id);
      if (tracked !== undefined) count(tracked, happening, timestamps);
    }
    for (const { id, outputHash } of outputs) {
      const hashes = this.#tracked.get(id)?.outputHashes;
      // One more claim costs one more bond than the one before: the first ones are enough to find the right answer among.
      if (hashes !== undefined && hashes.size < OUTPUTS_OF_A_REQUEST) hashes.add(outputHash);
    }
    return [...before].flatMap(([id, tracked]) => (this.#tracked.get(id) === tracked ? [] : [id]));
  }

  get(id: bigint | undefined): TrackedRequest | undefined {
    return id === undefined ? undefined : this.#tracked.get(id);
  }

  /**
   * Lets go of requests. Those that have ended are not looked at again unless a reorganisation reaches below `head`, the others when the
   * node starts anew.
   */
  async drop(requests: readonly { readonly id: bigint; readonly hasEnded: boolean }[], head: bigint): Promise<void> {
    if (requests.length === 0) return;
    const ids = (hasEnded: boolean) => requests.filter((one) => one.hasEnded === hasEnded).map(({ id }) => id);
    crashPoint("requests about to be let go");
    await this.#database.transaction(async (queries) => {
      await markEnded(queries, ids(true), head);
      await markLeft(queries, ids(false));
    });
    for (const { id } of requests) this.#tracked.delete(id);
  }

  #track(stored: StoredRequest): TrackedRequest {
    const { id, request, blockHash } = stored;
    const tracked: TrackedRequest = {
      ...stored,
      outputHashes: new Set(),
      seen: undefined,
      counted: new Set(),
      answer: undefined,
      data: async () => {
        const data = await readData(this.#database, id, blockHash);
        return data && { asked: inputsOf({ id, request, ...data }), callbackData: data.callbackData };
      },
      output: async () => tracked.seen && readOutput(this.#database, id, tracked.seen.state.outputHash),
    };
    return tracked;
  }
}
