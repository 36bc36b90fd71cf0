import type { Queries } from "../store/database.ts";

/** Children first. */
const DERIVED = ["claim", "court_case", "answer", "ending", "request"] as const;

/**
 * Takes back everything that was read above a block, and what was concluded from it: requests that ended there are open again. Part of the
 * transaction that stores what took its place.
 */
export async function rollBack({ query }: Queries, ancestor: bigint): Promise<void> {
  for (const table of DERIVED) await query(`delete from ${table} where block_number > $1`, [ancestor]);
  await query("update court_case set closed_block = null where closed_block > $1", [ancestor]);
  await query("delete from block where number > $1", [ancestor]);
  await query(
    `update request set place = 'waiting', ended_block = null
     where place in ('followed', 'left') or (place = 'ended' and ended_block > $1)`,
    [ancestor],
  );
}
