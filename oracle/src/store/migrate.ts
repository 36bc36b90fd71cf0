import { FailedError } from "../command-line/errors.ts";
import type { Database } from "./database.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";

/** Names this program's lock among others of the same server. */
const LOCK = 7_641_007;

/**
 * Brings the tables up to date, each step once, whoever else starts at the same time.
 * @throws FailedError when a newer version of this program was here before.
 */
export async function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  await database.transaction(async ({ query }) => {
    await query("select pg_advisory_xact_lock($1)", [LOCK]);
    await query("create table if not exists migration (version int primary key, name text not null)");
    const done = await query<{ version: number }>("select version from migration order by version");
    if (done.length > migrations.length) {
      throw new FailedError("The database was used by a newer version of openimo. Use that one, or another database.");
    }
    for (const [version, { name, statements }] of [...migrations.entries()].slice(done.length)) {
      for (const statement of statements) await query(statement);
      await query("insert into migration values ($1, $2)", [version, name]);
    }
  });
}
