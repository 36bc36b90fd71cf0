import type { Connection } from "../chain/connection.ts";
import type { Head } from "../chain/head.ts";
import { REORG_BLOCKS } from "../limits.ts";
import type { Queries } from "../store/database.ts";
import { commonAncestor, readHeaders } from "./ancestor.ts";
import { type BlockId, isStored } from "./stored-blocks.ts";

/** What to read next, and on what it follows. */
export type Route = {
  /** Number of the newest stored block that stays; below the first block of the deployment when none does. */
  readonly base: bigint;
  /** Whether stored blocks above `base` have to go first. */
  readonly isReorganised: boolean;
  /** The blocks to store, oldest first: each above `base`, or only the last one of a long range. */
  readonly blocks: readonly [Head, ...Head[]];
  /** Whether `blocks` has every block above `base` up to its last one. */
  readonly isComplete: boolean;
};

/** `behind`: the head is older than what was read, and of the same chain. `unstable`: the chain changed while it was read. */
export type NoRoute = "none" | "behind" | "unstable";

type Ends = {
  readonly watermark: BlockId | undefined;
  readonly head: Head;
  /** First block of the deployment. */
  readonly startBlock: bigint;
  /** Blocks whose logs are read at one time. */
  readonly range: bigint;
};

/**
 * Finds the way from what was read to the head: the newest stored block that is still of the chain, and the blocks above it, each the
 * parent of the next. What is more than `REORG_BLOCKS` below the head is read by ranges, of which only the last block is kept.
 */
export async function routeTo(connection: Connection, queries: Queries, ends: Ends): Promise<Route | NoRoute> {
  const { watermark, head, startBlock } = ends;
  if (watermark?.hash === head.hash) return "none";
  if (head.number < startBlock) return "none";
  if (watermark !== undefined && head.number < watermark.number && (await isStored(queries, head))) return "behind";

  let base: BlockId | { readonly number: bigint; readonly hash: undefined } | undefined = watermark;
  let isReorganised = false;
  if (base !== undefined && !(await isAncestor(connection, base, head))) {
    isReorganised = true;
    const highest = base.number < head.number ? base.number : head.number;
    base = await commonAncestor(connection, queries, highest - 1n);
  }
  base ??= { number: startBlock - 1n, hash: undefined };

  if (head.number - base.number > REORG_BLOCKS) {
    const safe = head.number - REORG_BLOCKS;
    const end = base.number + ends.range;
    const [last] = await readHeaders(connection, [end < safe ? end : safe]);
    return { base: base.number, isReorganised, blocks: [last], isComplete: false };
  }
  const blocks = await blocksUpTo(connection, base.number, head, ends.range);
  const isLinked = blocks.every(({ parentHash }, i) => {
    const parent = i === 0 ? base.hash : blocks[i - 1].hash;
    return parent === undefined || parent === parentHash;
  });
  return isLinked ? { base: base.number, isReorganised, blocks, isComplete: true } : "unstable";
}

async function isAncestor(connection: Connection, block: BlockId, head: Head): Promise<boolean> {
  if (head.number <= block.number) return false;
  if (head.number === block.number + 1n) return head.parentHash === block.hash;
  const [header] = await readHeaders(connection, [block.number]);
  return header.hash === block.hash;
}

/** The blocks above `base` up to the head, which is known, or as many as may be read at one time. */
async function blocksUpTo(connection: Connection, base: bigint, head: Head, most: bigint): Promise<[Head, ...Head[]]> {
  const missing = head.number - base;
  const count = missing <= most ? missing - 1n : most;
  const numbers = Array.from({ length: Number(count) }, (_, i) => base + 1n + BigInt(i));
  const blocks = [...(await readHeaders(connection, numbers)), ...(missing <= most ? [head] : [])];
  return blocks as [Head, ...Head[]];
}
