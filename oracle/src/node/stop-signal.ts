import type { Logger } from "pino";
import { SHUTDOWN_MS } from "../limits.ts";

const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * A signal to stop. The first SIGTERM or SIGINT lets the work in hand finish, within a bound; the second ends the process
 * at once. Nothing is lost by either: the chain knows what was done.
 */
export function stopSignal(log: Logger): AbortSignal {
  const controller = new AbortController();
  const onSignal = (signal: keyof typeof SIGNAL_EXIT) => {
    if (controller.signal.aborted) process.exit(SIGNAL_EXIT[signal]);
    log.info(`${signal}: stopping`);
    controller.abort();
    // Unreferenced: it must not itself hold the process.
    setTimeout(() => process.exit(SIGNAL_EXIT[signal]), SHUTDOWN_MS).unref();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return controller.signal;
}
