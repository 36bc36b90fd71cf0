import { type Hash, type Hex, keccak256 } from "viem";
import type { RequestEvents, SeenRequest } from "../chain/read-events.ts";
import type { Request } from "../chain/request.ts";
import { LOG_OVERLAP_BLOCKS, TRACKED_REQUESTS } from "../limits.ts";

/** A request that still needs something. */
export type TrackedRequest = {
  readonly id: bigint;
  readonly request: Request;
  readonly input: Hex;
  readonly callbackData: Hex;
  readonly blockHash: Hash;
  /** Whether input and callback data hash to what the request committed to. */
  readonly dataMatches: boolean;
  /** Output of the newest answer on chain, from its event. */
  output: Hex | undefined;
  /** What our own run gave, kept so that a second attempt needs no second run. */
  answer: Hex | undefined;
};

function matches({ request, input, callbackData }: Omit<SeenRequest, "blockNumber">): boolean {
  return keccak256(input) === request.inputHash && keccak256(callbackData) === request.callbackDataHash;
}

/**
 * The requests that the node knows of. It is all in memory: a new start builds it again from the chain's events.
 */
export class RequestBook {
  readonly #tracked = new Map<bigint, TrackedRequest>();
  /** Block of each request in the overlap, so that reading it again doesn't bring back what is done with. */
  readonly #seen = new Map<bigint, { blockHash: Hash; blockNumber: bigint }>();

  get size(): number {
    return this.#tracked.size;
  }

  get isFull(): boolean {
    return this.#tracked.size >= TRACKED_REQUESTS;
  }

  all(): TrackedRequest[] {
    return [...this.#tracked.values()];
  }

  /** Takes in requests that are new or came back in another block, and the answers to those it holds. */
  add(events: RequestEvents): void {
    for (const { blockNumber, ...seen } of events.requests) {
      if (this.#seen.get(seen.id)?.blockHash === seen.blockHash) continue;
      const dataMatches = matches(seen);
      // In another block it has another seed, so an answer to the one before is not kept.
      const tracked = { ...seen, dataMatches, output: undefined, answer: undefined };
      this.#seen.set(seen.id, { blockHash: seen.blockHash, blockNumber });
      this.#tracked.set(seen.id, tracked);
    }
    for (const { id, output } of events.results) {
      const tracked = this.#tracked.get(id);
      if (tracked !== undefined) tracked.output = output;
    }
  }

  drop(id: bigint): void {
    this.#tracked.delete(id);
  }

  /** Forgets the blocks that are never read again. */
  prune(watermark: bigint): void {
    for (const [id, { blockNumber }] of this.#seen) {
      if (blockNumber + LOG_OVERLAP_BLOCKS < watermark) this.#seen.delete(id);
    }
  }
}
