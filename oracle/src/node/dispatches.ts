import { callName } from "../chain/call-name.ts";
import type { Call } from "../chain/transact.ts";
import type { TransactionMetrics, TransactionOutcome } from "../metrics/node-metrics.ts";
import type { Purse } from "./purse.ts";

type Dispatch = { readonly action: string; readonly sentMs: number };

const MS_IN_SECOND = 1_000;

/** Follows what is sent, for the metrics and for what is left in the purse. Judges nothing and sends nothing. */
export class Dispatches {
  readonly #metrics: TransactionMetrics;
  readonly #gasSpent: (action: string, wei: bigint) => void;
  readonly #purse: Purse;
  readonly #underWay = new Map<string, Dispatch>();

  constructor(metrics: TransactionMetrics, gasSpent: (action: string, wei: bigint) => void, purse: Purse) {
    this.#metrics = metrics;
    this.#gasSpent = gasSpent;
    this.#purse = purse;
  }

  /** @param key Of the action, as the outbox knows it. */
  sent(key: string, call: Call): void {
    const action = callName(call.data);
    this.#underWay.set(key, { action, sentMs: performance.now() });
    this.#purse.sent(key, call.value ?? 0n);
    this.#metrics.published(action);
    this.#report();
  }

  /** @param costWei Gas at its price; undefined when no block took it. @returns What it was for, in a word. */
  ended(key: string, outcome: TransactionOutcome, costWei: bigint | undefined): string {
    const { action = "other", sentMs = performance.now() } = this.#underWay.get(key) ?? {};
    this.#underWay.delete(key);
    this.#purse.ended(key);
    this.#metrics.ended(action, outcome, (performance.now() - sentMs) / MS_IN_SECOND);
    if (costWei !== undefined) this.#gasSpent(action, costWei);
    this.#report();
    return action;
  }

  /** Called with each block, so that the oldest one's age goes on. */
  review(): void {
    this.#report();
  }

  #report(): void {
    const now = performance.now();
    const oldestMs = Math.min(now, ...[...this.#underWay.values()].map(({ sentMs }) => sentMs));
    this.#metrics.pending(this.#underWay.size, (now - oldestMs) / MS_IN_SECOND);
  }
}
