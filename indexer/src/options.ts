import { parseArgs } from "node:util";
import { UsageError } from "@openimo/oracle/indexing";
import type { IndexPlace } from "./open-index.ts";

export const USAGE = `openimo-indexer [options]

Follows the contracts' events into a database and answers questions about them over HTTP.

  --rpc-url URL[,URL…]   RPCs of the chain (OPENIMO_RPC_URL; http://127.0.0.1:8545)
  --rpc-quorum N         how many of them must say the same; the majority by default
  --deployment FILE      where the contracts are, unless the project knows it (OPENIMO_DEPLOYMENT)
  --listen HOST:PORT     where questions are answered (127.0.0.1:8788)
  --data-dir FOLDER      where the embedded database keeps its files; without it, in memory
  --database-url URL     a PostgreSQL server instead (OPENIMO_INDEXER_DATABASE_URL)
  --poll-ms N            how often the chain is asked for its newest block`;

export type Options = {
  readonly rpcUrl: string;
  readonly rpcQuorum: number | undefined;
  readonly deploymentFile: string | undefined;
  readonly listen: string;
  readonly place: IndexPlace;
  readonly pollMs: number | undefined;
};

function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`Option --${name} takes a whole number above 0, not "${text}".`);
}

/** @returns undefined when only the usage is wanted. @throws UsageError */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options | undefined {
  const text = { type: "string" } as const;
  let values: ReturnType<typeof parse>;
  const parse = () =>
    parseArgs({
      args: [...args],
      options: {
        "rpc-url": text,
        "rpc-quorum": text,
        deployment: text,
        listen: text,
        "data-dir": text,
        "database-url": text,
        "poll-ms": text,
        help: { type: "boolean" },
      },
    }).values;
  try {
    values = parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return undefined;
  const url = values["database-url"] ?? environment.OPENIMO_INDEXER_DATABASE_URL;
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
    throw new UsageError("The database's URL must begin with postgresql://.");
  }
  return {
    rpcUrl: values["rpc-url"] ?? environment.OPENIMO_RPC_URL ?? "http://127.0.0.1:8545",
    rpcQuorum: number("rpc-quorum", values["rpc-quorum"]),
    deploymentFile: values.deployment ?? environment.OPENIMO_DEPLOYMENT,
    listen: values.listen ?? "127.0.0.1:8788",
    place: url === undefined ? { folder: values["data-dir"] } : { url },
    pollMs: number("poll-ms", values["poll-ms"]),
  };
}
