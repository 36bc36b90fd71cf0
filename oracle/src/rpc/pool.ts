import { type Hex, hexToBigInt, toHex } from "viem";
import type { Head } from "../chain/head.ts";
import { isUnreachable } from "../chain/rpc-error.ts";
import { FailedError } from "../command-line/errors.ts";
import { HEAD_GRACE_MS, REFUSALS_TO_BELIEVE } from "../limits.ts";
import type { RpcMetrics } from "../metrics/node-metrics.ts";
import { type ChainIdentity, checkIdentity, readIdentities } from "./chain-identity.ts";
import { shown } from "./comparable.ts";
import { ranked, type Standing, standingOf } from "./health.ts";
import { middleOf } from "./middle.ts";
import { newestBlock } from "./newest-block.ts";
import { Provider, type RpcCall } from "./provider.ts";
import { QuorumError } from "./quorum-error.ts";
import { askQuorum } from "./quorum-question.ts";
import { refusalText } from "./refusal.ts";
import { whenEnough } from "./when-enough.ts";

/**
 * Of these, which cost money and about which honest providers differ a little, the value in the middle is taken. Gas that isn't used isn't
 * paid, so of two the higher estimate; of two prices the lower, since a fee that is too low is raised.
 */
const MIDDLE: ReadonlyMap<string, "lower" | "higher"> = new Map([
  ["eth_estimateGas", "higher"],
  ["eth_gasPrice", "lower"],
  ["eth_maxPriorityFeePerGas", "lower"],
]);

/** How a provider does, for metrics. */
export type ProviderStats = {
  /** Its place in the list of URLs and its host. */
  readonly provider: string;
  readonly standing: Standing;
  readonly calls: number;
  /** Calls to which no answer came. */
  readonly failures: number;
  /** Answers in which it contradicted a quorum. */
  readonly contradictions: number;
  /** Time spent waiting for its answers in all, and the moving average of one, in milliseconds. */
  readonly waitedMs: number;
  readonly latencyMs: number;
  readonly head: { readonly number: bigint; readonly timestamp: number } | null;
};

/** Something that whoever runs the node should know. */
export type Notice = (level: "warn" | "error", facts: Readonly<Record<string, unknown>>, sentence: string) => void;

/**
 * Several RPC providers as one. `request` asks the best one and fails over; `agree` believes only what a quorum says alike, so that a lying
 * provider can't make the node act; transactions go to all.
 */
export class RpcPool {
  readonly quorum: number;
  /** Questions on which providers contradicted each other. */
  disagreements = 0;
  notice: Notice = () => {};
  #metrics: RpcMetrics | undefined;
  readonly #providers: readonly Provider[];
  #chain: ChainIdentity | undefined;
  #agreed: Head | undefined;

  /** @param quorum How many have to say the same; undefined for the majority. */
  constructor(urls: readonly string[], quorum: number | undefined) {
    this.#providers = urls.map((url, i) => new Provider(i, url, urls.length === 1));
    this.quorum = quorum ?? Math.floor(urls.length / 2) + 1;
  }

  get stats(): ProviderStats[] {
    const now = performance.now();
    return this.#providers.map((provider) => {
      const { name, calls, failures, contradictions, waitedMs, latencyMs, head } = provider;
      const standing = standingOf(provider, this.#agreed, now);
      return {
        ...{ provider: name, standing, calls, failures, contradictions, waitedMs, latencyMs },
        head: head ?? null,
      };
    });
  }

  /** Whom to tell of each call and of what the providers are found to do. */
  set metrics(metrics: RpcMetrics) {
    this.#metrics = metrics;
    for (const provider of this.#providers) provider.metrics = metrics;
  }

  get providers(): readonly Provider[] {
    return this.#providers;
  }

  /**
   * Reads the chain's id and genesis from all that answer.
   * @throws FailedError when they are of different chains, viem's error when none answers.
   */
  async meet(): Promise<ChainIdentity> {
    this.#chain = await readIdentities(this.#providers);
    return this.#chain;
  }

  /**
   * Asks the best provider, and the next one if it doesn't answer or refuses. A transaction is sent to all, and of gas and its price the
   * value in the middle of what all say is taken.
   * @throws viem's errors.
   */
  async request(call: RpcCall): Promise<unknown> {
    if (call.method === "eth_sendRawTransaction") return this.#broadcast(call);
    const ofTwo = MIDDLE.get(call.method);
    if (ofTwo !== undefined && this.#providers.length > 1) {
      const said = await this.each(call);
      return toHex(
        middleOf(
          said.map((value) => hexToBigInt(value as Hex)),
          ofTwo,
        ),
      );
    }
    let failure: unknown;
    let refusal: unknown;
    let refusals = 0;
    for (const provider of this.#order()) {
      try {
        return await this.ask(provider, call);
      } catch (error) {
        // That it is of another chain says nothing about the call.
        if (isUnreachable(error) || error instanceof FailedError) failure ??= error;
        else {
          refusal ??= error;
          if (++refusals >= REFUSALS_TO_BELIEVE) break;
        }
      }
    }
    throw refusal ?? failure;
  }

  /**
   * What a quorum says alike. Only for what can't differ between honest providers: reads at a block's hash, blocks, logs.
   * @throws QuorumError when too few say the same, viem's error when a quorum says that the contract refuses.
   */
  async agree(call: RpcCall): Promise<unknown> {
    if (this.#providers.length === 1 || call.method === "eth_sendRawTransaction") return this.request(call);
    const order = this.#order();
    const { verdict, said, take, failure } = await askQuorum(call, order, this.quorum, (provider, asked) =>
      this.ask(provider, asked),
    );
    // Made only where they are told: they are hashes of long answers.
    const voices = () => [...said].map(([{ name }, text]) => `${name} says ${shown(text)}`);
    const isDisputed = new Set(said.values()).size > 1;
    if (isDisputed) {
      this.disagreements++;
      this.notice("warn", { method: call.method, params: call.params, said: voices() }, "RPC providers disagree");
    }
    if (verdict.type === "open") {
      this.#metrics?.undecided();
      throw new QuorumError(call.method, this.quorum, voices(), failure);
    }
    this.#metrics?.agreed();
    for (const provider of verdict.by) provider.agreed();
    for (const provider of verdict.against) this.#contradicted(provider);
    return take();
  }

  /**
   * What each provider says by itself, of those that answer before the slow ones are waited for no more. Believed of none alone.
   * @throws viem's error when a quorum refuses, or none gives a result.
   */
  async each(call: RpcCall): Promise<unknown[]> {
    if (this.#providers.length === 1) return [await this.request(call)];
    const results: unknown[] = [];
    const refusals: unknown[] = [];
    let failure: unknown;
    const asked = this.#order().map(async (provider) => {
      try {
        results.push(await this.ask(provider, call));
      } catch (error) {
        if (refusalText(error) !== undefined) refusals.push(error);
        else if (failure === undefined || isUnreachable(failure)) failure = error;
      }
    });
    const isQuorate = () => Math.max(results.length, refusals.length) >= this.quorum;
    await whenEnough(asked, { isQuorate, graceMs: HEAD_GRACE_MS });
    if (refusals.length >= this.quorum || results.length === 0) throw refusals[0] ?? failure;
    return results;
  }

  /** The newest block that a quorum has. @throws QuorumError */
  async head(): Promise<Head> {
    const ask = (provider: Provider, call: RpcCall) => this.ask(provider, call);
    const known = this.#agreed?.number ?? 0n;
    this.#agreed = await newestBlock(this.#polled(), { quorum: this.quorum, ask, known }).catch((error: unknown) => {
      if (error instanceof QuorumError) this.#metrics?.undecided();
      throw error;
    });
    for (const { name, head } of this.#providers) if (head !== undefined) this.#metrics?.head(name, head.number);
    for (const { provider, standing } of this.stats) this.#metrics?.available(provider, standing === "in use");
    return this.#agreed;
  }

  /** Asks one provider, which is looked at first if that was not possible at the start. */
  async ask(provider: Provider, call: RpcCall): Promise<unknown> {
    if (this.#chain !== undefined && !provider.isKnown) {
      await checkIdentity(provider, this.#chain, (sentence) =>
        this.notice("error", { provider: provider.name }, sentence),
      );
    }
    return provider.ask(call);
  }

  #order(): Provider[] {
    const order = ranked(this.#providers, this.#agreed, performance.now());
    return order.length > 0 ? order : this.#providers.filter(({ isForeign }) => !isForeign);
  }

  /** Whom to ask for their newest block: all that may have one, and those that cool down only where they are needed. */
  #polled(): Provider[] {
    const now = performance.now();
    const order = this.#order();
    const isWarm = (provider: Provider) => standingOf(provider, this.#agreed, now) !== "cooling down";
    const warm = order.filter(isWarm);
    return warm.length >= this.quorum ? warm : order;
  }

  async #broadcast(call: RpcCall): Promise<unknown> {
    const reached = this.#providers.filter(({ isForeign }) => !isForeign);
    try {
      return await Promise.any(reached.map((provider) => this.ask(provider, call)));
    } catch (error) {
      if (!(error instanceof AggregateError)) throw error;
      // A refusal tells more than that another provider wasn't there.
      throw error.errors.find((failure) => !isUnreachable(failure)) ?? error.errors[0];
    }
  }

  #contradicted(provider: Provider): void {
    this.#metrics?.disagreed(provider.name);
    if (!provider.contradicted()) return;
    const facts = { provider: provider.name, contradictions: provider.contradictions };
    this.notice("error", facts, "RPC provider left out for a while: it contradicts the others");
  }
}
