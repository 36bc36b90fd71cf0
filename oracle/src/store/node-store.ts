import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Address, bytesToHex, type Hash, hexToBytes, isAddressEqual } from "viem";
import { type Connection, LOCAL_CHAIN_ID } from "../chain/connection.ts";
import { FailedError } from "../command-line/errors.ts";
import { crashPoint } from "./crash-points.ts";
import { type Database, openDatabase } from "./database.ts";
import { type Lock, lockFolder } from "./folder-lock.ts";
import { lockOnServer } from "./server-lock.ts";

/** Where the operator wants the node's data. */
export type DataPlace =
  /** A PostgreSQL server. */
  | { readonly url: string }
  /** A folder in which each chain and account gets its own. */
  | { readonly dataFolder: string };

/** The node's database, which no other process uses for the same account. */
export type NodeStore = {
  readonly database: Database;
  /** @throws FailedError when the lock is lost, so that nothing may be sent. */
  readonly checkLock: () => void;
  readonly close: () => Promise<void>;
};

/** Digits of the genesis hash in the name of a local chain's folder. */
const GENESIS_DIGITS = 8;

/**
 * Locks, opens and checks the node's database.
 * @param account Whose transactions it sends; undefined for a node without a key.
 * @param which An existing one only, or a new one where there is none.
 * @throws FailedError when another process has it, or it is about another chain.
 */
export async function openNodeStore(
  connection: Connection,
  account: Address | undefined,
  place: DataPlace,
  which: "any" | "existing" = "any",
): Promise<NodeStore> {
  const genesis = await genesisOf(connection);
  const folder = "url" in place ? undefined : join(place.dataFolder, folderName(connection, account, genesis));
  if (which === "existing" && folder !== undefined && !existsSync(folder)) {
    throw new FailedError(`There is no database of ${account ?? "a node without a key"} at ${folder}.`);
  }
  const lock = await lockOf(connection, account, place, folder);
  crashPoint("folder locked");
  let database: Database | undefined;
  try {
    database = folder === undefined ? await openDatabase(place as { url: string }) : await openWhole(folder);
    crashPoint("tables made");
    await checkChain(database, connection, genesis);
    crashPoint("chain noted");
  } catch (error) {
    await database?.close();
    await lock?.release();
    throw error;
  }
  const opened = database;
  return {
    database: opened,
    checkLock: () => lock?.check(),
    async close() {
      await opened.close();
      await lock?.release();
    },
  };
}

/** The folder of an account's data, whether it is there or not. */
export async function nodeFolder(
  connection: Connection,
  account: Address | undefined,
  { dataFolder }: { readonly dataFolder: string },
): Promise<string> {
  return join(dataFolder, folderName(connection, account, await genesisOf(connection)));
}

/** A database for this process's life only, which nobody else can use: nothing may be sent out of it. */
export async function openPassingStore(): Promise<NodeStore> {
  const database = await openDatabase({ folder: undefined });
  return { database, checkLock: () => {}, close: () => database.close() };
}

/** A process that ended while it made the database leaves half of one, in which nothing was stored yet. */
async function openWhole(folder: string): Promise<Database> {
  const made = join(folder, "made");
  const inner = join(folder, "database");
  if (!existsSync(made)) rmSync(inner, { recursive: true, force: true });
  const database = await openDatabase({ folder: inner });
  writeFileSync(made, "");
  return database;
}

async function genesisOf({ client }: Connection): Promise<Hash> {
  const { hash } = await client.getBlock({ blockNumber: 0n });
  if (hash === null) throw new FailedError("The RPC has no first block.");
  return hash;
}

/** The local chain begins anew whenever it is started, and what was about the one before is of no use then. */
function folderName({ chain }: Connection, account: Address | undefined, genesis: Hash): string {
  const which = chain.id === LOCAL_CHAIN_ID ? `-${genesis.slice(2, 2 + GENESIS_DIGITS)}` : "";
  return `${chain.id}${which}-${account?.toLowerCase() ?? "observer"}`;
}

async function lockOf(
  { chain }: Connection,
  account: Address | undefined,
  place: DataPlace,
  folder: string | undefined,
): Promise<Lock | undefined> {
  if (folder !== undefined) return lockFolder(folder);
  return "url" in place && account !== undefined ? lockOnServer(place.url, chain.id, account) : undefined;
}

type ChainRow = { readonly chain_id: bigint; readonly genesis_hash: Uint8Array; readonly oracle: Uint8Array };

/** The first to come says which chain the database is about. */
async function checkChain(database: Database, { chain, deployment }: Connection, genesis: Hash): Promise<void> {
  const oracle = deployment.inferenceOracle;
  await database.query(
    "insert into chain (chain_id, genesis_hash, oracle) values ($1, $2, $3) on conflict do nothing",
    [chain.id, hexToBytes(genesis), hexToBytes(oracle)],
  );
  const [row] = await database.query<ChainRow>("select chain_id, genesis_hash, oracle from chain");
  const what =
    row.chain_id !== BigInt(chain.id)
      ? `chain ${row.chain_id}, and the RPC is on chain ${chain.id}`
      : bytesToHex(row.genesis_hash) !== genesis
        ? `a chain that began with block ${bytesToHex(row.genesis_hash)}, and the RPC's began with ${genesis}`
        : !isAddressEqual(bytesToHex(row.oracle), oracle)
          ? `the oracle at ${bytesToHex(row.oracle)}, and the deployment names ${oracle}`
          : undefined;
  if (what === undefined) return;
  throw new FailedError(
    `The database is about ${what}. Use that RPC and deployment, or another --data-dir or database.`,
  );
}
