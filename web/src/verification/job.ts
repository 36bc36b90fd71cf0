import type { Call, SideJob } from "@openimo/player";
import type { Hex } from "viem";

/** What has to be computed again, as the chain tells it. */
export interface VerificationJob {
  /** The package's folder, as a browser can fetch it. */
  readonly packageAddress: string;
  readonly programRoot: Hex;
  readonly weightsRoot: Hex;
  readonly requestId: bigint;
  readonly seedSalt: Hex;
  /** One input; of a batch every one. */
  readonly inputs: readonly Hex[];
  readonly isBatch: boolean;
}

/** What a worker is asked to do. A `side` stays in it, and answers any number of calls. */
export type WorkerTask =
  | { readonly type: "verify"; readonly job: VerificationJob }
  | { readonly type: "side"; readonly job: VerificationJob }
  | { readonly type: "call"; readonly number: number; readonly sideJob: SideJob };

/** What a side claims, and what people are told about its program. */
export interface SideFacts {
  readonly output: Hex;
  readonly outputHash: Hex;
  readonly traceRoot: Hex;
  /** Kind of each instruction of the program. */
  readonly operations: readonly string[];
}

/** How far it is. `bytes` of tracing is the memory that it takes. Of computing, `done` and `total` count instructions, tokens or items: only their ratio means something. */
export type VerificationProgress =
  | { readonly phase: "fetching"; readonly bytes: number }
  | { readonly phase: "tracing"; readonly bytes: number }
  | { readonly phase: "computing"; readonly done: number; readonly total: number };

/** Why nothing can be said about the answer. `mismatch`: what lies at the package's address isn't the registered model. */
export interface VerificationProblem {
  readonly kind: "mismatch" | "failed";
  readonly detail: string;
}

export type VerificationMessage =
  | { readonly type: "progress"; readonly progress: VerificationProgress }
  | { readonly type: "output"; readonly output: Hex }
  | { readonly type: "side"; readonly facts: SideFacts }
  | { readonly type: "call"; readonly number: number; readonly call: Call }
  | { readonly type: "refused"; readonly number: number; readonly detail: string }
  | { readonly type: "problem"; readonly problem: VerificationProblem };
