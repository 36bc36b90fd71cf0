import type { NodeMetrics, TransactionOutcome } from "../metrics/node-metrics.ts";
import type { EndedAction, SenderObserver, SenderStand } from "../sender/sender-observer.ts";
import type { Purse } from "./purse.ts";

const OUTCOMES: Readonly<Record<EndedAction["result"], TransactionOutcome>> = {
  ...{ done: "done", reverted: "reverted", superseded: "superseded", replaced: "cancelled", returned: "returned" },
};

/** Follows what the account sends, for the metrics and for what is left in the purse. Judges nothing and sends nothing. */
export class Dispatches implements SenderObserver {
  readonly #metrics: Pick<NodeMetrics, "transactions" | "money">;
  readonly #purse: Purse;

  constructor(metrics: Pick<NodeMetrics, "transactions" | "money">, purse: Purse) {
    this.#metrics = metrics;
    this.#purse = purse;
  }

  published(kind: string): void {
    this.#metrics.transactions.published(kind);
  }

  raised(kind: string): void {
    this.#metrics.transactions.feeBumped(kind);
  }

  ended({ kind, result, valueWei, costWei, seconds }: EndedAction): void {
    this.#metrics.transactions.ended(kind, OUTCOMES[result], seconds);
    // Of one that returned, block and gas are not of the chain any more; they count when it is mined again.
    if (costWei === undefined || result === "returned") return;
    this.#metrics.money.gasSpent(kind, costWei);
    this.#purse.spent(result === "done" ? costWei + valueWei : costWei);
  }

  stands({ pending, oldestSeconds, reservedWei, nextNonce, nonceGap }: SenderStand): void {
    this.#metrics.transactions.pending(pending, oldestSeconds);
    this.#metrics.transactions.nonce(nextNonce, nonceGap);
    this.#purse.reserved(reservedWei);
  }
}
