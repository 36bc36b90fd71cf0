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

/** How far it is. Of computing, `done` and `total` count instructions, tokens or items: only their ratio means something. */
export type VerificationProgress =
  | { readonly phase: "fetching"; readonly bytes: number }
  | { readonly phase: "computing"; readonly done: number; readonly total: number };

/** Why nothing can be said about the answer. `mismatch`: what lies at the package's address isn't the registered model. */
export interface VerificationProblem {
  readonly kind: "mismatch" | "failed";
  readonly detail: string;
}

export type VerificationMessage =
  | { readonly type: "progress"; readonly progress: VerificationProgress }
  | { readonly type: "output"; readonly output: Hex }
  | { readonly type: "problem"; readonly problem: VerificationProblem };
