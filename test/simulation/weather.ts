/** How one provider behaves for a while. */
export type Weather = {
  /** Of its calls, the share that fail: 0 to 1. */
  readonly errorShare: number;
  /** The longest that an answer is held back, in milliseconds. */
  readonly delayMs: number;
  /** How many blocks it lags behind. */
  readonly lagBlocks: number;
  readonly lie: Lie;
};

/**
 * `answers`: every posted answer is another one, in logs and in states alike. `logs`: events are left out. `receipts`: what
 * succeeded has failed. `states`: a bit of what a contract says is another.
 */
export type Lie = "none" | "answers" | "logs" | "receipts" | "states";

export const FAIR: Weather = { errorShare: 0, delayMs: 0, lagBlocks: 0, lie: "none" };

/** A number from 0 to below 1 that depends on nothing but the words: the same call has the same fate in every run of a seed. */
export function fate(...words: readonly unknown[]): number {
  let hash = 0x811c9dc5;
  for (const letter of words.join("|")) {
    hash ^= letter.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
