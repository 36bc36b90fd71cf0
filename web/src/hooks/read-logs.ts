import type { Address } from "viem";
import { getBlockNumber } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";

/** RPCs that refuse a long range are asked in pieces, halved down to this many blocks. */
const MIN_RANGE_BLOCKS = 1_000n;

export interface BlockRange {
  readonly fromBlock: bigint;
  readonly toBlock: bigint;
}

/** Events of our contracts since the deployment, oldest first, whatever range the RPC takes at a time. */
export async function readLogs<T>(access: ChainAccess, read: (range: BlockRange) => Promise<T[]>): Promise<T[]> {
  const toBlock = await getBlockNumber(access.client, { cacheTime: 0 });
  return readRange({ fromBlock: BigInt(access.deployment.startBlock), toBlock }, read);
}

/** Events of these contracts. An RPC takes an empty list for every contract there is, so it isn't asked. */
export async function readLogsOf<T>(
  access: ChainAccess,
  addresses: readonly Address[],
  read: (range: BlockRange & { address: Address[] }) => Promise<T[]>,
): Promise<T[]> {
  if (addresses.length === 0) return [];
  return readLogs(access, (range) => read({ ...range, address: [...addresses] }));
}

async function readRange<T>(range: BlockRange, read: (range: BlockRange) => Promise<T[]>): Promise<T[]> {
  const { fromBlock, toBlock } = range;
  try {
    return await read(range);
  } catch (error) {
    if (toBlock - fromBlock < MIN_RANGE_BLOCKS) throw error;
    const middle = (fromBlock + toBlock) / 2n;
    const first = await readRange({ fromBlock, toBlock: middle }, read);
    return [...first, ...(await readRange({ fromBlock: middle + 1n, toBlock }, read))];
  }
}
