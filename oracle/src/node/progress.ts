import type { Address, Hash, Hex } from "viem";
import type { DeskProgress } from "./disputes/desk.ts";

/** `retryInMs` is null when nothing failed that is tried again. */
export type Work = { readonly running: number; readonly retryInMs: number | null };

/** Where the node stands, for people and programs that ask over HTTP. Written by the node, read by the server. */
export type Progress = {
  phase: "starting" | "standby" | "catching up" | "ready" | "rpc lost" | "stopping";
  readonly mode: string;
  readonly startedAt: string;
  /** When the last step began, by `performance.now`: a loop that stands still is noticed by it. */
  triedMs: number;
  /** When the last step succeeded, by `performance.now`: an RPC that hangs is noticed by its silence. */
  steppedMs: number;
  /** Pause between two looks at the chain, in milliseconds. */
  pollMs: number;
  chainId: number | null;
  operator: Address | null;
  head: { number: bigint; hash: Hash; timestamp: number } | null;
  /** Newest block whose events were read. */
  watermark: bigint | null;
  openRequests: number;
  /** What goes on beside the looks at the chain, and when the next attempt at something that failed is due. */
  work: () => Work;
  /** Of the node's account; null before it was read. */
  balanceWei: bigint | null;
  /** With less than this and a bond nothing new is answered. */
  balanceFloorWei: bigint | null;
  transactionsInFlight: number;
  /** Others' answers and disputes; null before the first step. */
  disputes: DeskProgress | null;
  models: { modelId: string; name: string; modelHash: string }[];
  packages: { name: string; modelHash: Hex }[];
};

export function newProgress(mode = "serve"): Progress {
  return {
    phase: "starting",
    mode,
    startedAt: new Date().toISOString(),
    triedMs: performance.now(),
    steppedMs: 0,
    pollMs: 0,
    chainId: null,
    operator: null,
    head: null,
    watermark: null,
    openRequests: 0,
    work: () => ({ running: 0, retryInMs: null }),
    balanceWei: null,
    balanceFloorWei: null,
    transactionsInFlight: 0,
    disputes: null,
    models: [],
    packages: [],
  };
}
