import { readFeeAsset } from "@openimo/contracts";
import { type Address, zeroAddress } from "viem";
import { getBlock } from "viem/actions";
import type { ChainAccess } from "../../app/chain.ts";
import type { HistoryEntry } from "../../hooks/use-history.ts";
import type { HistoryRow } from "./history-csv.ts";

/** So that a long history doesn't run into an RPC's limit on requests. */
const AT_A_TIME = 20;

async function readEach<K, V>(keys: Iterable<K>, read: (key: K) => Promise<V>): Promise<Map<K, V>> {
  const all = [...new Set(keys)];
  const found = new Map<K, V>();
  for (let i = 0; i < all.length; i += AT_A_TIME) {
    const some = all.slice(i, i + AT_A_TIME);
    const values = await Promise.all(some.map(read));
    for (const [j, key] of some.entries()) found.set(key, values[j]);
  }
  return found;
}

interface Movement {
  readonly asset: Address;
  readonly amount: bigint;
}

function movementsOf({ amountWei, asset, tokens, token }: HistoryEntry): Movement[] {
  return [
    ...(tokens !== undefined && token ? [{ asset: token, amount: tokens }] : []),
    ...(amountWei !== undefined && (tokens === undefined || amountWei > 0n)
      ? [{ asset: zeroAddress, amount: amountWei }]
      : []),
    ...(asset ? [asset] : []),
  ];
}

/** The rows of a history's file: one for each amount, with the time of its block. */
export async function readHistoryRows(
  access: ChainAccess,
  entries: readonly HistoryEntry[],
  nameOf: (entry: HistoryEntry) => string | undefined,
): Promise<HistoryRow[]> {
  const moved = entries.flatMap((entry) => movementsOf(entry).map((movement) => ({ entry, ...movement })));
  const [blocks, units] = await Promise.all([
    readEach(
      moved.map(({ entry }) => entry.blockNumber),
      (blockNumber) => getBlock(access.client, { blockNumber }),
    ),
    readEach(
      moved.map(({ asset }) => asset),
      (asset) => readFeeAsset(access.client, asset),
    ),
  ]);
  return moved.flatMap(({ entry, asset, amount }) => {
    const block = blocks.get(entry.blockNumber);
    if (!block) return [];
    const { kind, blockNumber, transactionHash } = entry;
    const timestamp = Number(block.timestamp);
    return [
      { timestamp, kind, model: nameOf(entry), asset, unit: units.get(asset), amount, blockNumber, transactionHash },
    ];
  });
}
