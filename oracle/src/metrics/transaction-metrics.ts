import type { Instruments } from "./instruments.ts";
import type { TransactionMetrics, TransactionOutcome } from "./node-metrics.ts";

/** From one block of a fast chain to an hour in a pool. */
const MINED_SECONDS = [0.5, 1, 2, 5, 12, 24, 60, 120, 300, 600, 1_800, 3_600];
const OUTCOMES: readonly TransactionOutcome[] = ["done", "reverted", "superseded", "cancelled", "returned"];

export function transactionMetrics({ counter, gauge, histogram }: Instruments): TransactionMetrics {
  const published = counter("txmgr_published_total", "Transactions that were broadcast", ["action"]);
  const ended = counter(
    "txmgr_ended_total",
    "What blocks made of transactions; returned: its block is not canonical any more",
    ["action", "outcome"],
  );
  const latency = histogram("txmgr_confirmed_latency_seconds", "Time from broadcast to block", MINED_SECONDS);
  const bumps = counter("txmgr_fee_bumps_total", "Transactions sent again with a higher fee", ["action"]);
  const pending = gauge("txmgr_pending_transactions", "Transactions on their way");
  const oldest = gauge("txmgr_pending_age_seconds", "Age of the oldest transaction on its way");
  const current = gauge("txmgr_current_nonce", "Next nonce of the account");
  const gap = gauge("txmgr_nonce_gap", "Nonces below the next one that are neither mined nor on their way");
  const known = new Set<string>();
  return {
    published(action) {
      if (!known.has(action)) {
        for (const outcome of OUTCOMES) ended.inc({ action, outcome }, 0);
        bumps.inc({ action }, 0);
      }
      known.add(action);
      published.inc({ action });
    },
    ended(action, outcome, seconds) {
      ended.inc({ action, outcome });
      if (outcome === "done" || outcome === "reverted") latency.observe(seconds);
    },
    feeBumped: (action) => bumps.inc({ action }),
    pending(count, oldestSeconds) {
      pending.set(count);
      oldest.set(oldestSeconds);
    },
    nonce(next, missing) {
      current.set(next);
      gap.set(missing);
    },
  };
}
