import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Hex, isAddressEqual } from "viem";
import { connect } from "../../oracle/src/chain/connection.ts";
import { STATUS } from "../../oracle/src/chain/request.ts";
import type { Base } from "./base.ts";
import { accounts, keyArgs, type Role } from "./cast.ts";
import { type Mined, SimulatedChain } from "./chain.ts";
import { examine, isPaidOut } from "./checks.ts";
import { NodeProcess } from "./node-process.ts";
import { isUndelivered, People } from "./people.ts";
import { Providers } from "./providers.ts";
import { QUIET_ROUNDS } from "./quiet.ts";
import { readRequests, type StandingRequest } from "./request-log.ts";
import { type Kill, type Reorganisation, scheduleOf, type Turn } from "./schedule.ts";
import { listTransactions } from "./transactions.ts";
import type { Truth } from "./truth.ts";
import { FAIR } from "./weather.ts";

/** A block isn't held up for longer than this by a node that has something to do again and again. */
const PATIENCE_MS = 4_000;
/** What was refused isn't waited for so long: a lost call is repeated by then, and what a contract refuses needs another block. */
const RETRY_PATIENCE_MS = 1_000;
const LOOK_MS = 10;
/** Blocks after the schedule; every run has ended by then, or something in it never will. */
const SETTLING_BLOCKS = 300;
/** So many blocks in which nothing happens show that everybody waits for the clock. */
const IDLE_BLOCKS = 1;
/** How far the clock moves then, below the time that a side has for a move. */
const LEAP_SECONDS = 120;
/** Looks at money that nobody takes, after everything else is over. */
const UNPAID_LOOKS_MOST = 12;
const BROADCAST = "eth_sendRawTransaction";

const TRIGGERS: Readonly<Record<Exclude<Kill["moment"], "between blocks">, { method: string; after: boolean }>> = {
  "before a broadcast": { method: BROADCAST, after: false },
  "after a broadcast": { method: BROADCAST, after: true },
  "while it reads logs": { method: "eth_getLogs", after: false },
  "while it reads states": { method: "eth_call", after: false },
};

export type RunOptions = {
  readonly seed: number;
  readonly base: Base;
  readonly truth: Truth;
  readonly program: string;
  readonly roles: readonly Role[];
  /** How many RPCs each node has. */
  readonly providers: number;
  /** A new and empty database of a server; undefined for the embedded one. */
  readonly newDatabase: (() => Promise<string>) | undefined;
  readonly onLine?: (line: string) => void;
};

export type RunResult = {
  readonly seed: number;
  /** Everything that was going to happen and how it ended: the same for the same seed. */
  readonly trace: readonly string[];
  readonly digest: string;
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly kills: number;
  readonly blocks: number;
  /** What the nodes printed, and what came of their transactions. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
};

/** One run of the whole system: a chain, nodes, providers between, and everybody who has something to do with them. */
export async function simulate(options: RunOptions): Promise<RunResult> {
  const began = performance.now();
  const run = await Run.begin(options);
  try {
    await run.play();
    await run.settle();
    const { ends, faults } = await run.examine();
    const trace = [...run.trace, ...ends];
    return {
      ...{ seed: options.seed, trace, faults: [...run.faults, ...faults] },
      digest: createHash("sha256").update(trace.join("\n")).digest("hex").slice(0, 16),
      seconds: (performance.now() - began) / 1_000,
      ...{ kills: run.kills, blocks: run.blocks, logs: { ...run.logs, chain: await run.transactions() } },
    };
  } finally {
    await run.end();
  }
}

class Run {
  readonly trace: string[] = [];
  readonly faults: string[] = [];
  blocks = 0;
  readonly #options: RunOptions;
  readonly #chain: SimulatedChain;
  readonly #providers: Providers;
  readonly #nodes: readonly NodeProcess[];
  readonly #people: People;
  readonly #schedule: readonly Turn[];
  /** When a node that is down starts again, by its place. */
  readonly #back = new Map<number, number>();
  #requests: readonly StandingRequest[] = [];
  #unpaidLooks = 0;
  #waitedFor = "";

  private constructor(
    options: RunOptions,
    chain: SimulatedChain,
    providers: Providers,
    nodes: readonly NodeProcess[],
    people: People,
    schedule: readonly Turn[],
  ) {
    this.#options = options;
    this.#chain = chain;
    this.#providers = providers;
    this.#nodes = nodes;
    this.#people = people;
    this.#schedule = schedule;
  }

  static async begin(options: RunOptions): Promise<Run> {
    const { seed, base, truth, roles, program, providers: count } = options;
    const chain = await SimulatedChain.start(base);
    const providers = new Providers(chain.rpcUrl, seed, ({ method, params }) => {
      if (method === "eth_sendRawTransaction") chain.remember(params?.[0] as Hex);
    });
    await providers.listen();
    const nodes: NodeProcess[] = [];
    for (const { name, args } of roles) {
      const rpcs = Array.from({ length: count }, (_, i) => ["--rpc-url", providers.url(name, i)]).flat();
      const where = ["--deployment", base.deploymentFile, "--models", "models/digits/package"];
      const rest = ["--poll-ms", "40", ...keyArgs(name)];
      const databaseUrl = await options.newDatabase?.();
      nodes.push(new NodeProcess({ name, program, databaseUrl, args: [...args, ...rpcs, ...where, ...rest] }));
    }
    const watches = roles.some(({ name }) => name === "watcher");
    const schedule = scheduleOf(seed, { nodes: nodes.length, providers: count, watches });
    const connection = await connect({ rpcUrl: chain.rpcUrl, deploymentFile: base.deploymentFile });
    const asks = schedule.flatMap((turn) => turn.asks);
    const run = new Run(options, chain, providers, nodes, new People(chain, connection, base, truth, asks), schedule);
    await providers.whileClosed(() => run.#mine(1, 1));
    for (const node of nodes) node.start();
    await Promise.all(nodes.map((node) => node.ready()));
    return run;
  }

  get kills(): number {
    return this.#nodes.reduce((total, { kills }) => total + kills, 0);
  }

  get logs(): Record<string, readonly string[]> {
    return Object.fromEntries(this.#nodes.map(({ name, lines }) => [name, lines]));
  }

  /** All transactions of the chain as it is at the end. */
  transactions(): Promise<string[]> {
    return listTransactions(this.#chain);
  }

  async end(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.dispose()));
    this.#providers.close();
    await this.#chain.stop();
  }

  /** The schedule, block by block. */
  async play(): Promise<void> {
    for (const [index, turn] of this.#schedule.entries()) {
      this.#note(index, turn);
      for (const { node, provider, weather } of turn.weather) {
        this.#providers.setWeather(this.#nodes[node].name, provider, weather);
      }
      if (turn.reorganisation !== undefined) await this.#reorganise(turn.reorganisation);
      for (const kill of turn.kills) await this.#arm(kill, index);
      for (const ask of turn.asks) this.#people.ask(ask);
      await this.#turn(() => this.#mine(1, turn.baseFeeTimes));
      await this.#restart(index);
    }
  }

  /** Fair weather, until everything has an end and everybody has what is theirs. */
  async settle(): Promise<void> {
    for (const [node, { name }] of this.#nodes.entries()) {
      for (let provider = 0; provider < this.#options.providers; provider++)
        this.#providers.setWeather(name, provider, FAIR);
      this.#providers.disarm(name);
      this.#back.set(node, 0);
    }
    await this.#restart(Number.MAX_SAFE_INTEGER);
    let idle = 0;
    for (let block = 0; block < SETTLING_BLOCKS; block++) {
      const leap = idle >= IDLE_BLOCKS ? LEAP_SECONDS : 1;
      if (idle >= IDLE_BLOCKS && (await this.#isSettled())) return;
      let transactions = 0;
      await this.#turn(async () => {
        const head = await this.#mine(leap, 1);
        transactions = await this.#chain.client.getBlockTransactionCount();
        return head;
      });
      idle = transactions === 0 ? idle + 1 : 0;
    }
    this.faults.push(`not everything had an end after ${SETTLING_BLOCKS} blocks`);
  }

  examine() {
    const { base, truth, roles } = this.#options;
    return examine({ chain: this.#chain, base, truth, people: this.#people, roles }, this.#requests);
  }

  async #isSettled(): Promise<boolean> {
    const isAsked = this.#requests.length === this.#schedule.flatMap(({ asks }) => asks).length;
    const areOver = isAsked && this.#requests.every(isOver);
    if (!areOver) return false;
    const standings = await Promise.all(this.#nodes.map((node) => node.standingAt(this.#chain.hash)));
    if (standings.some((standing) => standing !== "done")) return false;
    if (await isPaidOut(this.#chain, this.#options.base, this.#options.roles)) return true;
    // What nobody has taken by then stays, and the checks say so.
    return ++this.#unpaidLooks > UNPAID_LOOKS_MOST;
  }

  /** Everybody sees the newest block, the nodes do what they have to, and the next one comes. */
  async #turn(mine: () => Promise<number>): Promise<void> {
    const began = performance.now();
    await this.#people.step(this.#requests);
    await this.#providers.whileClosed(mine);
    this.blocks++;
    this.#requests = await readRequests(this.#chain, this.#options.base);
    await this.#tellLiars();
    await this.#untilQuiet();
    this.#options.onLine?.(
      `block ${this.#chain.number} took ${Math.round(performance.now() - began)} ms${this.#waitedFor}`,
    );
  }

  async #mine(seconds: number, baseFeeTimes: number): Promise<number> {
    await this.#chain.mine(seconds, baseFeeTimes);
    return this.#chain.number;
  }

  /** Lying providers know every answer that there is. */
  async #tellLiars(): Promise<void> {
    for (const standing of this.#requests) {
      if (standing.state.status === STATUS.open) continue;
      const ask = this.#people.askOf(standing);
      this.#providers.falseAnswers.add(await this.#options.truth.answerTo(ask));
    }
  }

  async #untilQuiet(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    this.#waitedFor = "";
    while (Date.now() < deadline) {
      const awake = this.#nodes.filter(({ name, isUp }) => isUp && !this.#providers.isAtRest(name));
      if (awake.length === 0) return;
      for (const node of awake) {
        if (this.#providers.quiet(node.name).rounds < QUIET_ROUNDS) continue;
        const standing = await node.standingAt(this.#chain.hash);
        const isPatient = Date.now() < deadline - PATIENCE_MS + RETRY_PATIENCE_MS;
        if (standing === "done" || (standing === "retrying" && !isPatient)) this.#providers.rest(node.name);
      }
      await sleep(LOOK_MS);
    }
    const works = await Promise.all(this.#nodes.map(async (node) => (await node.status())?.work));
    const rounds = this.#nodes.map(({ name }) => this.#providers.quiet(name).rounds);
    this.#waitedFor = `, in vain: ${JSON.stringify({ works, rounds })}`;
  }

  async #reorganise({ depth, drops, shift }: Reorganisation): Promise<void> {
    const nodes = this.#options.roles.map(({ name }) => accounts[name]);
    const isNode = ({ from }: Mined) => nodes.some(({ address }) => isAddressEqual(address, from));
    const isRequester = ({ from }: Mined) => isAddressEqual(accounts.requester.address, from);
    const isDropped = (mined: Mined) =>
      drops === "everybody" ||
      (drops === "nodes" && isNode(mined)) ||
      (drops === "adversaries" && !isNode(mined) && !isRequester(mined));
    await this.#providers.whileClosed(async () => {
      await this.#chain.reorganise(depth, (mined) => (isDropped(mined) ? "dropped" : shift));
      return this.#chain.number;
    });
    this.#requests = await readRequests(this.#chain, this.#options.base);
    await this.#untilQuiet();
  }

  async #arm({ node: place, moment, downBlocks }: Kill, index: number): Promise<void> {
    const node = this.#nodes[place];
    if (!node.isUp) return;
    const kill = async () => {
      this.#back.set(place, index + downBlocks);
      await node.kill();
    };
    if (moment !== "between blocks") this.#providers.armKill(node.name, { ...TRIGGERS[moment], kill });
    else {
      this.#providers.setDead(node.name, true);
      await kill();
    }
  }

  /** Starts what has been down for long enough; a kill whose moment hasn't come in its block comes now. */
  async #restart(index: number): Promise<void> {
    for (const [place, node] of this.#nodes.entries()) {
      if (this.#providers.disarm(node.name)) {
        this.#providers.setDead(node.name, true);
        await node.kill();
        this.#back.set(place, index);
      }
      const back = this.#back.get(place);
      if (node.isUp || back === undefined || back > index) continue;
      this.#back.delete(place);
      this.#providers.setDead(node.name, false);
      node.start();
      await node.ready();
    }
    await this.#untilQuiet();
  }

  #note(index: number, { asks, kills, reorganisation, baseFeeTimes, weather }: Turn): void {
    const say = (line: string) => {
      this.trace.push(`${index}: ${line}`);
      this.#options.onLine?.(`${index}: ${line}`);
    };
    for (const { node, provider, weather: now } of weather) say(`provider ${node}/${provider}: ${JSON.stringify(now)}`);
    for (const { kind, adversary, inputSeed } of asks) say(`asked: ${kind} (${adversary}) ${inputSeed}`);
    for (const { node, moment, downBlocks } of kills) say(`node ${node} is killed ${moment}, for ${downBlocks} blocks`);
    if (reorganisation) say(`${JSON.stringify(reorganisation)}`);
    if (baseFeeTimes > 1) say(`base fee times ${baseFeeTimes}`);
  }
}

const isOver = (standing: StandingRequest): boolean =>
  standing.state.status === STATUS.void || (standing.state.status === STATUS.final && !isUndelivered(standing));
