import { RETRY_FIRST_MS, RETRY_LONGEST_MS } from "../limits.ts";

/** Pauses between attempts of the same action, doubling up to a bound. */
export class Cooldown {
  readonly #pauses = new Map<string, { untilMs: number; pauseMs: number }>();

  /** @param nowMs Milliseconds of any steady clock, the same for all calls. */
  blocks(key: string, nowMs: number): boolean {
    return (this.#pauses.get(key)?.untilMs ?? 0) > nowMs;
  }

  fail(key: string, nowMs: number): void {
    const before = this.#pauses.get(key)?.pauseMs;
    const pauseMs = before === undefined ? RETRY_FIRST_MS : Math.min(2 * before, RETRY_LONGEST_MS);
    this.#pauses.set(key, { untilMs: nowMs + pauseMs, pauseMs });
  }

  clear(key: string): void {
    this.#pauses.delete(key);
  }

  /** How long it is until the next pause ends, in milliseconds; null when there is none. */
  nextMs(nowMs: number): number | null {
    const left = [...this.#pauses.values()].map(({ untilMs }) => untilMs - nowMs).filter((ms) => ms > 0);
    return left.length === 0 ? null : Math.min(...left);
  }

  /** Whether a pause ended between two moments, so that something may be tried again without a new block. */
  endedBetween(fromMs: number, toMs: number): boolean {
    return [...this.#pauses.values()].some(({ untilMs }) => untilMs > fromMs && untilMs <= toMs);
  }
}
