import type { Logger } from "pino";
import type { Hash } from "viem";
import { refusalIn } from "../../chain/contract-error.ts";
import { idHex } from "../../chain/format.ts";
import { isUnreachable } from "../../chain/rpc-error.ts";
import type { Call } from "../../chain/transact.ts";
import { explain } from "../../command-line/explain.ts";
import type { NodeMetrics } from "../../metrics/node-metrics.ts";
import type { Outbox } from "../../sender/outbox.ts";
import { Cooldown } from "../cooldown.ts";
import { remedyOf } from "../remedy.ts";

/** A step that was decided. */
export type Deed = {
  /** Names the step: it has at most one transaction on its way. */
  readonly key: string;
  /** What it is, in a word. */
  readonly kind: string;
  readonly requestId: bigint | undefined;
  /** What it is, as the rest of a sentence that begins with "would". */
  readonly phrase: string;
  /** Last second in which it counts, unix time; undefined where it may take its time. */
  readonly deadline?: number;
  /** Block without which the step is wrong: a reorganisation then takes it back instead of sending it again. */
  readonly basis?: Hash;
};

/** Where steps go that aren't sent. @returns Whether the step was taken; one whose call isn't ready comes again. */
export type Withhold = (deed: Deed, prepare: () => Promise<Call | undefined>) => Promise<boolean>;

/** What became of a step: `refused` by a contract of ours before it was sent. */
export type Dispatched = "sent" | "refused" | "not now";

/** Somebody else was faster, or something isn't due by the newest block. The next look at the chain tells. */
const RACES = new Set([
  "OracleRequestState",
  "OracleTooEarly",
  "OracleWindowOver",
  "DisputeAlreadyClaimed",
  "DisputeCaseClosed",
  "DisputeClaimStatus",
  "DisputeClaimsOver",
  "DisputeDuelExists",
  "DisputeDuelState",
  "DisputeNothingToWithdraw",
  "DisputeTooEarly",
  "DisputeUndecided",
]);

/** Hands the steps of disputes to the outbox, with pauses between attempts of the same. Without one they are only told. */
export class Dispatcher {
  readonly #outbox: Outbox | undefined;
  readonly #withhold: Withhold;
  readonly #log: Logger;
  readonly #metrics: Pick<NodeMetrics, "disputes" | "failed">;
  readonly #cooldown = new Cooldown();
  readonly #sent = new Set<string>();
  readonly #withheld = new Set<string>();
  /** What was said of each request, to be let go of with it. */
  readonly #keys = new Map<bigint, Set<string>>();

  constructor(
    outbox: Outbox | undefined,
    withhold: Withhold,
    log: Logger,
    metrics: Pick<NodeMetrics, "disputes" | "failed">,
  ) {
    this.#outbox = outbox;
    this.#withhold = withhold;
    this.#log = log;
    this.#metrics = metrics;
  }

  /** Whether the step is on its way, or was told already. */
  has(key: string): boolean {
    return this.#outbox?.has(key) ?? this.#withheld.has(key);
  }

  /** How long it is until the next pause ends, in milliseconds; null when there is none. */
  get retryInMs(): number | null {
    return this.#cooldown.nextMs(performance.now());
  }

  /** Whether a pause ended between two moments of `performance.now`. */
  retryIsDue(fromMs: number, toMs: number): boolean {
    return this.#cooldown.endedBetween(fromMs, toMs);
  }

  /**
   * @param prepare Makes the call; undefined when it can't be made yet.
   * @throws viem's errors when the RPC gives no answer.
   */
  async send(deed: Deed, prepare: () => Promise<Call | undefined>, head: bigint): Promise<Dispatched> {
    const { key } = deed;
    this.#remember(deed);
    const nowMs = performance.now();
    if (this.has(key) || this.#outbox?.isFullFor("urgent") === true || this.#cooldown.blocks(key, nowMs)) {
      return "not now";
    }
    // It was sent and is wanted again: a block refused it, or took it back.
    if (this.#sent.delete(key)) {
      this.#cooldown.fail(key, nowMs);
      return "not now";
    }
    const requestId = deed.requestId === undefined ? {} : { requestId: idHex(deed.requestId) };
    const facts = { ...requestId, action: deed.kind };
    try {
      if (this.#outbox === undefined) return await this.#tell(deed, prepare);
      const call = await prepare();
      if (call === undefined) return "not now";
      const purpose = {
        ...{ kind: deed.kind, priority: "urgent" as const },
        ...(deed.deadline === undefined ? {} : { deadline: deed.deadline }),
        ...(deed.requestId === undefined ? {} : { requestId: deed.requestId }),
        ...(deed.basis === undefined ? {} : { basis: deed.basis }),
      };
      const transactionHash = await this.#outbox.send(key, call, 0n, head, purpose);
      this.#sent.add(key);
      this.#metrics.disputes.moved(deed.kind);
      this.#log.info({ ...facts, transactionHash }, `sent: ${deed.phrase}`);
      return "sent";
    } catch (error) {
      // A lost RPC is the loop's matter, not this step's.
      if (isUnreachable(error)) throw error;
      this.#cooldown.fail(key, nowMs);
      const refusal = refusalIn(error);
      if (refusal?.name !== undefined && RACES.has(refusal.name)) {
        this.#log.debug({ ...facts, contractError: refusal.name }, `not needed or not due: ${refusal.sentence}`);
      } else {
        const remedy = remedyOf(error);
        this.#metrics.failed("dispute", remedy);
        this.#log.warn({ ...facts, contractError: refusal?.name, remedy }, `failed: ${explain(error).message}`);
      }
      return refusal === undefined ? "not now" : "refused";
    }
  }

  async #tell(deed: Deed, prepare: () => Promise<Call | undefined>): Promise<Dispatched> {
    if (!(await this.#withhold(deed, prepare))) return "not now";
    this.#withheld.add(deed.key);
    this.#metrics.disputes.withheld(deed.kind);
    const requestId = deed.requestId === undefined ? {} : { requestId: idHex(deed.requestId) };
    this.#log.info({ ...requestId, action: deed.kind }, `would ${deed.phrase}`);
    return "not now";
  }

  /** Lets go of what was said about a request that is done with. */
  forget(requestId: bigint): void {
    for (const key of this.#keys.get(requestId) ?? []) {
      this.#sent.delete(key);
      this.#withheld.delete(key);
      this.#cooldown.clear(key);
    }
    this.#keys.delete(requestId);
  }

  /** Steps of requests that are kept in mind. */
  get size(): number {
    return [...this.#keys.values()].reduce((sum, keys) => sum + keys.size, 0);
  }

  #remember({ key, requestId }: Deed): void {
    if (requestId === undefined) return;
    const keys = this.#keys.get(requestId) ?? new Set();
    this.#keys.set(requestId, keys.add(key));
  }
}
