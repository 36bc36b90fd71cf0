import type { Hash } from "viem";

/**
 * What became of an action. `done` and `reverted`: mined in `blockNumber`. `superseded`, `replaced`: another transaction used its
 * nonce, so it never happens. `returned`: it was mined, and its block is not canonical any more; it is on its way again.
 * Told until the next look, and again after a restart if that did not come, so hearing it twice must change nothing.
 */
export type Outcome = {
  readonly intentId: bigint;
  readonly key: string;
  readonly kind: string;
  readonly requestId: bigint | undefined;
  readonly result: "done" | "reverted" | "superseded" | "replaced" | "returned";
  /** Of what used its nonce; undefined when nothing has, or it is not known what. */
  readonly hash: Hash | undefined;
  readonly blockNumber: bigint | undefined;
  /** What the gas of what used its nonce cost, in wei; undefined when nothing of ours has. */
  readonly costWei: bigint | undefined;
};
