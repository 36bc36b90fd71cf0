import type { Connection } from "../chain/connection.ts";
import type { Database } from "../store/database.ts";
import { CanonicalBlocks } from "./canonical-blocks.ts";
import { type Difference, Findings } from "./findings.ts";
import { verifyBlocks } from "./verify-blocks.ts";
import { verifyEvents } from "./verify-events.ts";
import { verifyRequests } from "./verify-requests.ts";
import { verifyTransactions } from "./verify-transactions.ts";

export type Verification = {
  /** Rows that were compared, by table. */
  readonly checked: Readonly<Record<string, number>>;
  /** Newest stored blocks that were reorganised since. They and what was read of them are not compared. */
  readonly undoneBlocks: number;
  /** The first ones. */
  readonly differences: readonly Difference[];
  readonly differenceCount: number;
};

/**
 * Compares what the database says with the chain, as a quorum of the RPCs gives it: blocks by their headers, requests by their terms and
 * states, what was told of them by its block, transactions by their receipts. Writes nothing.
 */
export async function verifyRows(connection: Connection, database: Database): Promise<Verification> {
  const findings = new Findings();
  const blocks = new CanonicalBlocks(connection);
  const head = await connection.pool.head();
  const { number: base, undoneBlocks } = await verifyBlocks(database, blocks, head, findings);
  await verifyRequests(connection, database, blocks, head, base, findings);
  await verifyEvents(database, blocks, base, findings);
  // The journal knows of blocks by itself; a node that never read one has none.
  await verifyTransactions(connection, database, base < 0n ? head.number : base, findings);
  const { checked, differences, differenceCount } = findings;
  return { checked, undoneBlocks, differences, differenceCount };
}
