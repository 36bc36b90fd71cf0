import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deploy } from "@openimo/contracts/deploy";
import { buildWeb, serveWeb } from "@openimo/web/serve";
import { http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { mineAtIntervals, startChain } from "./chain.ts";
import { type Child, startChild } from "./child.ts";
import { indexerUrlOf, startIndexer } from "./indexer.ts";
import { NODE_START_MS } from "./limits.ts";
import { registerModels } from "./models.ts";
import { type Ports, requireFree } from "./ports.ts";
import { untilReady } from "./until-ready.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const openimo = join(root, "oracle/bin/openimo.js");

/** The accounts that every development chain funds; everybody knows their keys, so they are worth nothing elsewhere. */
export const developmentMnemonic = "test test test test test test test test test test test junk";
const accountOfDeveloper = mnemonicToAccount(developmentMnemonic, { addressIndex: 0 });

export type WorldOptions = {
  readonly ports: Ports;
  /** Names of models in `models/` to register, in the name of development account 0. */
  readonly models?: readonly string[];
  readonly node?: boolean;
  /** Options of `openimo run` beside those that say where things are. */
  readonly nodeArgs?: readonly string[];
  readonly indexer?: boolean;
  readonly web?: boolean;
  /** When blocks come once everything is there: each second, unless with each transaction. */
  readonly blocks?: "each second" | "with transactions";
  /** Called when a stage begins, with a sentence for a person. */
  readonly onStage?: (sentence: string) => void;
  /** Receives every line that the chain, the node and the indexer print. */
  readonly onLine?: (program: string, line: string) => void;
};

/** Real things that are running: a chain with the contracts, and what was asked for on top. */
export type World = {
  readonly rpcUrl: string;
  readonly webUrl: string | undefined;
  /** Rejects as soon as one of the programs ends by itself. */
  readonly crashed: Promise<never>;
  readonly chain: Child;
  node: Child | undefined;
  startNode(): Promise<Child>;
  readonly indexer: Child | undefined;
  /** Ends everything, newest first. Can be called again. */
  stop(): Promise<void>;
};

/**
 * Starts the world: chain, deployment through the one script, models, operator node, indexer, web app.
 *
 * @throws PortInUseError, ChildCrashedError, or the error of the stage that failed; everything started is stopped again.
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { ports, models = [], onStage = () => {}, onLine } = options;
  await requireFree({
    chain: ports.chain,
    ...(options.node ? { node: ports.node } : {}),
    ...(options.indexer ? { indexer: ports.indexer } : {}),
    ...(options.web ? { web: ports.web } : {}),
  });
  const stops: Array<() => Promise<void>> = [];
  const stop = async () => {
    while (stops.length > 0) await stops.pop()?.();
  };
  let fail: (error: unknown) => void = () => {};
  const crashed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  crashed.catch(() => {});
  try {
    onStage("Starting the chain");
    const chain = await startChain(ports.chain, { onLine: (line) => onLine?.("chain", line) });
    stops.push(chain.child.stop);
    chain.child.crashed.catch(fail);

    onStage("Deploying the contracts");
    await deploy({ transport: http(chain.rpcUrl), account: accountOfDeveloper });

    const nodeUrl = `http://127.0.0.1:${ports.node}`;
    // The node's key files and caches live only as long as the world.
    const home = mkdtempSync(join(tmpdir(), "openimo-"));
    stops.push(async () => rmSync(home, { recursive: true, force: true }));
    const world: World = {
      rpcUrl: chain.rpcUrl,
      webUrl: undefined,
      crashed,
      chain: chain.child,
      node: undefined,
      indexer: undefined,
      stop,
      startNode: async () => {
        const where = ["--rpc-url", chain.rpcUrl, "--listen", `127.0.0.1:${ports.node}`];
        const child = startChild({
          name: "The oracle node",
          command: process.execPath,
          args: [openimo, "run", "--mode", "serve", ...where, ...(options.nodeArgs ?? [])],
          environment: { OPENIMO_HOME: home },
          onLine: (line) => onLine?.("node", line),
        });
        stops.push(child.stop);
        child.crashed.catch(fail);
        await untilReady(`${nodeUrl}/readyz`, child, NODE_START_MS);
        world.node = child;
        return child;
      },
    };
    // Side by side, since each of them mostly waits for another program.
    const stages: Promise<unknown>[] = [registerModels(models, { rpcUrl: chain.rpcUrl, nodeUrl, onStage })];
    if (options.node) {
      onStage("Starting the operator node");
      stages.push(world.startNode());
    }
    if (options.indexer) {
      onStage("Starting the indexer");
      stages.push(
        startIndexer({
          ...{ rpcUrl: chain.rpcUrl, port: ports.indexer, onLine: (line) => onLine?.("indexer", line) },
          onStarted: (child) => {
            stops.push(child.stop);
            child.crashed.catch(fail);
            Object.assign(world, { indexer: child });
          },
        }),
      );
    }
    if (options.web) {
      onStage("Building the web app");
      stages.push(buildWeb());
    }
    const failed = (await Promise.allSettled(stages)).find((stage) => stage.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    // Only now, since what was sent so far had to wait for nobody.
    if (options.blocks !== "with transactions") await mineAtIntervals(chain.rpcUrl);
    if (!options.web) return world;
    const web = await serveWeb({
      host: "127.0.0.1",
      port: ports.web,
      config: {
        chainId: 31337,
        rpcUrl: chain.rpcUrl,
        packageHosts: [nodeUrl],
        indexerUrl: options.indexer ? indexerUrlOf(ports) : undefined,
        projectId: process.env.REOWN_PROJECT_ID || undefined,
      },
    });
    stops.push(web.close);
    return Object.assign(world, { webUrl: web.url });
  } catch (error) {
    await stop();
    throw error;
  }
}
