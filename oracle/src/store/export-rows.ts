import { bytesToHex } from "viem";
import { EXPORTED_ROWS } from "../limits.ts";
import type { Database } from "./database.ts";

/** Rows of each table, by its name. */
export type ExportedRows = Readonly<Record<string, number>>;

/**
 * Writes every row of every table as a line of JSON, all as they were at one moment: `{"table": "block", "row": {…}}`. Whole numbers
 * of 64 bits and more are decimal strings, bytes are hex, times are ISO 8601.
 * @param write Resolves when it can take the next line.
 */
export function exportRows(database: Database, write: (line: string) => Promise<void>): Promise<ExportedRows> {
  return database.transaction(async ({ query }) => {
    await query("set transaction isolation level repeatable read, read only");
    const tables = await query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`,
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      counts[name] = 0;
      await query(`declare exported no scroll cursor for select * from "${name}"`);
      for (;;) {
        const rows = await query<Record<string, unknown>>(`fetch ${EXPORTED_ROWS} from exported`);
        for (const row of rows) await write(`${JSON.stringify({ table: name, row }, plain)}\n`);
        counts[name] += rows.length;
        if (rows.length < EXPORTED_ROWS) break;
      }
      await query("close exported");
    }
    return counts;
  });
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? bytesToHex(value) : value;
}
