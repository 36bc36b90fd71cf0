import type { Hash } from "viem";
import type { Call } from "../chain/transact.ts";

/** `urgent` is what defends money at stake: it has places in flight that ordinary work never takes. */
export type Priority = "ordinary" | "urgent";

/** What is known of an action beside its call. */
export type Purpose = {
  /**
   * When it must be mined, in unix seconds by the chain's clock: the nearer, the higher the fee. Afterwards it is not worth its
   * gas any more. Undefined for what may take its time.
   */
  readonly deadline?: number;
  /** `ordinary` when undefined. */
  readonly priority?: Priority;
  /** What it does, in a word, for people who read the journal: "propose", "claim". */
  readonly kind?: string;
  /** The request that it is about, if any. */
  readonly requestId?: bigint;
  /**
   * Hash of the block that the call's content depends on: for an answer the request's, whose hash is in the seed. Once that block
   * is not canonical any more, the transaction is taken back instead of sent again.
   */
  readonly basis?: Hash;
  /** Whether its gas hardly differs from that of other calls of its function, so that it isn't estimated each time. */
  readonly isRoutine?: boolean;
};

/**
 * Takes the transactions of one account and waits for none of them. Each belongs to an action, named by a key; an action has at
 * most one transaction on its way.
 */
export type Outbox = {
  /** How many actions are on their way. */
  readonly size: number;
  /** Whether ordinary work has to wait. */
  readonly isFull: boolean;
  /** Whether work of this priority has to wait. */
  readonly isFullFor: (priority: Priority) => boolean;
  /** Whether the action has a transaction on its way. */
  readonly has: (key: string) => boolean;
  /**
   * @param callbackGasLimit Gas that the call must leave for a callback in it; 0 without one.
   * @param head Number of the block at which the action was decided.
   * @returns The hash of its first transaction; a higher fee makes another.
   * @throws viem's errors when the contract would refuse the call.
   */
  readonly send: (key: string, call: Call, callbackGasLimit: bigint, head: bigint, purpose?: Purpose) => Promise<Hash>;
};
