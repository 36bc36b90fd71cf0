import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Child, startChild } from "./child.ts";
import { INDEXER_START_MS } from "./limits.ts";
import type { Ports } from "./ports.ts";
import { untilReady } from "./until-ready.ts";

const program = join(dirname(fileURLToPath(import.meta.url)), "../indexer/bin/openimo-indexer.js");

export const indexerUrlOf = ({ indexer }: Pick<Ports, "indexer">) => `http://127.0.0.1:${indexer}`;

type Options = {
  readonly rpcUrl: string;
  readonly port: number;
  readonly onLine: (line: string) => void;
  /** Called before it is ready, so that it can be stopped whatever happens then. */
  readonly onStarted: (child: Child) => void;
};

/** Starts the indexer with its index in memory: the local chain is not longer there either. */
export async function startIndexer({ rpcUrl, port, onLine, onStarted }: Options): Promise<Child> {
  const child = startChild({
    name: "The indexer",
    command: process.execPath,
    args: [program, "--rpc-url", rpcUrl, "--listen", `127.0.0.1:${port}`],
    onLine,
  });
  onStarted(child);
  await untilReady(`${indexerUrlOf({ indexer: port })}/readyz`, child, INDEXER_START_MS);
  return child;
}
