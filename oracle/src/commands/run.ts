import { formatGwei, type Hex } from "viem";
import oracle from "../../package.json" with { type: "json" };
import { LOCAL_CHAIN_ID } from "../chain/connection.ts";
import { ACCOUNT_ARGS, accountFrom, OPERATOR_KEY } from "../command-line/account-options.ts";
import { CHAIN_ARGS, rpcUrlFrom } from "../command-line/chain-options.ts";
import { defineCommand } from "../command-line/command.ts";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { parseAmount, parseGasPrice } from "../command-line/money.ts";
import { parseWhole } from "../command-line/numbers.ts";
import { toJson } from "../command-line/print.ts";
import {
  MAX_FEE_PER_GAS_WEI,
  POLL_LEAST_MS,
  POLL_LOCAL_MS,
  POLL_MOST_MS,
  POLL_PUBLIC_MS,
  START_TIMEOUT_SECONDS,
} from "../limits.ts";
import { createMetrics } from "../metrics/create-metrics.ts";
import { loadLocalPackage, PACKAGE_ARGS, packageFolders } from "../models/local-packages.ts";
import { createApp, type Listener, listen, parseListen } from "../node/http.ts";
import { createLog, LOG_LEVELS } from "../node/log.ts";
import { loop } from "../node/loop.ts";
import { ModelIndex } from "../node/model-index.ts";
import { type NodePolicy, OracleNode } from "../node/oracle-node.ts";
import { packageListing } from "../node/package-listing.ts";
import { newProgress } from "../node/progress.ts";
import { type ServedModel, serveModels } from "../node/served-models.ts";
import { connectPatiently } from "../node/start.ts";
import { stopSignal } from "../node/stop-signal.ts";

const ARGS = {
  mode: { type: "string", valueHint: "serve", description: "What to do: serve answers requests", required: true },
  ...CHAIN_ARGS,
  ...ACCOUNT_ARGS,
  ...PACKAGE_ARGS,
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
  "max-fee": {
    type: "string",
    valueHint: "gwei",
    default: formatGwei(MAX_FEE_PER_GAS_WEI),
    description: "Highest price of a unit of gas; the reserve for disputes is reckoned with it",
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

/** Modes that are planned, so that asking for one gets an answer that helps. */
const PLANNED_MODES = ["watch", "observe"];

function checkMode(mode: string): void {
  if (mode === "serve") return;
  if (PLANNED_MODES.includes(mode)) throw new UsageError(`The mode ${mode} is not built yet. There is: serve.`);
  throw new UsageError(`There is no mode "${mode}". There is: serve.`);
}

function checkLogLevel(level: string): void {
  if (!LOG_LEVELS.includes(level)) throw new UsageError(`Option --log-level takes one of ${LOG_LEVELS.join(", ")}.`);
}

async function loadPackages(folders: readonly string[]): Promise<ReadonlyMap<Hex, ServedModel>> {
  if (folders.length === 0) throw new FailedError("There is no package to serve: name one with --models <folder>.");
  return serveModels(await Promise.all(folders.map(loadLocalPackage)));
}

export const run = defineCommand({
  summary: "Run the oracle node: answer requests, finalise them, collect what is earned",
  example:
    "openimo run --mode serve --account operator --password-file operator.password --rpc-url https://rpc.example",
  args: ARGS,
  lists: ["models"],
  async run({ args, lists, json }) {
    checkMode(args.mode);
    checkLogLevel(args["log-level"]);
    parseListen(args.listen);
    const policy: NodePolicy = {
      minimumRewardWei: parseAmount("--minimum-reward", args["minimum-reward"]),
      settleMinimumWei: parseAmount("--settle-minimum", args["settle-minimum"]),
      withdrawMinimumWei: parseAmount("--withdraw-minimum", args["withdraw-minimum"]),
      profitFloorWei:
        args["profit-floor"] === undefined ? undefined : parseAmount("--profit-floor", args["profit-floor"]),
      maxFeePerGasWei: parseGasPrice("--max-fee", args["max-fee"]),
      commitFirst: args["commit-first"] ?? false,
    };
    const poll =
      args["poll-ms"] === undefined ? undefined : parseWhole("--poll-ms", args["poll-ms"], POLL_LEAST_MS, POLL_MOST_MS);
    const patience = parseWhole("--start-timeout-seconds", args["start-timeout-seconds"], 0, 86_400);
    const folders = packageFolders(lists.get("models"));
    const log = createLog(args["log-level"]);
    const signal = stopSignal(log);
    const served = await loadPackages(folders);

    const progress = newProgress();
    progress.packages = [...served.values()].map(({ name, modelHash }) => ({ name, modelHash }));
    const listings = new Map([...served].map(([hash, { folder }]) => [hash, packageListing(folder)]));
    const metrics = createMetrics();
    metrics.node.requests.serving(progress.packages);
    metrics.node.disputes.serving(progress.packages);
    const http = await listen(createApp(progress, listings, metrics.page), args.listen);
    try {
      await serveChain();
    } finally {
      http.close();
      for (const { runner } of served.values()) runner.dispose();
    }
    return undefined;

    async function serveChain(): Promise<void> {
      const options = { rpcUrl: rpcUrlFrom(args), deploymentFile: args.deployment, metrics: metrics.node.rpc };
      const connection = await connectPatiently(options, patience, log, signal);
      if (connection === undefined) return;
      const account = await accountFrom(args, connection.chain.id, OPERATOR_KEY);
      progress.chainId = connection.chain.id;
      progress.operator = account.address;
      announce(http, json, { chainId: connection.chain.id, operator: account.address, packages: progress.packages });
      log.info({ chainId: connection.chain.id, operator: account.address, http: http.url }, "node started");
      const models = new ModelIndex(connection, served, log);
      const node = new OracleNode(connection, account, policy, models, progress, log, metrics.node);
      metrics.node.started({
        ...{ version: oracle.version, mode: args.mode, chainId: connection.chain.id, operator: account.address },
      });
      progress.pollMs = poll ?? defaultPoll(connection.chain.id);
      await loop(node, progress, log, signal, metrics.node);
      await node.stop();
      log.info("node stopped");
    }
  },
});

const defaultPoll = (chainId: number): number => (chainId === LOCAL_CHAIN_ID ? POLL_LOCAL_MS : POLL_PUBLIC_MS);

/** The one JSON value of a program that doesn't end: printed when it is up, so that a caller knows where. */
function announce(http: Listener, json: boolean, facts: Readonly<Record<string, unknown>>): void {
  if (json) process.stdout.write(`${toJson({ listening: http.url, ...facts })}\n`);
}
