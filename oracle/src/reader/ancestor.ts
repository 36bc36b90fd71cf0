import type { Connection } from "../chain/connection.ts";
import type { Head } from "../chain/head.ts";
import { BATCH_CALLS, BLOCKS_KEPT } from "../limits.ts";
import { blockOf } from "../rpc/block.ts";
import type { Queries } from "../store/database.ts";
import { type BlockId, readBlocks } from "./stored-blocks.ts";

/** Headers by number, each as a quorum gives it. */
export async function readHeaders({ pool }: Connection, numbers: readonly bigint[]): Promise<Head[]> {
  const headers: Head[] = [];
  for (let start = 0; start < numbers.length; start += BATCH_CALLS) {
    const batch = numbers.slice(start, start + BATCH_CALLS).map(async (number) => {
      const params = [`0x${number.toString(16)}`, false];
      return blockOf(await pool.agree({ method: "eth_getBlockByNumber", params }));
    });
    headers.push(...(await Promise.all(batch)));
  }
  return headers;
}

/**
 * The newest stored block, up to a number, that is of the chain now.
 * @returns undefined when none of those that are kept is.
 */
export async function commonAncestor(
  connection: Connection,
  queries: Queries,
  upTo: bigint,
): Promise<BlockId | undefined> {
  const stored = await readBlocks(queries, upTo - 2n * BLOCKS_KEPT, upTo);
  for (let start = 0; start < stored.length; start += BATCH_CALLS) {
    const batch = stored.slice(start, start + BATCH_CALLS);
    const headers = await readHeaders(
      connection,
      batch.map(({ number }) => number),
    );
    const found = batch.find(({ hash }, i) => headers[i].hash === hash);
    if (found !== undefined) return found;
  }
  return undefined;
}
