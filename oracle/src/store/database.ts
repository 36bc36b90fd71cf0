import { FailedError } from "../command-line/errors.ts";
import { explain } from "../command-line/explain.ts";
import { migrate } from "./migrate.ts";
import type { Migration } from "./migrations.ts";
import { openEmbedded } from "./open-embedded.ts";
import { openServer } from "./open-server.ts";

/** What a statement takes: `bigint` for int8 and numeric, bytes for bytea. */
export type Parameter = string | number | bigint | boolean | Uint8Array | Date | null | readonly string[];

/**
 * PostgreSQL, within this process or on a server: the same statements, and the same types come back. int8 and numeric are
 * `bigint`, bytea is `Uint8Array`, timestamptz is `Date`.
 */
export type Queries = {
  /** @param sql One statement, with `$1`, `$2`… for parameters. @throws The driver's error, which has the SQLSTATE in `code`. */
  readonly query: <Row>(sql: string, parameters?: readonly Parameter[]) => Promise<Row[]>;
};

export type Database = Queries & {
  /** All of it or nothing. Nothing but `queries` may be used for statements within. */
  readonly transaction: <T>(work: (queries: Queries) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

export type DatabasePlace =
  /** A PostgreSQL server. */
  | { readonly url: string }
  /** A folder of this machine, for one process at a time; undefined keeps everything in memory. */
  | { readonly folder: string | undefined };

/**
 * Opens a database and brings its tables up to date.
 * @param migrations Of a program that has other tables than the node.
 * @throws FailedError when it can't be opened, or when a newer version of this program has changed its tables.
 */
export async function openDatabase(place: DatabasePlace, migrations?: readonly Migration[]): Promise<Database> {
  const database = "url" in place ? openServer(place.url) : await openEmbedded(place.folder);
  try {
    await migrate(database, migrations);
    return database;
  } catch (error) {
    await database.close();
    if (error instanceof FailedError) throw error;
    throw new FailedError(`The database can't be used: ${explain(error).message}`, {}, { cause: error });
  }
}
