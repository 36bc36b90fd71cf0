import { LIVE_SILENCE_MS, READY_SILENCE_MS } from "../limits.ts";
import type { Progress } from "./progress.ts";

/** Whether something holds, and why not: sentences for people, none when it does. */
export type Health = { readonly isWell: boolean; readonly reasons: readonly string[] };

const health = (reasons: readonly string[]): Health => ({ isWell: reasons.length === 0, reasons });

const PHASES: Readonly<Record<Progress["phase"], readonly string[]>> = {
  starting: ["starting: the chain is not reached yet"],
  standby: ["standby: another process has the key, and this one waits to take over"],
  "catching up": ["catching up: there are blocks whose events are not read yet"],
  "rpc lost": ["rpc lost: the RPC does not answer"],
  stopping: ["stopping"],
  ready: [],
};

/** Whether the process is of use at all; when it isn't, a restart may help. @param nowMs By `performance.now`. */
export function liveness({ triedMs, phase }: Progress, nowMs: number): Health {
  // Until the chain is reached there are no steps, and the start has a time limit of its own.
  const isStuck = phase !== "starting" && nowMs - triedMs > LIVE_SILENCE_MS;
  return health(isStuck ? [`stuck: a step began ${Math.floor((nowMs - triedMs) / 1_000)} seconds ago`] : []);
}

/** Whether a request that comes now would be answered. A restart doesn't help where this says no. */
export function readiness(progress: Progress, nowMs: number): Health {
  const { phase, steppedMs, pollMs, balanceWei, balanceFloorWei } = progress;
  const reasons = [...PHASES[phase]];
  if (phase === "ready" && nowMs - steppedMs > READY_SILENCE_MS + pollMs) {
    reasons.push("rpc silent: no look at the chain has succeeded for some seconds");
  }
  if (balanceWei !== null && balanceFloorWei !== null && balanceWei < balanceFloorWei) {
    reasons.push("balance below its floor: a dispute could not be paid for, so nothing new is answered");
  }
  return health(reasons);
}
