import type { CaseAction, CaseView } from "@openimo/player";
import { toJson } from "../command-line/print.ts";
import { PLAY_OUTAGE_MS, PLAY_REFUSALS_MOST, RPC_BACKOFF_FIRST_MS, RPC_BACKOFF_LONGEST_MS } from "../limits.ts";

/** What a failed attempt calls for: another look after a pause, in milliseconds, or none. */
export type Retry = { readonly pauseMs: number } | "giveUp";

const pauseMs = (firstMs: number, count: number): number =>
  Math.min(firstMs * 2 ** (count - 1), RPC_BACKOFF_LONGEST_MS);

/**
 * How long a player goes on where something fails. Giving up can cost a right claim its bond and the case, so whatever others
 * can cause is tried again for as long as they cause it.
 */
export class Patience {
  readonly #pollMs: number;
  #attempted = "";
  #count = 0;
  #failures = 0;
  #failingSinceMs = 0;

  /** @param pollMs Between two looks at the chain. */
  constructor(pollMs: number) {
    this.#pollMs = pollMs;
  }

  /** The contract refused before anything was sent. Who changes the case can cause that as often as they like. */
  refused(action: CaseAction, view: CaseView): Retry {
    const count = this.#again("refused", action, view);
    return count >= PLAY_REFUSALS_MOST ? "giveUp" : { pauseMs: pauseMs(this.#pollMs, count) };
  }

  /** The contract refused in a block: somebody was faster. @returns The pause before the next look, in milliseconds. */
  overtaken(action: CaseAction, view: CaseView): number {
    return pauseMs(this.#pollMs, this.#again("overtaken", action, view));
  }

  /** @param view The last look at the case, or undefined before the first. @param nowMs Clock of this machine, in milliseconds. */
  failed(view: CaseView | undefined, nowMs: number): Retry {
    if (this.#failures === 0) this.#failingSinceMs = nowMs;
    this.#failures++;
    // While claims are taken a right one can still be made.
    const lastMs = Math.max(this.#failingSinceMs + PLAY_OUTAGE_MS, (view?.state.claimsEnd ?? 0) * 1_000);
    return nowMs > lastMs ? "giveUp" : { pauseMs: pauseMs(RPC_BACKOFF_FIRST_MS, this.#failures) };
  }

  /** The RPC works: the next failure begins another outage. */
  answered(): void {
    this.#failures = 0;
  }

  #again(how: "refused" | "overtaken", { type }: CaseAction, { state, claims, duels }: CaseView): number {
    const places = duels.map(({ id, turns }) => [id, turns.length]);
    const attempted = toJson([how, type, state, claims.map((claim) => [claim.id, claim.state]), places]);
    this.#count = attempted === this.#attempted ? this.#count + 1 : 1;
    this.#attempted = attempted;
    return this.#count;
  }
}
