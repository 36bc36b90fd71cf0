import type { Hash } from "viem";
import { PACE_BLOCKS, PACE_MOST_POLLS } from "../limits.ts";

/** A share of a poll: by which one looks early now and then, and between two looks at a block that is due. */
const STEP = 1 / 4;
/** Each so many blocks one looks early: otherwise each block would be noticed a bit later than the one before. */
const EARLY_EACH = 4;
/** What a gap between two blocks may seem shorter than it is, when the first one was noticed late. */
const NOTICED_LATE = 1.15;

type Seen = { readonly hash: Hash; readonly number: bigint; readonly timestamp: number };

/** When a chain without work has to be looked at next: about once for each block, if they come as regularly as before. */
export class Pace {
  #last: Seen | undefined;
  #arrivedMs = 0;
  #count = 0;
  /** Shortest time that may lie between two blocks, of the last ones. */
  #gapsMs: number[] = [];

  saw(block: Seen, nowMs: number): void {
    const before = this.#last;
    if (block.hash === before?.hash) return;
    if (before !== undefined) {
      const blocks = Number(block.number - before.number);
      const byChainMs = (1_000 * (block.timestamp - before.timestamp)) / Math.max(blocks, 1);
      const byClockMs = ((nowMs - this.#arrivedMs) * NOTICED_LATE) / Math.max(blocks, 1);
      this.#gapsMs = [...this.#gapsMs, Math.min(byChainMs, byClockMs)].slice(-PACE_BLOCKS);
    }
    this.#last = block;
    this.#arrivedMs = nowMs;
    this.#count++;
  }

  /** @param pollMs The pause where nothing is known about the blocks. */
  pauseMs(pollMs: number, nowMs: number): number {
    if (this.#gapsMs.length < PACE_BLOCKS) return pollMs;
    const earlyMs = this.#count % EARLY_EACH === 0 ? STEP * pollMs : 0;
    // The shortest of the last gaps: where blocks come irregularly, they are looked for all the time.
    const leftMs = this.#arrivedMs + Math.min(...this.#gapsMs) - earlyMs - nowMs;
    if (leftMs > 0) return Math.min(leftMs, PACE_MOST_POLLS * pollMs);
    return -leftMs < pollMs ? STEP * pollMs : pollMs;
  }
}
