import { getBlockNumber } from "viem/actions";
import type { CourtConnection } from "./connection.ts";
import { LOG_RANGE_BLOCKS } from "./limits.ts";

type Range = { readonly fromBlock: bigint; readonly toBlock: bigint };

/** What `read` gives for all blocks from `first` to `last`, or to the newest, asked for range by range, oldest first. */
export async function readRanges<T>(
  { client }: Pick<CourtConnection, "client">,
  first: bigint,
  read: (range: Range) => Promise<readonly T[]>,
  last?: bigint,
): Promise<T[]> {
  const head = last ?? (await getBlockNumber(client, { cacheTime: 0 }));
  const all: T[] = [];
  for (let fromBlock = first; fromBlock <= head; fromBlock += LOG_RANGE_BLOCKS) {
    const end = fromBlock + LOG_RANGE_BLOCKS - 1n;
    all.push(...(await read({ fromBlock, toBlock: end < head ? end : head })));
  }
  return all;
}
