import type { Queries } from "@openimo/oracle/indexing";
import { TABLE_NAMES, TABLES, type TableName } from "./tables.ts";

type Cell = bigint | number | string;

/** What one event says, for its table. */
export type Row = { readonly table: TableName; readonly cells: Readonly<Record<string, Cell>> };

/** A row whose cells are exactly its table's. */
export const row = <Name extends TableName>(
  table: Name,
  cells: { readonly [Column in keyof (typeof TABLES)[Name]]: Cell },
): Row => ({ table, cells: cells as Row["cells"] });

/** A row and where it is on the chain. */
export type PlacedRow = Row & {
  readonly blockNumber: bigint;
  readonly logIndex: number;
  /** unix seconds */
  readonly timestamp: number;
};

const CASTS = { amount: "::numeric", count: "::int8", text: "" } as const;

/** PostgreSQL's text has no zero character, and a name that has one must not hold up everything after it. */
const storable = (text: string) => text.replaceAll("\0", "\uFFFD");

/** Stores rows; what is stored already, since blocks are read again, stays as it is. */
export async function insertRows({ query }: Queries, rows: readonly PlacedRow[]): Promise<void> {
  for (const table of TABLE_NAMES) {
    const placed = rows.filter((candidate) => candidate.table === table);
    if (placed.length === 0) continue;
    const cells = Object.entries(TABLES[table]);
    const arrays = [
      placed.map(({ blockNumber }) => String(blockNumber)),
      placed.map(({ logIndex }) => String(logIndex)),
      placed.map(({ timestamp }) => String(timestamp)),
      ...cells.map(([name, kind]) =>
        placed.map(({ cells }) => (kind === "bytes" ? String(cells[name]).slice(2) : storable(String(cells[name])))),
      ),
    ];
    const names = ["block_number", "log_index", "timestamp", ...cells.map(([name]) => name)];
    const values = cells.map(([name, kind]) => (kind === "bytes" ? `decode(${name}, 'hex')` : name + CASTS[kind]));
    await query(
      `insert into ${table} (${names.join(", ")})
       select block_number::int8, log_index::int4, timestamp::int8, ${values.join(", ")}
       from unnest(${arrays.map((_, i) => `$${i + 1}::text[]`).join(", ")}) as row (${names.join(", ")})
       on conflict do nothing`,
      arrays,
    );
  }
}

/** Takes back every row above a block, and the blocks. */
export async function deleteAbove({ query }: Queries, base: bigint): Promise<void> {
  for (const table of TABLE_NAMES) await query(`delete from ${table} where block_number > $1`, [base]);
  await query("delete from block where number > $1", [base]);
}

/** Forgets everything: what an index has can be read again. */
export async function deleteAll({ query }: Queries): Promise<void> {
  await query(`truncate ${TABLE_NAMES.join(", ")}, block, chain`);
}
