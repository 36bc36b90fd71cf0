import type { Address, Hash } from "viem";
import type { DeskProgress } from "./disputes/desk.ts";

/** Where the node stands, for people and programs that ask over HTTP. Written by the node, read by the server. */
export type Progress = {
  phase: "starting" | "standby" | "catching up" | "ready" | "rpc lost" | "stopping";
  readonly mode: string;
  readonly startedAt: string;
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
  transactionsInFlight: number;
  /** Others' answers and disputes; null before the first step. */
  disputes: DeskProgress | null;
  models: { modelId: string; name: string; modelHash: string }[];
  packages: { name: string; modelHash: string }[];
};

export function newProgress(mode = "serve"): Progress {
  return {
    phase: "starting",
    mode,
    startedAt: new Date().toISOString(),
    steppedMs: 0,
    pollMs: 0,
    chainId: null,
    operator: null,
    head: null,
    watermark: null,
    openRequests: 0,
    transactionsInFlight: 0,
    disputes: null,
    models: [],
    packages: [],
  };
}
