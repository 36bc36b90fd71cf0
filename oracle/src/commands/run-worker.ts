import type { ArgsDef } from "citty";
import type { Logger } from "pino";
import { type DataArgs, dataPlaceFrom } from "../command-line/data-options.ts";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { loadLocalPackage, packageFolders } from "../models/local-packages.ts";
import type { InferencesFor } from "../node/inferences.ts";
import { createLog } from "../node/log.ts";
import { serveModels } from "../node/served-models.ts";
import { stopSignal } from "../node/stop-signal.ts";
import { type CacheArgs, cacheFrom } from "../packages/fetch-options.ts";
import { servedFolder } from "../packages/served-folder.ts";
import { type Database, openDatabase } from "../store/database.ts";
import type { DataPlace } from "../store/node-store.ts";
import { JobInferences } from "../workers/job-inferences.ts";
import { work } from "../workers/worker.ts";
import type { Mode } from "./run-watch-options.ts";

/** Options of `run` for several processes of one operator on one PostgreSQL server. */
export const WORKER_ARGS = {
  workers: { type: "boolean", description: "With serve: have `openimo run --worker` processes compute the answers" },
  worker: {
    type: "boolean",
    description: "Instead of a node: compute answers for one that shares the database; needs no key and no chain",
  },
  standby: {
    type: "boolean",
    description: "Wait while another process runs with the same key, and take over when it ends",
  },
} as const satisfies ArgsDef;

type Args = DataArgs & CacheArgs & { readonly "log-level": string };

export function requiredMode(mode: string | undefined): string {
  if (mode === undefined) throw new UsageError("Missing required argument: --mode");
  return mode;
}

/** @throws UsageError for what only several processes of one server can do. */
export function checkShared(
  args: { readonly workers?: boolean; readonly standby?: boolean; readonly "dry-run"?: boolean },
  mode: Mode,
  place: DataPlace,
): void {
  if (args.workers && mode !== "serve") throw new UsageError(`--workers is for the mode serve, not ${mode}.`);
  if (args.standby && mode === "observe") throw new UsageError("--standby is for modes with a key, not observe.");
  const name = args.workers ? "--workers" : args.standby ? "--standby" : undefined;
  if (name === undefined) return;
  if (args["dry-run"])
    throw new UsageError(`Give ${name} or --dry-run, not both: what sends nothing shares no database.`);
  serverOf(name, place);
}

function serverOf(name: string, place: DataPlace): { readonly url: string } {
  if ("url" in place) return place;
  throw new UsageError(`${name} needs a PostgreSQL server: name it with DATABASE_URL or --database-url-file.`);
}

export const jobsFor =
  (database: Database, log: Logger): InferencesFor =>
  (onFailure, onAnswer) =>
    new JobInferences(database, log, onFailure, onAnswer);

/** Runs models for a node until it is told to stop. */
export async function runWorker(args: Args, lists: ReadonlyMap<string, readonly string[]>): Promise<undefined> {
  const place = serverOf("--worker", dataPlaceFrom(args));
  const named = packageFolders(lists.get("models"));
  if (named.length === 0) throw new FailedError("There is no package to run: name one with --models.");
  const cache = cacheFrom(args);
  const folders = await Promise.all(named.map((path) => servedFolder(path, cache)));
  const log = createLog(args["log-level"]);
  const signal = stopSignal(log);
  const models = await serveModels(await Promise.all(folders.map(loadLocalPackage)));
  try {
    const database = await openDatabase(place);
    try {
      log.info({ models: [...models.values()].map(({ name }) => name) }, "worker started");
      await work(database, models, log, signal);
    } finally {
      await database.close();
    }
  } finally {
    for (const { runner } of models.values()) runner.dispose();
  }
  log.info("worker stopped");
  return undefined;
}
