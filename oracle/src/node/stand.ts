import type { NodeMetrics } from "../metrics/node-metrics.ts";
import type { Head } from "./chain-reader.ts";
import type { DeskProgress } from "./disputes/desk.ts";
import type { Progress } from "./progress.ts";

/** Where a node of any mode stands after a step. */
export type Stand = {
  readonly head: Head;
  readonly isCaughtUp: boolean;
  readonly watermark: bigint;
  readonly transactionsInFlight: number;
  readonly disputes: DeskProgress;
  /** Bonds of own answers that nobody has contradicted, in wei. */
  readonly bondsWei: bigint;
};

/** Tells it to people and programs that ask. */
export function tellStand(stand: Stand, progress: Progress, metrics: NodeMetrics): void {
  const { head, isCaughtUp, watermark, transactionsInFlight, disputes, bondsWei } = stand;
  metrics.chain.watermark(watermark);
  metrics.requests.queue("post", transactionsInFlight);
  metrics.requests.queue("check", disputes.checking + disputes.waitingChecks);
  metrics.requests.queue("dispute", disputes.computing);
  metrics.money.bondsAtStake(bondsWei + disputes.stakedWei + disputes.answerBondsWei);
  Object.assign(progress, {
    phase: isCaughtUp ? "ready" : "catching up",
    head: { number: head.number, hash: head.hash, timestamp: head.timestamp },
    watermark,
    transactionsInFlight,
    disputes,
  } satisfies Partial<Progress>);
}
