import {
  ATTEMPTS_OF_A_NONCE,
  FOREIGN_PATIENCE_BLOCKS,
  REBROADCAST_FIRST_BLOCKS,
  REBROADCAST_LONGEST_BLOCKS,
} from "../limits.ts";
import { raiseIsDue, type Waiting } from "./fees.ts";

/** How a nonce stands that no block is known to have used. */
export type OpenNonce = {
  /** What its newest transaction is for; `nothing` when that only uses the nonce up, or none was ever taken. */
  readonly purpose: "wanted" | "pointless" | "nothing";
  /** Whether its newest transaction only uses the nonce up. */
  readonly isCancelled: boolean;
  /** Whether a higher nonce waits for this one. */
  readonly isBlocking: boolean;
  /** Transactions that were signed with it. */
  readonly attempts: number;
  /** Since the newest of them was made. */
  readonly waiting: Waiting;
  /** Since one of them was last sent to the RPC; undefined when it is not known whether it ever was. */
  readonly blocksSinceBroadcast: bigint | undefined;
};

export type NonceMove = "wait" | "rebroadcast" | "raise" | "cancel";

/** What to do about a nonce so that it is used, and what waits behind it with it. */
export function judgeNonce(nonce: OpenNonce): NonceMove {
  const { purpose, isCancelled, isBlocking, attempts, waiting, blocksSinceBroadcast } = nonce;
  if (attempts === 0 && waiting.blocks < FOREIGN_PATIENCE_BLOCKS) return "wait";
  // One that was refused everywhere lies idle at no cost, for the next action to take, unless others wait behind it.
  if (purpose === "nothing" && !isCancelled) return isBlocking ? "cancel" : "wait";
  if (purpose === "pointless") return "cancel";
  if (blocksSinceBroadcast === undefined) return "rebroadcast";
  if (attempts < ATTEMPTS_OF_A_NONCE && raiseIsDue(waiting)) return "raise";
  return blocksSinceBroadcast >= rebroadcastAfter(waiting.blocks) ? "rebroadcast" : "wait";
}

/** A pool may drop what it has taken; asked about ever more rarely, since most have not. */
function rebroadcastAfter(waitedBlocks: bigint): bigint {
  const blocks = waitedBlocks / 2n;
  if (blocks < REBROADCAST_FIRST_BLOCKS) return REBROADCAST_FIRST_BLOCKS;
  return blocks > REBROADCAST_LONGEST_BLOCKS ? REBROADCAST_LONGEST_BLOCKS : blocks;
}
