import { existsSync } from "node:fs";
import { join } from "node:path";
import { PGlite, types } from "@electric-sql/pglite";
import { dataDir } from "@electric-sql/pglite-prepopulatedfs";
import type { Database, Queries } from "./database.ts";

const asBigInt = (text: string) => BigInt(text);

type Runner = Pick<PGlite, "query">;

function queriesOf(runner: Runner): Queries {
  return {
    async query<Row>(sql: string, parameters: readonly unknown[] = []) {
      const { rows } = await runner.query<Row>(sql, [...parameters]);
      return rows;
    },
  };
}

/** PostgreSQL within this process. Each statement is in the folder's files when it returns, so a SIGKILL loses none. */
export async function openEmbedded(folder: string | undefined): Promise<Database> {
  const parsers = { [types.INT8]: asBigInt, [types.NUMERIC]: asBigInt };
  const isNew = folder === undefined || !existsSync(join(folder, "PG_VERSION"));
  // What making a database anew comes to, ready made: some seconds less for each.
  const made = isNew ? { loadDataDir: await dataDir() } : {};
  const pglite = await PGlite.create({ dataDir: folder ?? "memory://", parsers, ...made });
  return {
    ...queriesOf(pglite),
    transaction: (work) => pglite.transaction((runner) => work(queriesOf(runner))),
    close: () => pglite.close(),
  };
}
