import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { toHex } from "viem";
import { post, type RpcAnswer, type RpcCall } from "./json-rpc.ts";
import { FalseAnswers, told } from "./lies.ts";
import { isLook, type Quiet, QuietWatch } from "./quiet.ts";
import { atHeight, isAhead } from "./stale.ts";
import { FAIR, fate, type Weather } from "./weather.ts";

/** A moment at which a node is killed: before the chain has its transaction, after, or while it reads. */
export type KillMoment = { readonly method: string; readonly after: boolean; readonly kill: () => Promise<void> };

type Line = { weather: Weather; readonly counts: Map<string, number> };

export type Failure = "busy" | "refused" | "cut" | "answer lost";
const FAILURES: readonly Failure[] = ["busy", "refused", "cut", "answer lost"];

/** What depends on blocks alone, and not on the transactions that wait. */
const UNCHANGED = new Set([
  "eth_blockNumber",
  "eth_call",
  "eth_chainId",
  "eth_getBlockByHash",
  "eth_getBlockByNumber",
  "eth_getBlockReceipts",
  "eth_getCode",
  "eth_getLogs",
  "eth_getTransactionReceipt",
]);
const TIP_WEI = 10n ** 9n;
/** Well below the time after which a node gives a call up. */
const REST_MS = 3_000;

function signalled(): { readonly come: Promise<void>; readonly signal: () => void } {
  let signal = () => {};
  const come = new Promise<void>((resolve) => {
    signal = resolve;
  });
  return { come, signal };
}

/** All providers of all nodes, in front of one chain: a server with a path for each, `/<node>/<provider>`. */
export class Providers {
  readonly falseAnswers = new FalseAnswers();
  /** Calls that reached a provider, those that weren't a repetition, and those that were failed on purpose, by node. */
  readonly counts = new Map<string, { calls: number; distinct: number; failed: number }>();
  readonly #chainUrl: string;
  readonly #seed: number;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #lines = new Map<string, Line>();
  readonly #watches = new Map<string, QuietWatch>();
  readonly #kills = new Map<string, KillMoment>();
  readonly #refused = new Map<string, string>();
  readonly #dead = new Set<string>();
  readonly #resting = new Set<string>();
  readonly #onAnswer: (call: RpcCall, answer: RpcAnswer) => void;
  #open: Promise<void> = Promise.resolve();
  /** Resolves when there is something to see. */
  #news = signalled();
  /** Answers of the chain as it is, by what was asked. */
  readonly #said = new Map<string, Promise<string>>();
  #head = 0;
  #epoch = 0;

  /** @param onAnswer Told every call that reached the chain, before whoever made it is. */
  constructor(chainUrl: string, seed: number, onAnswer: (call: RpcCall, answer: RpcAnswer) => void) {
    this.#chainUrl = chainUrl;
    this.#seed = seed;
    this.#onAnswer = onAnswer;
    this.#server.keepAliveTimeout = 60_000;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  url(node: string, provider: number): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The providers don't listen.");
    return `http://127.0.0.1:${address.port}/${node}/${provider}`;
  }

  setWeather(node: string, provider: number, weather: Weather): void {
    this.#line(`${node}/${provider}`).weather = weather;
  }

  /** Nothing passes while `change` runs, so that nobody sees the half of it. */
  async whileClosed(change: () => Promise<number>): Promise<void> {
    let open = () => {};
    this.#open = new Promise((resolve) => {
      open = resolve;
    });
    try {
      this.#head = await change();
      this.#epoch++;
      this.#said.clear();
      for (const watch of this.#watches.values()) watch.news();
    } finally {
      open();
      this.#resting.clear();
      this.#news.signal();
      this.#news = signalled();
    }
  }

  /** A node that has nothing to do before the next change is told then how the chain is, and not again and again before. */
  rest(node: string): void {
    this.#resting.add(node);
  }

  isAtRest(node: string): boolean {
    return this.#resting.has(node);
  }

  /** From now on all providers answer calls of a method with this error; undefined ends it. */
  refuse(method: string, message: string | undefined): void {
    if (message === undefined) this.#refused.delete(method);
    else this.#refused.set(method, message);
  }

  /** The next such call of a node is its end. */
  armKill(node: string, moment: KillMoment): void {
    this.#kills.set(node, moment);
  }

  disarm(node: string): boolean {
    return this.#kills.delete(node);
  }

  /** What a dead node had sent before its end, and nobody has looked at yet, is never looked at. */
  setDead(node: string, dead: boolean): void {
    if (dead) this.#dead.add(node);
    else this.#dead.delete(node);
    this.#resting.delete(node);
    this.#watches.set(node, new QuietWatch());
  }

  quiet(node: string): Quiet {
    return this.#watch(node).quiet;
  }

  #watch(node: string): QuietWatch {
    let watch = this.#watches.get(node);
    if (watch === undefined) {
      watch = new QuietWatch();
      this.#watches.set(node, watch);
    }
    return watch;
  }

  #line(name: string): Line {
    let line = this.#lines.get(name);
    if (line === undefined) {
      line = { weather: FAIR, counts: new Map() };
      this.#lines.set(name, line);
    }
    return line;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const [, node, provider] = (request.url ?? "").split("/");
    const body = JSON.parse(Buffer.concat(parts).toString("utf8")) as RpcCall | RpcCall[];
    const calls = Array.isArray(body) ? body : [body];
    if (this.#resting.has(node) && calls.every(isLook)) await Promise.race([this.#news.come, sleep(REST_MS)]);
    await this.#open;
    if (this.#dead.has(node)) {
      request.socket.destroy();
      return;
    }
    const watch = this.#watch(node);
    watch.begin();
    try {
      const answers = await this.#answerAll(node, provider, calls);
      if (answers === "cut" || this.#dead.has(node)) request.socket.destroy();
      else if (answers === "busy") response.writeHead(503).end("busy");
      else {
        const text = JSON.stringify(Array.isArray(body) ? answers : answers[0]);
        response.writeHead(200, { "content-type": "application/json" }).end(text);
      }
    } catch {
      request.socket.destroy();
    } finally {
      watch.end();
    }
  }

  async #answerAll(node: string, provider: string, calls: readonly RpcCall[]): Promise<RpcAnswer[] | "cut" | "busy"> {
    const line = this.#line(`${node}/${provider}`);
    const { weather } = line;
    const watch = this.#watch(node);
    const count = this.counts.get(node) ?? { calls: 0, distinct: 0, failed: 0 };
    this.counts.set(node, count);
    count.calls += calls.length;
    const moment = this.#kills.get(node);
    const killing = moment !== undefined && calls.some(({ method }) => method === moment.method) ? moment : undefined;
    if (killing !== undefined && !killing.after) return this.#kill(node, killing);
    const failure = this.#failure(`${node}/${provider}`, line, calls);
    // What failed is asked again, and says nothing about how far the node is.
    for (const { method, params } of failure === undefined ? calls : []) {
      if (watch.note(`${provider} ${method} ${JSON.stringify(params)}`, method)) count.distinct++;
    }
    if (failure !== undefined) {
      count.failed += calls.length;
    }
    if (weather.delayMs > 0)
      await sleep(weather.delayMs * fate(this.#seed, node, provider, this.#epoch, calls[0].method));
    if (failure === "cut" || failure === "busy") return failure;
    if (failure === "refused") {
      return calls.map(({ id }) => ({ jsonrpc: "2.0", id, error: { code: -32005, message: "limit exceeded" } }));
    }
    const answers: RpcAnswer[] = [];
    for (const call of calls) answers.push(await this.#answer(call, weather, provider));
    // Another may have been its end meanwhile, and the process is the next one.
    if (killing !== undefined && this.#kills.get(node) === killing) return this.#kill(node, killing);
    return failure === "answer lost" ? "cut" : answers;
  }

  /** What the chain says. As long as it doesn't change, what was asked once isn't asked again. */
  #read(body: string, method: string): Promise<string> {
    if (!UNCHANGED.has(method) || body.includes('"pending"')) return post(this.#chainUrl, body);
    const known = this.#said.get(body) ?? post(this.#chainUrl, body);
    this.#said.set(body, known);
    known.catch(() => this.#said.delete(body));
    return known;
  }

  /** Whether a parameter names a block by its hash that a provider at this height doesn't have. */
  async #isOfLaterBlock(params: readonly unknown[], height: number): Promise<boolean> {
    for (const parameter of params) {
      const { blockHash } = (parameter ?? {}) as { blockHash?: string };
      if (blockHash === undefined) continue;
      const body = { jsonrpc: "2.0", id: 1, method: "eth_getBlockByHash", params: [blockHash, false] };
      const { result } = JSON.parse(await this.#read(JSON.stringify(body), body.method)) as {
        result?: { number: string };
      };
      if (result && Number(result.number) > height) return true;
    }
    return false;
  }

  async #kill(node: string, { kill }: KillMoment): Promise<"cut"> {
    this.#kills.delete(node);
    this.setDead(node, true);
    await kill();
    return "cut";
  }

  #failure(name: string, { weather, counts }: Line, calls: readonly RpcCall[]): Failure | undefined {
    const words = calls.map(({ method }) => method).join();
    const key = `${this.#epoch} ${words}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    if (fate(this.#seed, name, key, nth) >= weather.errorShare) return undefined;
    return FAILURES[Math.floor(fate("which", this.#seed, name, key, nth) * FAILURES.length)];
  }

  async #answer(call: RpcCall, { lagBlocks, lie }: Weather, provider: string): Promise<RpcAnswer> {
    const { method, params = [] } = call;
    const message = this.#refused.get(method);
    if (message !== undefined) return { jsonrpc: "2.0", id: call.id, error: { code: -32000, message } };
    // What single adversaries pay in haste is not what an RPC of a public chain suggests.
    if (method === "eth_maxPriorityFeePerGas") return { jsonrpc: "2.0", id: call.id, result: toHex(TIP_WEI) };
    const height = this.#head - lagBlocks;
    if (lagBlocks > 0 && method === "eth_blockNumber") return { jsonrpc: "2.0", id: call.id, result: toHex(height) };
    const asked = lagBlocks > 0 ? atHeight(call, height) : call;
    if (asked === undefined || (lagBlocks > 0 && (await this.#isOfLaterBlock(params, height)))) {
      return { jsonrpc: "2.0", id: call.id, error: { code: -32000, message: "header not found" } };
    }
    const text = await this.#read(
      JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: asked.params ?? [] }),
      method,
    );
    const answer = { ...(JSON.parse(text) as RpcAnswer), id: call.id };
    this.#onAnswer(call, answer);
    if (lagBlocks > 0 && isAhead(method, answer.result, height)) return { ...answer, result: null };
    return lie === "none" ? answer : told(lie, this.falseAnswers, call, answer, `${this.#seed} ${provider}`);
  }
}
