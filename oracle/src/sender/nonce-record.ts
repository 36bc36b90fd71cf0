import type { Hash, Hex } from "viem";
import type { Call } from "../chain/transact.ts";
import type { Fees } from "./fees.ts";
import type { Priority } from "./outbox.ts";

/**
 * `sent`: on its way. `returned`: was mined in a block that is not canonical any more, and is on its way again. `done` and
 * `reverted`: mined. `superseded`: another one of the account, not by this node, used its nonce. `replaced`: another one of this
 * node did. `refused`: no RPC took it.
 */
export type IntentState = "sent" | "returned" | "done" | "reverted" | "superseded" | "replaced" | "refused";

/** What is to be done: one call. It stays with one nonce. */
export type Intent = {
  readonly id: bigint;
  readonly key: string;
  readonly kind: string;
  readonly requestId: bigint | undefined;
  readonly call: Call;
  readonly gas: bigint;
  /** unix seconds */
  readonly deadline: number | undefined;
  readonly priority: Priority;
  readonly basis: Hash | undefined;
  readonly decidedBlock: bigint;
  state: IntentState;
  /** Whether the block of its basis is not canonical any more. */
  isBaseless: boolean;
};

/** One signed transaction. */
export type Attempt = {
  readonly hash: Hash;
  /** Undefined for one that only uses its nonce up. */
  readonly intentId: bigint | undefined;
  readonly raw: Hex;
  readonly fees: Fees;
  /** Head when it was made. */
  readonly decidedBlock: bigint;
  readonly decidedTimestamp: number;
  /** Head when it was last sent to the RPC. */
  broadcastBlock: bigint | undefined;
  isRefused: boolean;
};

/** The canonical block that used a nonce. */
export type Use = {
  /** Null when it was no transaction of this node and could not be found. */
  readonly hash: Hash | null;
  readonly blockNumber: bigint;
  readonly blockHash: Hash;
  /** What its gas cost, in wei; undefined of what is not ours. */
  readonly costWei: bigint | undefined;
};

/** A nonce of the account, and all that was ever signed with it. */
export type NonceRecord = {
  readonly nonce: number;
  readonly intents: Intent[];
  readonly attempts: Attempt[];
  /** Number and time of the head when it was met without a transaction of its own. */
  readonly met?: { readonly block: bigint; readonly timestamp: number };
  use: Use | undefined;
};

export const isLive = ({ state }: Intent): boolean => state === "sent" || state === "returned";

/** The newest transaction that somebody may have. */
export const newestAttempt = ({ attempts }: NonceRecord): Attempt | undefined =>
  attempts.findLast(({ isRefused }) => !isRefused);

/** The action of the newest transaction, if that is still to be done. */
export function currentIntent(record: NonceRecord): Intent | undefined {
  const id = newestAttempt(record)?.intentId;
  return record.intents.find((intent) => intent.id === id && isLive(intent));
}
