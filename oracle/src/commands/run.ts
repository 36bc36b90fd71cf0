import type { Hex } from "viem";
import oracle from "../../package.json" with { type: "json" };
import { LOCAL_CHAIN_ID } from "../chain/connection.ts";
import { ACCOUNT_ARGS, accountFrom, OPERATOR_KEY } from "../command-line/account-options.ts";
import { CHAIN_ARGS, rpcUrlFrom } from "../command-line/chain-options.ts";
import { defineCommand } from "../command-line/command.ts";
import { DATA_ARGS, dataPlaceFrom, parseMaxFee } from "../command-line/data-options.ts";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { parseAmount } from "../command-line/money.ts";
import { parseWhole } from "../command-line/numbers.ts";
import { toJson } from "../command-line/print.ts";
import {
  POLL_LEAST_MS,
  POLL_LOCAL_MS,
  POLL_MOST_MS,
  POLL_PUBLIC_MS,
  PROVIDERS_MOST,
  START_TIMEOUT_SECONDS,
} from "../limits.ts";
import { createMetrics } from "../metrics/create-metrics.ts";
import { type LocalPackage, loadLocalPackage, PACKAGE_ARGS, packageFolders } from "../models/local-packages.ts";
import type { RegisteredModel } from "../models/registered-model.ts";
import { createApp, type Listener, listen, parseListen } from "../node/http.ts";
import { createLog, LOG_LEVELS } from "../node/log.ts";
import { loop } from "../node/loop.ts";
import { measuredDatabase } from "../node/measured-database.ts";
import { ModelIndex } from "../node/model-index.ts";
import { openNode } from "../node/open-node.ts";
import { openSending } from "../node/open-sending.ts";
import type { NodePolicy } from "../node/oracle-node.ts";
import { packageListing } from "../node/package-listing.ts";
import { newProgress } from "../node/progress.ts";
import { type ServedModel, serveModels } from "../node/served-models.ts";
import { guarded, whenFree } from "../node/standby.ts";
import { connectPatiently, patiently } from "../node/start.ts";
import { stopSignal } from "../node/stop-signal.ts";
import { CACHE_ARGS, CACHE_LISTS, cacheFrom, supplyFrom } from "../packages/fetch-options.ts";
import { parseFetchPolicy } from "../packages/fetch-policy.ts";
import { ModelFetcher } from "../packages/model-fetcher.ts";
import { servedFolder } from "../packages/served-folder.ts";
import { openNodeStore, openPassingStore } from "../store/node-store.ts";
import { parseMode, WATCH_ARGS, watchPolicyFrom } from "./run-watch-options.ts";
import { checkShared, jobsFor, requiredMode, runWorker, WORKER_ARGS } from "./run-worker.ts";

const ARGS = {
  mode: {
    type: "string",
    valueHint: "serve|watch|observe",
    description: "serve answers requests, watch contradicts wrong answers, observe only tells and needs no key",
  },
  ...CHAIN_ARGS,
  "rpc-quorum": {
    type: "string",
    valueHint: "count",
    description: "How many RPCs must say the same before the node acts on it (default: the majority of those named)",
  },
  ...ACCOUNT_ARGS,
  ...PACKAGE_ARGS,
  ...DATA_ARGS,
  ...WATCH_ARGS,
  ...WORKER_ARGS,
  fetch: {
    type: "string",
    valueHint: "none|below:MB|id,id",
    default: "none",
    description: "Which models' packages to fetch besides: none, all below a size, or these",
  },
  ...CACHE_ARGS,
  "minimum-reward": {
    type: "string",
    valueHint: "ether",
    default: "0",
    description: "Leave requests that pay less to others",
  },
  "settle-minimum": {
    type: "string",
    valueHint: "ether",
    default: "0",
    description: "Settle a model's revenue from this on",
  },
  "withdraw-minimum": {
    type: "string",
    valueHint: "ether",
    default: "0.1",
    description: "Withdraw the own credit from this on",
  },
  "profit-floor": {
    type: "string",
    valueHint: "ether",
    description: "Leave answers that would earn less after gas and the reserve for disputes (default: no floor)",
  },
  "commit-first": {
    type: "boolean",
    description: "Commit to each answer a block before it is posted, so that a copy of it earns nothing",
  },
  listen: {
    type: "string",
    valueHint: "host:port",
    default: "127.0.0.1:8787",
    description: "Where to serve HTTP; port 0 chooses one",
  },
  "poll-ms": {
    type: "string",
    valueHint: "ms",
    description: `Pause between looks at the chain (default ${POLL_LOCAL_MS} on the local chain, else ${POLL_PUBLIC_MS})`,
  },
  "start-timeout-seconds": {
    type: "string",
    valueHint: "seconds",
    default: String(START_TIMEOUT_SECONDS),
    description: "How long to wait for the RPC at the start",
  },
  "log-level": { type: "string", valueHint: "level", default: "info", description: `One of ${LOG_LEVELS.join(", ")}` },
} as const;

function checkLogLevel(level: string): void {
  if (!LOG_LEVELS.includes(level)) throw new UsageError(`Option --log-level takes one of ${LOG_LEVELS.join(", ")}.`);
}

async function loadPackages(folders: readonly string[]): Promise<Map<Hex, ServedModel>> {
  return serveModels(await Promise.all(folders.map(loadLocalPackage)));
}

export const run = defineCommand({
  summary: "Run the oracle node: answer requests, finalise them, collect what is earned",
  example:
    "openimo run --mode serve --account operator --password-file operator.password --rpc-url https://rpc.example",
  args: ARGS,
  lists: ["models", "watch-model", ...CACHE_LISTS],
  isConfigured: true,
  async run({ args, lists, json }) {
    if (args.worker) return runWorker(args, lists);
    const mode = parseMode(requiredMode(args.mode));
    const watchPolicy = watchPolicyFrom(args, lists.get("watch-model"), mode);
    checkLogLevel(args["log-level"]);
    parseListen(args.listen);
    const policy: NodePolicy = {
      minimumRewardWei: parseAmount("--minimum-reward", args["minimum-reward"]),
      settleMinimumWei: parseAmount("--settle-minimum", args["settle-minimum"]),
      withdrawMinimumWei: parseAmount("--withdraw-minimum", args["withdraw-minimum"]),
      profitFloorWei:
        args["profit-floor"] === undefined ? undefined : parseAmount("--profit-floor", args["profit-floor"]),
      commitFirst: args["commit-first"] ?? false,
    };
    const place = dataPlaceFrom(args);
    checkShared(args, mode, place);
    const maxFeeWei = parseMaxFee(args["max-fee"]);
    const poll =
      args["poll-ms"] === undefined ? undefined : parseWhole("--poll-ms", args["poll-ms"], POLL_LEAST_MS, POLL_MOST_MS);
    const patience = parseWhole("--start-timeout-seconds", args["start-timeout-seconds"], 0, 86_400);
    const quorum =
      args["rpc-quorum"] === undefined ? undefined : parseWhole("--rpc-quorum", args["rpc-quorum"], 1, PROVIDERS_MOST);
    const fetchPolicy = parseFetchPolicy(args.fetch);
    const named = packageFolders(lists.get("models"));
    if (named.length === 0 && fetchPolicy.kind === "none") {
      throw new FailedError("There is no package to serve: name one with --models, or which to fetch with --fetch.");
    }
    const cache = cacheFrom(args);
    const folders = await Promise.all(named.map((path) => servedFolder(path, cache)));
    const log = createLog(args["log-level"]);
    const signal = stopSignal(log);
    const served = await loadPackages(folders);

    const progress = newProgress(mode);
    const listings = new Map<string, ReadonlyMap<string, string>>();
    const { node: metrics, page } = createMetrics();
    for (const model of served.values()) list(model);
    const http = await listen(createApp(progress, listings, page), args.listen);
    try {
      await serveChain();
    } finally {
      http.close();
      for (const { runner } of served.values()) runner.dispose();
    }
    return undefined;

    function list({ name, modelHash, folder }: ServedModel): void {
      listings.set(modelHash, packageListing(folder));
      progress.packages = [...progress.packages, { name, modelHash }];
      metrics.requests.serving([{ name, modelHash }]);
      metrics.disputes.serving([{ modelHash }]);
    }

    async function serveFetched(local: LocalPackage): Promise<void> {
      for (const [modelHash, model] of await serveModels([local])) {
        served.set(modelHash, model);
        list(model);
      }
    }

    async function serveChain(): Promise<void> {
      const options = {
        rpcUrl: rpcUrlFrom(args),
        deploymentFile: args.deployment,
        rpcQuorum: quorum,
        metrics: metrics.rpc,
      };
      const connection = await connectPatiently(options, patience, log, signal);
      if (connection === undefined) return;
      const account = mode === "observe" ? undefined : await accountFrom(args, connection.chain.id, OPERATOR_KEY);
      progress.chainId = connection.chain.id;
      progress.operator = account?.address ?? null;
      const facts = { mode, chainId: connection.chain.id, operator: progress.operator };
      announce(http, json, { ...facts, packages: progress.packages });
      log.info({ ...facts, http: http.url }, "node started");
      metrics.started({ ...facts, version: oracle.version, operator: account?.address });
      const isDryRun = args["dry-run"] ?? false;
      // What sends nothing leaves the journal of a node that does alone.
      const openStore = () => (isDryRun ? openPassingStore() : openNodeStore(connection, account?.address, place));
      const open = args.standby ? () => whenFree(openStore, progress, log, signal) : openStore;
      const opened = await patiently(open, patience, log, signal);
      if (opened === undefined) return;
      const store = { ...opened, database: measuredDatabase(opened.database, metrics) };
      try {
        const inferencesFor = args.workers ? jobsFor(store.database, log) : undefined;
        const openSender = async () =>
          account && {
            account,
            ...(await openSending(connection, account, store, maxFeeWei, log, metrics)),
            inferencesFor,
          };
        const sending = await patiently(openSender, patience, log, signal);
        if (signal.aborted) return;
        const supply = { ...supplyFrom(args, lists, connection.chain.id), cache };
        const isServed = ({ modelHash }: RegisteredModel) => served.has(modelHash);
        const queued = (length: number) => metrics.requests.queue("fetch", length);
        queued(0);
        const hooks = { isServed, serve: serveFetched, queued };
        const fetcher = new ModelFetcher(supply, fetchPolicy, hooks, log);
        const models = new ModelIndex(connection, served, log, (model) => fetcher.offer(model));
        const { database } = store;
        const parts = { connection, sending, database, policy, watchPolicy, models, progress, log, metrics, isDryRun };
        const node = openNode(mode, parts);
        progress.pollMs = poll ?? defaultPoll(connection.chain.id);
        try {
          await loop(guarded(node, store.checkLock), progress, log, signal, metrics);
        } finally {
          await Promise.all([node.stop(), fetcher.stop()]);
        }
      } finally {
        await store.close();
      }
      log.info("node stopped");
    }
  },
});

const defaultPoll = (chainId: number): number => (chainId === LOCAL_CHAIN_ID ? POLL_LOCAL_MS : POLL_PUBLIC_MS);

/** The one JSON value of a program that doesn't end: printed when it is up, so that a caller knows where. */
function announce(http: Listener, json: boolean, facts: Readonly<Record<string, unknown>>): void {
  if (json) process.stdout.write(`${toJson({ listening: http.url, ...facts })}\n`);
}
