import {
  ATTEMPTS_OF_A_NONCE,
  FOREIGN_PATIENCE_BLOCKS,
  REBROADCAST_FIRST_BLOCKS,
  REBROADCAST_LONGEST_BLOCKS,
  REUSE_SECONDS,
} from "../limits.ts";
import { raiseIsDue, type Waiting } from "./fees.ts";

/** How a nonce stands that no block is known to have used. */
export type OpenNonce = {
  /**
   * What its newest transaction is for. `over`: its deadline has passed. `baseless`: the block that it depends on is gone, and it
   * may do harm. `nothing`: it only uses the nonce up, or none was ever taken.
   */
  readonly purpose: "wanted" | "over" | "baseless" | "nothing";
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

/**
 * What to do about a nonce so that it is used, and what waits behind it with it.
 * @param isAtCap Whether the cap allows no fee that takes the newest transaction's place. Then that one is kept in the pools: once it is
 * dropped everywhere, nothing else would ever use the nonce.
 */
export function judgeNonce(nonce: OpenNonce, isAtCap = false): NonceMove {
  const { purpose, isCancelled, isBlocking, attempts, waiting, blocksSinceBroadcast } = nonce;
  if (attempts === 0 && waiting.blocks < FOREIGN_PATIENCE_BLOCKS) return "wait";
  // One that was refused everywhere lies idle at no cost, for the next action to take, unless others wait behind it.
  if (purpose === "nothing" && !isCancelled) return isBlocking && !isAtCap ? "cancel" : "wait";
  // It may do harm, and may have been dropped.
  if (purpose === "baseless") return isAtCap ? "wait" : "cancel";
  if (purpose === "over" && !isAtCap) return isBlocking || secondsOver(waiting) >= REUSE_SECONDS ? "cancel" : "wait";
  if (blocksSinceBroadcast === undefined) return "rebroadcast";
  if (!isAtCap && attempts < ATTEMPTS_OF_A_NONCE && raiseIsDue(waiting)) return "raise";
  return blocksSinceBroadcast >= rebroadcastAfter(waiting.blocks) ? "rebroadcast" : "wait";
}

/** For a while the next action may take the nonce over, which saves taking it back. */
const secondsOver = ({ secondsLeft }: Waiting): number => -(secondsLeft ?? 0);

/** A pool may drop what it has taken; asked about ever more rarely, since most have not. */
function rebroadcastAfter(waitedBlocks: bigint): bigint {
  const blocks = waitedBlocks / 2n;
  if (blocks < REBROADCAST_FIRST_BLOCKS) return REBROADCAST_FIRST_BLOCKS;
  return blocks > REBROADCAST_LONGEST_BLOCKS ? REBROADCAST_LONGEST_BLOCKS : blocks;
}
