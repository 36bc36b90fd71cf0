import { type Connection, connect } from "../../chain/connection.ts";
import { type AccountArgs, addressFrom, OPERATOR_KEY } from "../../command-line/account-options.ts";
import { rpcUrlFrom } from "../../command-line/chain-options.ts";
import { dataPlaceFrom } from "../../command-line/data-options.ts";
import { UsageError } from "../../command-line/errors.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { PROVIDERS_MOST } from "../../limits.ts";
import { type NodeStore, openNodeStore } from "../../store/node-store.ts";
import { CONFIG_ARGS } from "../config/config-args.ts";

/** The options of `run`, by which the node finds its database. */
export const DB_ARGS = CONFIG_ARGS;

type Args = AccountArgs & { readonly [name: string]: unknown };

/**
 * Opens the database of a node that doesn't run, and keeps it from running meanwhile.
 * @throws FailedError that names the process which has it.
 */
export async function withNodeStore<T>(
  given: Readonly<Record<string, unknown>>,
  work: (connection: Connection, store: NodeStore) => Promise<T>,
): Promise<T> {
  const args = given as Args;
  const text = (name: string) => (typeof args[name] === "string" ? args[name] : undefined);
  const quorum = text("rpc-quorum");
  const place = dataPlaceFrom({ "data-dir": text("data-dir"), "database-url-file": text("database-url-file") });
  if (args["dry-run"] === true) throw new UsageError("What runs with --dry-run has no database.");
  const connection = await connect({
    rpcUrl: rpcUrlFrom({ "rpc-url": text("rpc-url") }),
    deploymentFile: text("deployment"),
    rpcQuorum: quorum === undefined ? undefined : parseWhole("--rpc-quorum", quorum, 1, PROVIDERS_MOST),
  });
  const account = text("mode") === "observe" ? undefined : await addressFrom(args, connection.chain.id, OPERATOR_KEY);
  const store = await openNodeStore(connection, account, place, "existing");
  try {
    return await work(connection, store);
  } finally {
    await store.close();
  }
}
