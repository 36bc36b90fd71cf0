import { type AskedInputs, askedInputs } from "@openimo/runtime";
import { type Hash, type Hex, hexToBytes, keccak256 } from "viem";
import type { RequestEvents, SeenRequest } from "../chain/read-events.ts";
import type { Request } from "../chain/request.ts";
import { LOG_OVERLAP_BLOCKS, OUTPUTS_OF_A_REQUEST, TRACKED_REQUESTS } from "../limits.ts";

/** A request that still needs something. */
export type TrackedRequest = {
  readonly id: bigint;
  readonly request: Request;
  /** Its input, or a batch's; null when that, or the callback data, has another hash than the request committed to. */
  readonly asked: AskedInputs | null;
  readonly callbackData: Hex;
  readonly blockHash: Hash;
  /** Answers that were posted or claimed, by their hash: the one that stands may change in a dispute. */
  readonly outputs: Map<Hash, Hex>;
  /** Output of the answer that stood at the newest look at the chain. */
  output: Hex | undefined;
  /** What our own run gave, kept so that a second attempt needs no second run. */
  answer: Hex | undefined;
};

function askedBy({ request, input, callbackData }: Omit<SeenRequest, "blockNumber">): AskedInputs | null {
  if (keccak256(callbackData) !== request.callbackDataHash) return null;
  return askedInputs(hexToBytes(request.inputHash), hexToBytes(input));
}

/**
 * The requests that the node knows of. It is all in memory: a new start builds it again from the chain's events.
 */
export class RequestBook {
  readonly #tracked = new Map<bigint, TrackedRequest>();
  /** Requests that are in dispute, by their cases. */
  readonly #disputed = new Map<Hex, bigint>();
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
      const { input: _, ...rest } = seen;
      // In another block it has another seed, so an answer to the one before is not kept.
      const tracked = { ...rest, asked: askedBy(seen), outputs: new Map(), output: undefined, answer: undefined };
      this.#seen.set(seen.id, { blockHash: seen.blockHash, blockNumber });
      this.#tracked.set(seen.id, tracked);
    }
    for (const { id, output } of events.results) this.#keep(id, output);
    for (const { id, caseId } of events.cases) if (this.#tracked.has(id)) this.#disputed.set(caseId, id);
    for (const { caseId, output } of events.claims) {
      const id = this.#disputed.get(caseId);
      if (id !== undefined) this.#keep(id, output);
    }
  }

  drop(id: bigint): void {
    this.#tracked.delete(id);
    for (const [caseId, requestId] of this.#disputed) if (requestId === id) this.#disputed.delete(caseId);
  }

  /** One more claim costs one more bond than the one before, so the first ones are enough to find the right answer among. */
  #keep(id: bigint, output: Hex): void {
    const tracked = this.#tracked.get(id);
    if (tracked !== undefined && tracked.outputs.size < OUTPUTS_OF_A_REQUEST)
      tracked.outputs.set(keccak256(output), output);
  }

  /** Forgets the blocks that are never read again. */
  prune(watermark: bigint): void {
    for (const [id, { blockNumber }] of this.#seen) {
      if (blockNumber + LOG_OVERLAP_BLOCKS < watermark) this.#seen.delete(id);
    }
  }
}
