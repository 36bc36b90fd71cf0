import type { Logger } from "pino";
import { explain } from "../command-line/explain.ts";
import { STANDBY_POLL_MS } from "../limits.ts";
import { LockHeldError } from "../store/server-lock.ts";
import { pause, type SteppedNode } from "./loop.ts";
import type { Progress } from "./progress.ts";

/**
 * Opens what another process has as soon as that has let go of it, which the server notices. Once it has waited, an RPC or a server that
 * fails is waited for as well: whoever takes over must not be gone by then.
 * @returns undefined when the signal came first.
 */
export async function whenFree<T>(
  open: () => Promise<T>,
  progress: Progress,
  log: Logger,
  signal: AbortSignal,
): Promise<T | undefined> {
  let told: string | undefined;
  while (!signal.aborted) {
    try {
      const opened = await open();
      if (told !== undefined) log.info("taking over");
      progress.phase = "starting";
      return opened;
    } catch (error) {
      if (!(error instanceof LockHeldError) && told === undefined) throw error;
      const { message } = explain(error);
      if (message !== told) log.info(`${message} On standby.`);
      told = message;
      progress.phase = "standby";
      await pause(STANDBY_POLL_MS, signal);
    }
  }
  return undefined;
}

/** A node whose every step begins with a look whether it still has its account. */
export const guarded = (node: SteppedNode, checkLock: () => void): SteppedNode => ({
  async step() {
    checkLock();
    return node.step();
  },
  pauseMs: (pollMs) => node.pauseMs(pollMs),
});
