import { join } from "node:path";
import {
  type Connection,
  type Database,
  FailedError,
  LOCAL_CHAIN_ID,
  lockFolder,
  openDatabase,
} from "@openimo/oracle/indexing";
import { bytesToHex, hexToBytes, zeroHash } from "viem";
import { STATEMENT_TIMEOUT_MS } from "./limits.ts";
import { deleteAll } from "./rows.ts";
import { MIGRATIONS } from "./tables.ts";

/** Where the operator wants the index. */
export type IndexPlace =
  /** A PostgreSQL server. */
  | { readonly url: string }
  /** A folder of this machine; undefined keeps the index in memory. */
  | { readonly folder: string | undefined };

export type OpenedIndex = { readonly database: Database; readonly close: () => Promise<void> };

/**
 * Opens the index of a chain, empty where there is none.
 * @throws FailedError when another process has the folder, or the index is of another chain.
 */
export async function openIndex(connection: Connection, place: IndexPlace): Promise<OpenedIndex> {
  const lock = "folder" in place && place.folder !== undefined ? await lockFolder(place.folder) : undefined;
  let database: Database | undefined;
  try {
    database = await openDatabase("url" in place ? { url: bounded(place.url) } : inner(place.folder), MIGRATIONS);
    await checkChain(database, connection);
  } catch (error) {
    await database?.close();
    await lock?.release();
    throw error;
  }
  const opened = database;
  return {
    database: opened,
    async close() {
      await opened.close();
      await lock?.release();
    },
  };
}

const inner = (folder: string | undefined) => ({ folder: folder === undefined ? undefined : join(folder, "database") });

/** A server gives up on a statement by itself, so that no question keeps a connection for ever. */
function bounded(url: string): string {
  const parsed = new URL(url);
  parsed.searchParams.set("options", `-c statement_timeout=${STATEMENT_TIMEOUT_MS}`);
  return parsed.href;
}

type ChainRow = { readonly chain_id: bigint; readonly genesis_hash: Uint8Array; readonly oracle: Uint8Array };

/** The local chain begins anew whenever it is started, and so does its index; of any other chain that would be a mistake. */
async function checkChain(database: Database, { chain, deployment, genesisHash }: Connection): Promise<void> {
  const genesis = genesisHash ?? zeroHash;
  const oracle = deployment.inferenceOracle;
  await database.transaction(async (queries) => {
    const [row] = await queries.query<ChainRow>("select chain_id, genesis_hash, oracle from chain");
    if (row !== undefined) {
      const isSame =
        row.chain_id === BigInt(chain.id) &&
        bytesToHex(row.genesis_hash) === genesis &&
        bytesToHex(row.oracle) === oracle.toLowerCase();
      if (isSame) return;
      if (row.chain_id !== BigInt(LOCAL_CHAIN_ID) || chain.id !== LOCAL_CHAIN_ID) {
        throw new FailedError(
          `The index is of chain ${row.chain_id} and the oracle at ${bytesToHex(row.oracle)}, and the RPC is on chain ${chain.id} with ${oracle}. Use another folder or database.`,
        );
      }
      await deleteAll(queries);
    }
    await queries.query("insert into chain (chain_id, genesis_hash, oracle) values ($1, $2, $3)", [
      chain.id,
      hexToBytes(genesis),
      hexToBytes(oracle),
    ]);
  });
}
