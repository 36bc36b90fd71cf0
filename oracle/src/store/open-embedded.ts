import { PGlite, types } from "@electric-sql/pglite";
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
  const pglite = await PGlite.create({ dataDir: folder ?? "memory://", parsers });
  return {
    ...queriesOf(pglite),
    transaction: (work) => pglite.transaction((runner) => work(queriesOf(runner))),
    close: () => pglite.close(),
  };
}
