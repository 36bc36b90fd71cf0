import type { Hash } from "viem";
import type { Head } from "../chain/head.ts";
import { WATCHED_BLOCKS } from "../limits.ts";
import { apply, type Change } from "./changes.ts";
import { currentIntent, type Intent, isLive, type NonceRecord, newestAttempt } from "./nonce-record.ts";

/** Whether an action is still to be done at a head; `over` when its deadline has passed, `baseless` when its block is gone. */
export function worthOf({ deadline, isBaseless }: Intent, head: Head): "wanted" | "over" | "baseless" {
  if (isBaseless) return "baseless";
  return deadline !== undefined && head.timestamp >= deadline ? "over" : "wanted";
}

/** The nonces whose use can still change, as the journal has them. */
export class NonceBook {
  /** Those that no block is known to have used. */
  readonly #open = new Map<number, NonceRecord>();
  readonly #used = new Map<number, NonceRecord>();
  /** The nonce above all that were ever used or given out. */
  next: number;
  /** All nonces below were used so long ago that nothing undoes it. */
  settledBelow: number;

  constructor(records: readonly NonceRecord[], next: number, settledBelow: number) {
    this.next = next;
    this.settledBelow = settledBelow;
    for (const record of records) this.add(record);
  }

  /** Takes the journal's word for everything. */
  reset(records: readonly NonceRecord[], next: number, settledBelow: number): void {
    this.#open.clear();
    this.#used.clear();
    this.next = Math.max(this.next, next);
    this.settledBelow = settledBelow;
    for (const record of records) this.add(record);
  }

  get isEmpty(): boolean {
    return this.#open.size === 0 && this.#used.size === 0;
  }

  /** Lowest first. */
  get open(): NonceRecord[] {
    return [...this.#open.values()].sort((a, b) => a.nonce - b.nonce);
  }

  get used(): NonceRecord[] {
    return [...this.#used.values()];
  }

  get liveCount(): number {
    let count = 0;
    for (const { intents } of this.#open.values()) for (const intent of intents) if (isLive(intent)) count++;
    return count;
  }

  hasLive(key: string): boolean {
    for (const { intents } of this.#open.values()) {
      if (intents.some((intent) => intent.key === key && isLive(intent))) return true;
    }
    return false;
  }

  get openHashes(): Map<Hash, NonceRecord> {
    return new Map(this.open.flatMap((record) => record.attempts.map(({ hash }) => [hash, record] as const)));
  }

  /** Whether a nonce above waits for this one. */
  isBlocking({ nonce }: NonceRecord): boolean {
    return [...this.#open.values()].some((other) => other.nonce > nonce && newestAttempt(other) !== undefined);
  }

  /** Nonces that were used so long ago that nothing undoes it. */
  deepUnder(head: bigint): NonceRecord[] {
    return this.used.filter(({ use }) => use !== undefined && use.blockNumber + WATCHED_BLOCKS <= head);
  }

  /** The nonce of the next action: one whose own action is none any more, or was refused, before a new one. */
  forNewIntent(head: Head): NonceRecord {
    const free = this.open.find((record) => {
      const current = currentIntent(record);
      if (current !== undefined) return worthOf(current, head) !== "wanted";
      const newest = newestAttempt(record);
      return newest === undefined ? record.attempts.length > 0 : newest.intentId !== undefined;
    });
    return free ?? this.fresh();
  }

  /** A nonce that nothing was signed with. */
  fresh(): NonceRecord {
    return { nonce: this.next, intents: [], attempts: [], use: undefined };
  }

  add(record: NonceRecord): void {
    (record.use === undefined ? this.#open : this.#used).set(record.nonce, record);
    this.next = Math.max(this.next, record.nonce + 1);
  }

  apply(change: Change): void {
    const { record } = change;
    this.#open.delete(record.nonce);
    this.#used.delete(record.nonce);
    apply(change);
    this.add(record);
  }

  /** @param record Of a nonce whose use nothing undoes. */
  settle({ nonce }: NonceRecord): void {
    this.#used.delete(nonce);
    this.settledBelow = Math.max(this.settledBelow, nonce + 1);
  }

  /** Gap scan: every nonce that the chain waits for before it takes ours is known from now on. */
  fillGaps(usedNonces: number, head: Head): void {
    this.next = Math.max(this.next, usedNonces);
    const met = { block: head.number, timestamp: head.timestamp };
    for (let nonce = usedNonces; nonce < this.next; nonce++) {
      if (!this.#open.has(nonce)) this.add({ nonce, intents: [], attempts: [], met, use: undefined });
    }
  }
}
