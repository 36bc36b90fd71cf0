import type { Connection, Queries } from "@openimo/oracle/indexing";
import { type Address, bytesToHex, getAddress, type Hash } from "viem";
import { COLLECTION_EVENTS, CORE_EVENTS, LAUNCH_EVENTS } from "./events.ts";
import { ADDRESSES_PER_CALL } from "./limits.ts";
import type { Row } from "./rows.ts";
import { rowOfCollection, rowOfCore, rowOfLaunch } from "./rows-of-logs.ts";

/** A row of which the block's time isn't known yet. */
export type FoundRow = Row & { readonly blockNumber: bigint; readonly blockHash: Hash; readonly logIndex: number };

type Place = { readonly blockNumber: bigint; readonly blockHash: Hash; readonly logIndex: number };

const placed = <Log extends Place>(logs: readonly Log[], rowOf: (log: Log) => Row): FoundRow[] =>
  logs.map((log) => {
    const { blockNumber, blockHash, logIndex } = log;
    return { ...rowOf(log), blockNumber, blockHash, logIndex };
  });

type Range = { readonly fromBlock: bigint; readonly toBlock: bigint };

/**
 * Reads what the contracts told in a range, both ends inclusive: those that are there from the beginning first, since they tell of the
 * others.
 * @param base Number of the newest stored block that stays: later rows are of blocks that are not of the chain any more.
 */
export async function readRows(
  connection: Connection,
  queries: Queries,
  range: Range,
  base: bigint,
): Promise<readonly FoundRow[]> {
  const { quorum, deployment } = connection;
  const { modelRegistry, launchpad, inferenceOracle, disputeCourt, aigcCollections } = deployment;
  const core = [modelRegistry, launchpad, inferenceOracle, disputeCourt, aigcCollections];
  const coreLogs = await quorum.getLogs({ address: core, events: CORE_EVENTS, strict: true, ...range });
  const found = placed(coreLogs, rowOfCore);

  const launches = await knownAddresses(queries, ["token", "offering"], "launch", base);
  const collections = await knownAddresses(queries, ["collection"], "collection", base);
  for (const { eventName, args } of coreLogs) {
    if (eventName === "Launched") launches.add(args.token).add(args.offering);
    if (eventName === "CollectionCreated") collections.add(args.collection);
  }
  for (const address of chunks(launches)) {
    const logs = await quorum.getLogs({ address, events: LAUNCH_EVENTS, strict: true, ...range });
    found.push(...placed(logs, rowOfLaunch));
  }
  for (const address of chunks(collections)) {
    const logs = await quorum.getLogs({ address, events: COLLECTION_EVENTS, strict: true, ...range });
    found.push(...placed(logs, rowOfCollection));
  }
  return found;
}

async function knownAddresses(
  { query }: Queries,
  columns: readonly string[],
  table: "launch" | "collection",
  base: bigint,
): Promise<Set<Address>> {
  const known = new Set<Address>();
  for (const column of columns) {
    const rows = await query<{ address: Uint8Array }>(
      `select ${column} as address from ${table} where block_number <= $1`,
      [base],
    );
    for (const { address } of rows) known.add(getAddress(bytesToHex(address)));
  }
  return known;
}

function chunks(addresses: ReadonlySet<Address>): Address[][] {
  const all = [...addresses];
  const count = Math.ceil(all.length / ADDRESSES_PER_CALL);
  return Array.from({ length: count }, (_, i) => all.slice(i * ADDRESSES_PER_CALL, (i + 1) * ADDRESSES_PER_CALL));
}
