import pg from "pg";
import type { Database, Queries } from "./database.ts";

/** Connections of one process: the loop needs one, workers and the page of metrics one each. */
const CONNECTIONS = 4;
/** A server that takes longer than this to accept is looked at as gone. */
const CONNECT_TIMEOUT_MS = 10_000;

const asBigInt = (text: string) => BigInt(text);
const { BYTEA, INT8, NUMERIC } = pg.types.builtins;
// What the driver gives is a `Buffer`, which is compared, printed and cut otherwise than other bytes.
const asBytes = (text: string) => new Uint8Array(pg.types.getTypeParser(BYTEA, "text")(text));

function typeParser(oid: number, format?: string) {
  if (oid === BYTEA) return asBytes;
  return oid === INT8 || oid === NUMERIC ? asBigInt : pg.types.getTypeParser(oid, format as "text");
}

type Runner = Pick<pg.Pool, "query">;

function queriesOf(runner: Runner): Queries {
  return {
    async query<Row>(sql: string, parameters: readonly unknown[] = []) {
      const values = parameters.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value));
      const { rows } = await runner.query(sql, values);
      return rows as Row[];
    },
  };
}

/** A PostgreSQL server, by its URL; connects with the first statement. */
export function openServer(url: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: { getTypeParser: typeParser },
  });
  // An idle connection that breaks is replaced with the next statement; without a listener it would end the process.
  pool.on("error", () => {});
  return {
    ...queriesOf(pool),
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      const onBreak = (error: Error) => {
        broken = error;
      };
      // The pool listens only while it has the connection itself. What fails is the next statement, not the process.
      client.on("error", onBreak);
      try {
        await client.query("begin");
        const result = await work(queriesOf(client));
        await client.query("commit");
        return result;
      } catch (error) {
        // A connection that can't even take back is thrown away, and the server takes back by itself.
        await client.query("rollback").catch(onBreak);
        throw error;
      } finally {
        client.off("error", onBreak);
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
