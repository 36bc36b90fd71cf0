import type { FoundCase } from "@openimo/player";
import type { Hash, Hex } from "viem";
import type { Request, RequestState } from "../../chain/request.ts";
import { LOG_OVERLAP_BLOCKS, WATCHED_REQUESTS } from "../../limits.ts";
import type { WatchedEvents } from "../../reader/watched-requests.ts";

/** A request that is kept in sight. */
export type Watched = {
  readonly id: bigint;
  readonly request: Request;
  readonly blockNumber: bigint;
  /** An answer is right only for this block, whose hash is in the seed. */
  readonly blockHash: Hash;
  /** Of the answer that was posted last, as far as events told. */
  outputHash: Hash | undefined;
  caseId: Hex | undefined;
  /** The case that events told of since the last reorganisation: one that comes back is news. */
  toldCase: Hex | undefined;
  /** How it stood when it was looked at last. */
  state: RequestState | undefined;
  /** Whether its check waits for others to end. */
  isQueued: boolean;
  /** Whether the account has, or had, money in it: its answer or a claim. */
  isOwn: boolean;
  /** Hash of the head at which it was looked at last. */
  lookedIn: Hash | undefined;
  /** When it is to be looked at next, unix seconds by the chain's clock; 0 for each block. */
  lookAt: number;
  /** Its dispute, once it was read. */
  found: FoundCase | undefined;
  /** What contradictions and claims of ours have at stake in it, in wei. */
  stakedWei: bigint;
  /** Of bonds that were lost in it, what the winner's sponsor got and nobody was told of, in wei. */
  gainsWei: bigint;
  /** A stake that was sent, by its step's key, until that one has ended. */
  pending: { readonly key: string; readonly wei: bigint } | undefined;
  /** When a check that failed is made again, unix seconds; 0 while none has failed. */
  checkAt: number;
  /** When a side that could not be computed is tried again, unix seconds; 0 while none has failed. */
  retryAt: number;
  /** Since when steps in its case have been due, unix seconds, by their keys. */
  readonly dueSince: Map<string, number>;
  /** Losers whose bond can't be shared out. */
  readonly skipped: Set<string>;
  /** How often the contract refused to share out a bond, by the loser's key. */
  readonly refusals: Map<string, number>;
};

/** Of the capacity, what stays when there are too many. */
const KEPT_SHARE = 7 / 8;

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

/** Requests whose answers may have to be contradicted or defended. It holds no inputs: they are read when one is run again. */
export class WatchBook {
  readonly #watched = new Map<bigint, Watched>();
  /** Requests in the overlap, so that reading them again doesn't bring back what is done with. */
  readonly #seen = new Map<bigint, { readonly blockHash: Hash; readonly blockNumber: bigint }>();

  /** Whether requests were left out, and stay in the database until there is room. */
  #isCut = false;
  /** Whether something was told of one that isn't here. */
  #isMissed = false;
  readonly #capacity: number;

  /** @param capacity How many are held at one time. */
  constructor(capacity = WATCHED_REQUESTS) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#watched.size;
  }

  /** Whether what was left out has to be read from the database, since there is room or something was told of it. */
  get isIncomplete(): boolean {
    return this.#isCut && (this.#isMissed || this.#watched.size < this.#capacity / 2);
  }

  /** How many requests are read from the database at the most; reading that many begins. */
  beginReading(): number {
    this.#isCut = false;
    this.#isMissed = false;
    return this.#capacity;
  }

  all(): Watched[] {
    return [...this.#watched.values()];
  }

  get(id: bigint): Watched | undefined {
    return this.#watched.get(id);
  }

  /** Takes in what is new. The same events may come again and again. */
  add(events: WatchedEvents): void {
    if (events.requests.length >= this.#capacity) this.#isCut = true;
    this.#take(events);
    if (this.#watched.size > this.#capacity) this.#cut();
  }

  /** Leaves the least weighty ones to the database: what nobody has answered first, then small bonds. */
  #cut(): void {
    const weight = ({ caseId, isOwn, outputHash }: Watched) => (isOwn || caseId ? 2 : outputHash ? 1 : 0);
    const all = this.all().sort((a, b) => weight(a) - weight(b) || compare(a.request.bondWei, b.request.bondWei));
    // More than has to go, so that not each further one has all of them sorted again.
    for (const { id } of all.slice(0, this.#watched.size - Math.floor(this.#capacity * KEPT_SHARE))) {
      this.#watched.delete(id);
      this.#seen.delete(id);
    }
    this.#isCut = true;
  }

  #take(events: WatchedEvents): void {
    for (const { id, request, blockHash, blockNumber } of events.requests) {
      if (this.#seen.get(id)?.blockHash === blockHash) continue;
      this.#seen.set(id, { blockHash, blockNumber });
      if (this.#watched.get(id)?.blockHash === blockHash) continue;
      this.#watched.set(id, {
        ...{ id, request, blockNumber, blockHash, outputHash: undefined, caseId: undefined, state: undefined },
        ...{ toldCase: undefined, lookedIn: undefined },
        ...{ isQueued: false, isOwn: false, lookAt: request.deadline + 1, found: undefined },
        ...{ stakedWei: 0n, gainsWei: 0n, pending: undefined, checkAt: 0, retryAt: 0 },
        ...{ dueSince: new Map(), skipped: new Set(), refusals: new Map() },
      });
    }
    for (const { id, outputHash } of events.answers) {
      const watched = this.#watched.get(id);
      if (watched === undefined && !this.#seen.has(id)) this.#isMissed = true;
      if (watched === undefined || watched.outputHash === outputHash) continue;
      watched.outputHash = outputHash;
      watched.lookAt = 0;
    }
    for (const { id, caseId } of events.cases) {
      const watched = this.#watched.get(id);
      if (watched === undefined && !this.#seen.has(id)) this.#isMissed = true;
      if (watched === undefined || watched.toldCase === caseId) continue;
      watched.caseId = caseId;
      watched.toldCase = caseId;
      watched.lookAt = 0;
    }
  }

  /**
   * What has to be looked at in a head, the most urgent first: disputes with own money in them, others' disputes, then the largest bonds,
   * and of equal ones what is over soonest: whoever wants to keep a lie from being checked has to put more at stake for each answer that
   * is to come before it. What was looked at in this head comes after all that wasn't, so that many disputes keep no answer from being looked at.
   */
  due({ timestamp, hash }: { readonly timestamp: number; readonly hash: Hash }): Watched[] {
    const due = this.all().filter(({ lookAt }) => lookAt <= timestamp);
    const turn = ({ lookedIn }: Watched) => (lookedIn === hash ? 1 : 0);
    const rank = ({ caseId, isOwn }: Watched) => (caseId === undefined ? 2 : isOwn ? 0 : 1);
    const end = ({ state }: Watched) => state?.windowEnd ?? 0;
    const bond = ({ caseId, request }: Watched) => (caseId === undefined ? request.bondWei : 0n);
    return due.sort((a, b) => turn(a) - turn(b) || rank(a) - rank(b) || compare(bond(b), bond(a)) || end(a) - end(b));
  }

  /** A bond of a case was shared out. */
  settled(caseId: Hex, sponsorWei: bigint): void {
    for (const watched of this.#watched.values()) if (watched.caseId === caseId) watched.gainsWei += sponsorWei;
  }

  /** Has a request looked at in the next step. */
  touch(id: bigint): void {
    const watched = this.#watched.get(id);
    if (watched === undefined) return;
    watched.lookAt = 0;
    watched.lookedIn = undefined;
  }

  /** What contradictions and claims have at stake, in wei, with those on their way. */
  stakedWei(inFlight: (key: string) => boolean): bigint {
    return this.all().reduce((sum, { stakedWei, pending }) => {
      const pendingWei = pending !== undefined && inFlight(pending.key) ? pending.wei : 0n;
      return sum + stakedWei + pendingWei;
    }, 0n);
  }

  drop(id: bigint): void {
    this.#watched.delete(id);
  }

  /**
   * After a reorganisation nothing that was done with is done with for sure, and everything is looked at once more. Also later, when the
   * same answer or dispute comes back in another block: at this one it may not be there.
   */
  reconsider(): void {
    this.#seen.clear();
    for (const watched of this.#watched.values()) {
      watched.lookAt = 0;
      watched.found = undefined;
      watched.outputHash = undefined;
      watched.toldCase = undefined;
    }
  }

  /** Forgets blocks that are never read again. */
  prune(watermark: bigint): void {
    for (const [id, { blockNumber }] of this.#seen) {
      if (blockNumber + LOG_OVERLAP_BLOCKS < watermark) this.#seen.delete(id);
    }
  }
}
