import { hostname } from "node:os";
import pg from "pg";
import { type Address, concatHex, hexToBigInt, keccak256, numberToHex, slice } from "viem";
import { FailedError } from "../command-line/errors.ts";
import { explain } from "../command-line/explain.ts";
import type { Lock } from "./folder-lock.ts";

/** Another process has the account. */
export class LockHeldError extends FailedError {}

/** The account may be another process's by now: nothing may be done in its name any more. */
export class LockLostError extends FailedError {}

/** Seconds of silence after which the server asks whether a process's machine is there, and in which it must say so; three times. */
const SILENCE_SECONDS = 10;
const ANSWER_SECONDS = 5;

/** Bytes of a hash that an advisory lock takes. */
const KEY_BYTES = 8;

/** A number for an account of a chain, among all locks of a server. */
export const lockKey = (chainId: number, account: Address): bigint =>
  BigInt.asIntN(
    64,
    hexToBigInt(slice(keccak256(concatHex([numberToHex(chainId, { size: 32 }), account])), 0, KEY_BYTES)),
  );

/**
 * Locks an account of a chain on a PostgreSQL server, by a connection that is held for as long as the process lives: the server lets
 * go when that breaks.
 * @throws FailedError that names the process which has it.
 */
export async function lockOnServer(url: string, chainId: number, account: Address): Promise<Lock> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `openimo ${process.pid} on ${hostname()}`.slice(0, 63),
    // Else a machine that lost its network would hold it for hours.
    keepAlive: true,
  });
  let lost: string | undefined;
  client.on("error", (error) => {
    lost ??= error.message;
  });
  client.on("end", () => {
    lost ??= "the connection ended";
  });
  const key = String(lockKey(chainId, account));
  try {
    await client.connect();
    // A machine that is cut off says no goodbye, and by itself a server would wait for it for two hours.
    await client.query(`set tcp_keepalives_idle = ${SILENCE_SECONDS}`);
    await client.query(`set tcp_keepalives_interval = ${ANSWER_SECONDS}`);
    await client.query("set tcp_keepalives_count = 3");
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [key]);
    if (!rows[0].taken) throw await held(client, key, account);
  } catch (error) {
    await client.end();
    if (error instanceof FailedError) throw error;
    throw new FailedError(`The database can't be reached: ${explain(error).message}`, {}, { cause: error });
  }
  return {
    check() {
      if (lost === undefined) return;
      throw new LockLostError(
        `The database does not hold the lock of ${account} any more (${lost}). Start the node again.`,
      );
    },
    release: () => client.end(),
  };
}

async function held(client: pg.Client, key: string, account: Address): Promise<LockHeldError> {
  const { rows } = await client.query<{ name: string; client: string | null }>(
    `select application_name as name, client_addr::text as client from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory' and granted and ((classid::int8 << 32) | objid::int8) = $1`,
    [key],
  );
  const who =
    rows.length === 0 ? "another process" : `"${rows[0].name}"${rows[0].client ? ` at ${rows[0].client}` : ""}`;
  return new LockHeldError(`${account} is in use by ${who}: one key runs in one node at a time.`);
}
