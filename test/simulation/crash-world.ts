import { setTimeout as sleep } from "node:timers/promises";
import { STATUS } from "../../oracle/src/chain/request.ts";
import { CRASH_VARIABLE, type CrashPoint } from "../../oracle/src/store/crash-points.ts";
import { askCall } from "./asking.ts";
import type { Base } from "./base.ts";
import { accounts, type Role } from "./cast.ts";
import { type Mined, SimulatedChain } from "./chain.ts";
import { doublePosts } from "./checks.ts";
import { NodeProcess } from "./node-process.ts";
import { Providers } from "./providers.ts";
import { readRequests } from "./request-log.ts";
import type { Ask } from "./schedule.ts";
import type { Truth } from "./truth.ts";

const QUIET_MS = 20_000;
const LOOK_MS = 10;
const ASK: Ask = { kind: "plain", adversary: "nobody", inputSeed: 77 };

export const CRASHING: Role = {
  name: "operator",
  developmentKey: 1,
  args: ["--mode", "serve", "--commit-first", "--defend-only", "--withdraw-minimum", "1000"],
};

export type CrashOptions = {
  readonly base: Base;
  readonly truth: Truth;
  readonly program: string;
  /** Undefined for the embedded database. */
  readonly databaseUrl: string | undefined;
  readonly point: CrashPoint;
};

/** One node that ends itself at a point, and starts again at once. */
export class CrashWorld {
  /** From the end of the process to the first block that the next one has read whole, in milliseconds; undefined before. */
  recoveredMs: number | undefined;
  readonly chain: SimulatedChain;
  readonly providers: Providers;
  readonly node: NodeProcess;
  readonly #options: CrashOptions;

  private constructor(options: CrashOptions, chain: SimulatedChain, providers: Providers, node: NodeProcess) {
    this.#options = options;
    this.chain = chain;
    this.providers = providers;
    this.node = node;
  }

  static async start(options: CrashOptions): Promise<CrashWorld> {
    const { base, program, databaseUrl, point } = options;
    const chain = await SimulatedChain.start(base);
    const providers = new Providers(chain.rpcUrl, 0, ({ method, params }) => {
      if (method === "eth_sendRawTransaction") chain.remember(params?.[0] as `0x${string}`);
    });
    await providers.listen();
    const { name, developmentKey, args } = CRASHING;
    const where = ["--rpc-url", providers.url(name, 0), "--deployment", base.deploymentFile];
    const rest = ["--models", "models/digits/package", "--poll-ms", "50", "--development-key", String(developmentKey)];
    const node = new NodeProcess({ name, program, databaseUrl, args: [...args, ...where, ...rest] });
    const world = new CrashWorld(options, chain, providers, node);
    await providers.whileClosed(async () => {
      await chain.mine();
      return chain.number;
    });
    node.start({ [CRASH_VARIABLE]: point });
    await world.#untilQuiet();
    return world;
  }

  async stop(): Promise<void> {
    await this.node.kill();
    this.providers.close();
    await this.chain.stop();
  }

  async ask(): Promise<void> {
    const { truth, base } = this.#options;
    const { to, data, value } = askCall(ASK, truth.inputsOf(ASK), base);
    await this.chain.send(accounts.requester, to, data, value);
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
      if (request?.state.status === STATUS.final) return;
      await this.turn(1, request?.state.status === STATUS.answered ? 200 : 1);
    }
    throw new Error(`The request has no end: ${this.node.lines.slice(-8).join("\n")}`);
  }

  requests() {
    return readRequests(this.chain, this.#options.base);
  }

  answer() {
    return this.#options.truth.answerTo(ASK);
  }

  doublePosts() {
    return doublePosts(this.chain, [CRASHING]);
  }

  /** Starts the node again where it has ended itself. */
  async #untilQuiet(): Promise<void> {
    const { name } = this.node;
    const deadline = Date.now() + QUIET_MS;
    while (Date.now() < deadline) {
      if (!this.node.isUp) await this.#recover();
      const status = await this.node.status();
      const isDone = status?.phase === "ready" && status.work.running === 0 && status.work.retryInMs === null;
      if (isDone && this.providers.quiet(name).rounds >= 1) return;
      await sleep(LOOK_MS);
    }
    throw new Error(`The node was not done in ${QUIET_MS} ms: ${this.node.lines.slice(-8).join("\n")}`);
  }

  async #recover(): Promise<void> {
    if (this.recoveredMs !== undefined)
      throw new Error(`The node ended again: ${this.node.lines.slice(-8).join("\n")}`);
    const began = performance.now();
    this.providers.setDead(this.node.name, true);
    this.providers.setDead(this.node.name, false);
    this.node.start();
    await this.node.ready();
    this.recoveredMs = performance.now() - began;
  }
}
