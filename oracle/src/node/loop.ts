import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { isUnreachable } from "../chain/rpc-error.ts";
import { explain } from "../command-line/explain.ts";
import { RPC_BACKOFF_FIRST_MS, RPC_BACKOFF_LONGEST_MS } from "../limits.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import { LockLostError } from "../store/server-lock.ts";
import type { Progress } from "./progress.ts";
import { remedyOf } from "./remedy.ts";

const MS_IN_SECOND = 1_000;

/** What is stepped until the process ends. */
export type SteppedNode = {
  /** @returns Whether it may pause. */
  readonly step: () => Promise<boolean>;
  /** For how long, in milliseconds. @param pollMs While there is work. */
  readonly pauseMs: (pollMs: number) => number;
};

/** Ends early when the signal comes, which is no error. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/**
 * Steps until the signal comes, or the account is another process's. An RPC that is lost is told once and waited for; the node continues from its watermark.
 */
export async function loop(
  node: SteppedNode,
  progress: Progress,
  log: Logger,
  signal: AbortSignal,
  metrics: NodeMetrics,
): Promise<void> {
  let backoffMs = RPC_BACKOFF_FIRST_MS;
  let lost = false;
  while (!signal.aborted) {
    progress.triedMs = performance.now();
    const tell = (isDone: boolean) =>
      metrics.chain.stepped((performance.now() - progress.triedMs) / MS_IN_SECOND, isDone);
    try {
      const caughtUp = await node.step();
      tell(true);
      progress.steppedMs = performance.now();
      if (lost) {
        log.info("the RPC answers again");
        progress.phase = caughtUp ? "ready" : "catching up";
      }
      lost = false;
      backoffMs = RPC_BACKOFF_FIRST_MS;
      if (caughtUp) await pause(node.pauseMs(progress.pollMs), signal);
    } catch (error) {
      if (error instanceof LockLostError) throw error;
      const unreachable = isUnreachable(error);
      const remedy = remedyOf(error);
      tell(false);
      metrics.failed("step", remedy);
      if (!unreachable) log.error({ remedy }, `step failed: ${explain(error).message}`);
      else if (!lost) log.error({ remedy }, "the RPC does not answer: trying again until it does");
      lost ||= unreachable;
      if (unreachable) progress.phase = "rpc lost";
      await pause(backoffMs, signal);
      backoffMs = Math.min(2 * backoffMs, RPC_BACKOFF_LONGEST_MS);
    }
  }
  progress.phase = "stopping";
}
