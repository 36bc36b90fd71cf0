import type { Address, Hex } from "viem";
import type { Request, RequestState } from "../../chain/request.ts";

/** What the WebAssembly executor gave for a request. `failed` says nothing about the answer. */
export type Check =
  | { readonly type: "none" }
  | { readonly type: "running" }
  | { readonly type: "computed"; readonly outputHash: Hex }
  | { readonly type: "failed"; readonly reason: string };

/** What a second run with its trace and a third one by the plain reference gave. `agreed`: the same as the first. */
export type Confirmation =
  | { readonly type: "none" }
  | { readonly type: "running" }
  | { readonly type: "disagreed" }
  | { readonly type: "agreed"; readonly outputHash: Hex }
  | { readonly type: "failed"; readonly reason: string };

/** How far a commitment to a claim is. `off`: none is made. `counts`: it is in a block, so a copy of the claim comes later. */
export type CommitmentStage = "off" | "none" | "sent" | "counts";

/** Own money, in wei. */
export type Purse = {
  /** What contradictions and claims have at stake now. */
  readonly stakedWei: bigint;
  readonly maximumStakeWei: bigint;
  /** What a unit of gas costs. */
  readonly gasPriceWei: bigint;
  /** Undefined where a loss is no reason to let a wrong answer stand. */
  readonly minimumGainWei: bigint | undefined;
};

/** Everything that the next move about an answer depends on, at one block. */
export type WatchView = {
  /** Timestamp of the block, unix seconds. */
  readonly now: number;
  /** Undefined without a key. */
  readonly account: Address | undefined;
  readonly request: Request;
  readonly state: RequestState;
  /** Why the answer isn't checked, or undefined when it is. */
  readonly unwatched: string | undefined;
  /** Whether a dispute about it is taken part in. */
  readonly cares: boolean;
  /** Whether its answer was disputed, as far as is known. */
  readonly wasDisputed: boolean;
  readonly check: Check;
  readonly confirmation: Confirmation;
  readonly commitment: CommitmentStage;
  readonly purse: Purse;
  /** Whether a contradiction is on its way. */
  readonly inFlight: boolean;
};
