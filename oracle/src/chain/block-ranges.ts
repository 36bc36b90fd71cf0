import { LOG_RANGE_BLOCKS } from "../limits.ts";
import type { Connection } from "./connection.ts";

type Range = { readonly fromBlock: bigint; readonly toBlock: bigint };

/** What `read` gives for all blocks from `first` to `last`, or to the newest, asked for range by range, oldest first. */
export async function readRanges<T>(
  { client }: Pick<Connection, "client">,
  first: bigint,
  read: (range: Range) => Promise<readonly T[]>,
  last?: bigint,
): Promise<T[]> {
  const head = last ?? (await client.getBlockNumber());
  const all: T[] = [];
  for (let fromBlock = first; fromBlock <= head; fromBlock += LOG_RANGE_BLOCKS) {
    const end = fromBlock + LOG_RANGE_BLOCKS - 1n;
    all.push(...(await read({ fromBlock, toBlock: end < head ? end : head })));
  }
  return all;
}
