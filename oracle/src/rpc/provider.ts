import { setTimeout as sleep } from "node:timers/promises";
import { type EIP1193RequestFn, http } from "viem";
import { isUnreachable, mayPass } from "../chain/rpc-error.ts";
import {
  BATCH_CALLS,
  CONTRADICTIONS_MOST,
  HEDGE_MS,
  PROVIDER_EVICTION_MS,
  RPC_ANSWER_BYTES,
  RPC_CALL_TIMEOUT_MS,
  RPC_RETRY_PAUSE_MS,
} from "../limits.ts";
import type { RpcMetrics, RpcOutcome } from "../metrics/node-metrics.ts";
import type { Health } from "./health.ts";

/** One JSON-RPC call. */
export type RpcCall = { readonly method: string; readonly params?: unknown };

/** Weight of the newest call in the moving averages. */
const NEWEST_WEIGHT = 0.2;

const average = (before: number, now: number): number => before + NEWEST_WEIGHT * (now - before);

/** One RPC URL, and how it does. */
export class Provider implements Health {
  /** For logs and metrics: its place in the list and its host. Path and query may hold a token. */
  readonly name: string;
  calls = 0;
  failures = 0;
  contradictions = 0;
  /** Time spent waiting for its answers, in milliseconds. */
  waitedMs = 0;
  latencyMs = 0;
  failureRate = 0;
  failuresInARow = 0;
  failedMs = 0;
  evictedUntilMs = 0;
  head: Health["head"];
  isForked = false;
  isForeign = false;
  /** Whether its chain id and genesis were found right. */
  isKnown = false;
  #contradictionsInARow = 0;
  /** Told of every call. */
  metrics: RpcMetrics | undefined;
  readonly #request: EIP1193RequestFn;
  readonly #isAlone: boolean;

  /** @param isAlone Whether no other provider can be asked instead: then a call that fails, or hangs, is asked once more. */
  constructor(index: number, url: string, isAlone: boolean) {
    this.name = `${index + 1} (${new URL(url).host})`;
    const transport = http(url, {
      batch: { batchSize: BATCH_CALLS },
      timeout: RPC_CALL_TIMEOUT_MS,
      maxResponseBodySize: RPC_ANSWER_BYTES,
      // viem would wait for as long as the RPC's header Retry-After says, be it a day.
      retryCount: 0,
    });
    this.#request = transport({}).request;
    this.#isAlone = isAlone;
  }

  /** @throws viem's errors. */
  async ask(call: RpcCall): Promise<unknown> {
    const first = this.#ask(call);
    if (!this.#isAlone) return first;
    const fate = first.then(
      () => "settled" as const,
      (error: unknown) => (mayPass(error) ? ("failed" as const) : ("settled" as const)),
    );
    const patience = new AbortController();
    const late = sleep(HEDGE_MS, "late" as const, { signal: patience.signal, ref: false }).catch(() => "late" as const);
    const found = await Promise.race([fate, late]);
    patience.abort();
    if (found === "settled") return first;
    if (found === "failed") await sleep(RPC_RETRY_PAUSE_MS);
    try {
      // A connection that hangs must not cost the whole timeout. Of two answers the first one will do.
      return await Promise.any([first, this.#ask(call)]);
    } catch (error) {
      throw error instanceof AggregateError ? error.errors[0] : error;
    }
  }

  async #ask({ method, params }: RpcCall): Promise<unknown> {
    const startMs = performance.now();
    this.calls++;
    try {
      const result: unknown = await this.#request({ method, params } as Parameters<EIP1193RequestFn>[0]);
      this.#answered(startMs);
      this.#tell(method, "answered", startMs);
      return result;
    } catch (error) {
      // A refusal is an answer, too: the provider is there.
      const isFailure = isUnreachable(error);
      if (isFailure) this.#failed(startMs);
      else this.#answered(startMs);
      this.#tell(method, isFailure ? "unreachable" : "refused", startMs);
      throw error;
    }
  }

  /** @returns Whether this was once too often, so that it is left out for a while. */
  contradicted(): boolean {
    this.contradictions++;
    this.#contradictionsInARow++;
    if (this.#contradictionsInARow < CONTRADICTIONS_MOST) return false;
    this.#contradictionsInARow = 0;
    this.evictedUntilMs = performance.now() + PROVIDER_EVICTION_MS;
    return true;
  }

  agreed(): void {
    this.#contradictionsInARow = 0;
  }

  #tell(method: string, outcome: RpcOutcome, startMs: number): void {
    this.metrics?.call(this.name, method, outcome, (performance.now() - startMs) / 1_000);
  }

  #answered(startMs: number): void {
    const tookMs = performance.now() - startMs;
    this.waitedMs += tookMs;
    this.latencyMs = average(this.latencyMs, tookMs);
    this.failureRate = average(this.failureRate, 0);
    this.failuresInARow = 0;
  }

  #failed(startMs: number): void {
    this.failedMs = performance.now();
    this.waitedMs += this.failedMs - startMs;
    this.failures++;
    this.failuresInARow++;
    this.failureRate = average(this.failureRate, 1);
  }
}
