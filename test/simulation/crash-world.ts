import { setTimeout as sleep } from "node:timers/promises";
import { proposeCall } from "../../oracle/src/chain/oracle-calls.ts";
import { STATUS } from "../../oracle/src/chain/request.ts";
import { CRASH_VARIABLE, type CrashPoint } from "../../oracle/src/store/crash-points.ts";
import { askCall } from "./asking.ts";
import type { Base } from "./base.ts";
import { accounts, keyArgs } from "./cast.ts";
import { type Mined, SimulatedChain } from "./chain.ts";
import { doublePosts } from "./checks.ts";
import { NodeProcess } from "./node-process.ts";
import { Providers } from "./providers.ts";
import { QUIET_ROUNDS } from "./quiet.ts";
import { readRequests } from "./request-log.ts";
import type { Ask } from "./schedule.ts";
import type { Truth } from "./truth.ts";

const QUIET_MS = 20_000;
const LOOK_MS = 10;
const NODE = "operator";
/** Seconds to the next block while everybody waits for a clock, by the request's status. */
const LEAPS: Readonly<Record<number, number>> = { [STATUS.answered]: 200, [STATUS.disputed]: 120 };
const ASK: Ask = { kind: "plain", adversary: "nobody", inputSeed: 77 };

/** The processes of a story. */
export type CrashCast = {
  /** Options of the node. */
  readonly args: readonly string[];
  /** Whether a process beside it computes its answers. */
  readonly hasWorker: boolean;
};

export type CrashOptions = {
  readonly base: Base;
  readonly truth: Truth;
  readonly program: string;
  readonly cast: CrashCast;
  /** Undefined for the embedded database. */
  readonly databaseUrl: string | undefined;
  /** Undefined for a story in which nothing ends before its time. */
  readonly point: CrashPoint | undefined;
};

/** One node, with its worker or without, of which one process ends itself at a point and is started again at once. */
export class CrashWorld {
  /** From the end of the process until everything is done that is due about the newest block, in milliseconds; undefined before. */
  recoveredMs: number | undefined;
  /** How many times the node was waited for until the request had its end; undefined before. */
  turnsToEnd: number | undefined;
  readonly chain: SimulatedChain;
  readonly providers: Providers;
  readonly node: NodeProcess;
  readonly #worker: NodeProcess | undefined;
  readonly #options: CrashOptions;
  #turns = 0;

  private constructor(
    options: CrashOptions,
    chain: SimulatedChain,
    providers: Providers,
    node: NodeProcess,
    worker: NodeProcess | undefined,
  ) {
    this.#options = options;
    this.chain = chain;
    this.providers = providers;
    this.node = node;
    this.#worker = worker;
  }

  static async start(options: CrashOptions): Promise<CrashWorld> {
    const { base, program, databaseUrl, point, cast } = options;
    const chain = await SimulatedChain.start(base);
    const providers = new Providers(chain.rpcUrl, 0, ({ method, params }) => {
      if (method === "eth_sendRawTransaction") chain.remember(params?.[0] as `0x${string}`);
    });
    await providers.listen();
    const where = ["--rpc-url", providers.url(NODE, 0), "--deployment", base.deploymentFile];
    const rest = ["--models", "models/digits/package", "--poll-ms", "40", ...keyArgs(NODE)];
    const node = new NodeProcess({ name: NODE, program, databaseUrl, args: [...cast.args, ...where, ...rest] });
    const workerArgs = ["--worker", "--models", "models/digits/package"];
    const worker = cast.hasWorker
      ? new NodeProcess({ name: "worker", program, databaseUrl, args: workerArgs })
      : undefined;
    const world = new CrashWorld(options, chain, providers, node, worker);
    await providers.whileClosed(async () => {
      await chain.mine();
      return chain.number;
    });
    // A point is come to by whoever comes to it.
    const environment = point === undefined ? {} : { [CRASH_VARIABLE]: point };
    node.start(environment);
    worker?.start(environment);
    await world.#untilQuiet();
    return world;
  }

  async stop(): Promise<void> {
    await Promise.all([this.node.dispose(), this.#worker?.dispose()]);
    this.providers.close();
    await this.chain.stop();
  }

  async ask(): Promise<void> {
    const { truth, base } = this.#options;
    const { to, data, value } = askCall(ASK, truth.inputsOf(ASK), base);
    await this.chain.send(accounts.requester, to, data, value);
  }

  /** Somebody answers wrongly before the node, and is silent after it. */
  async lie(): Promise<void> {
    const { truth, base } = this.#options;
    const [{ request, callbackData }] = await this.requests();
    const lie = await truth.lieAbout(ASK);
    const { to, data, value } = proposeCall(base.deployment.inferenceOracle, request, lie, callbackData);
    await this.chain.send(accounts.liar, to, data, value);
  }

  /** Blocks one after the other, each when the node has done with the one before. */
  async turn(blocks = 1, seconds = 1, baseFeeGwei = 1): Promise<void> {
    for (let block = 0; block < blocks; block++) {
      await this.providers.whileClosed(async () => {
        await this.chain.mine(seconds, baseFeeGwei);
        return this.chain.number;
      });
      await this.#untilQuiet();
    }
  }

  /** Many blocks at once. */
  async bury(blocks: number): Promise<void> {
    await this.providers.whileClosed(async () => {
      for (let block = 0; block < blocks; block++) await this.chain.mine();
      return this.chain.number;
    });
    await this.#untilQuiet();
  }

  async reorganise(depth: number, place: (transaction: Mined) => number | "dropped"): Promise<void> {
    await this.providers.whileClosed(async () => {
      await this.chain.reorganise(depth, place);
      return this.chain.number;
    });
    await this.#untilQuiet();
  }

  /** Blocks and time until the request has its end. */
  async finish(): Promise<void> {
    for (let block = 0; block < 40; block++) {
      const [request] = await this.requests();
      if (request?.state.status === STATUS.final) {
        this.turnsToEnd = this.#turns;
        return;
      }
      await this.turn(1, LEAPS[request?.state.status ?? STATUS.open] ?? 1);
    }
    throw new Error(`The request has no end: ${this.node.tail()}`);
  }

  requests() {
    return readRequests(this.chain, this.#options.base);
  }

  answer() {
    return this.#options.truth.answerTo(ASK);
  }

  doublePosts() {
    return doublePosts(this.chain, [{ name: NODE }]);
  }

  /** Until everything is done that is due, by processes of which one may have ended itself and is started again. */
  async #untilQuiet(): Promise<void> {
    const deadline = Date.now() + QUIET_MS;
    let endedMs: number | undefined;
    this.#turns++;
    while (Date.now() < deadline) {
      for (const process of [this.node, this.#worker]) {
        if (process === undefined || process.isUp) continue;
        if (endedMs !== undefined || this.recoveredMs !== undefined)
          throw new Error(`A process ended again: ${process.tail()}`);
        endedMs = performance.now();
        if (process === this.node) this.providers.setDead(NODE, false);
        process.start();
      }
      if (
        this.providers.quiet(NODE).rounds >= QUIET_ROUNDS &&
        (await this.node.standingAt(this.chain.hash)) === "done"
      ) {
        if (endedMs !== undefined) this.recoveredMs = performance.now() - endedMs;
        return;
      }
      await sleep(LOOK_MS);
    }
    throw new Error(`The node was not done in ${QUIET_MS} ms: ${this.node.tail()}`);
  }
}
