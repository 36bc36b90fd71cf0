import type { Logger } from "pino";
import { BaseError } from "viem";
import { type Connection, type ConnectionOptions, connect } from "../chain/connection.ts";
import { mayPass } from "../chain/rpc-error.ts";
import { TryAgainError } from "../command-line/errors.ts";
import { explain } from "../command-line/explain.ts";
import { RPC_BACKOFF_FIRST_MS, RPC_BACKOFF_LONGEST_MS } from "../limits.ts";
import { checkPinnedReads } from "../rpc/check-pinned-reads.ts";
import { pause } from "./loop.ts";
import { remedyOf } from "./remedy.ts";

/**
 * Connects, and waits for an RPC that is not there yet.
 * @param timeoutSeconds For how long.
 * @returns undefined when the signal came first.
 * @throws TryAgainError when the time is over, FailedError for a wrong chain, a missing contract or an RPC that can't read at a block's hash,
 * at once.
 */
export function connectPatiently(
  options: ConnectionOptions,
  timeoutSeconds: number,
  log: Logger,
  signal: AbortSignal,
): Promise<Connection | undefined> {
  const work = async () => {
    const connection = await connect(options);
    connection.pool.notice = (level, facts, sentence) => log[level](facts, sentence);
    await checkPinnedReads(connection);
    return connection;
  };
  return patiently(work, timeoutSeconds, log, signal);
}

/** The same for anything else that asks the RPC while the node starts, and changes nothing when it fails. */
export async function patiently<T>(
  work: () => Promise<T>,
  timeoutSeconds: number,
  log: Logger,
  signal: AbortSignal,
): Promise<T | undefined> {
  const endMs = performance.now() + timeoutSeconds * 1_000;
  let backoffMs = RPC_BACKOFF_FIRST_MS;
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return await work();
    } catch (error) {
      // An RPC that is asked for something it can't give yet refuses, as one that starts itself does.
      const isRpc = error instanceof BaseError && remedyOf(error) === "retry";
      if (!mayPass(error) && !isRpc) throw error;
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) {
        throw new TryAgainError(`${explain(error).message} Tried for ${timeoutSeconds} seconds.`, {}, { cause: error });
      }
      if (attempt === 1) log.warn(`${explain(error).message} Trying for ${timeoutSeconds} seconds.`);
      await pause(Math.min(backoffMs, leftMs), signal);
      backoffMs = Math.min(2 * backoffMs, RPC_BACKOFF_LONGEST_MS);
    }
  }
  return undefined;
}
