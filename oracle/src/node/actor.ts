import type { Logger } from "pino";
import type { Hash, Hex, LocalAccount } from "viem";
import { commitmentHash } from "../chain/commitment.ts";
import type { Connection } from "../chain/connection.ts";
import { refusalIn } from "../chain/contract-error.ts";
import { idHex } from "../chain/format.ts";
import * as calls from "../chain/oracle-calls.ts";
import { isUnreachable } from "../chain/rpc-error.ts";
import type { Call } from "../chain/transact.ts";
import { explain } from "../command-line/explain.ts";
import { COMMIT_MARGIN_SECONDS, SENDS_AT_ONCE } from "../limits.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import type { Outbox, Purpose } from "../sender/outbox.ts";
import type { Outcome } from "../sender/outcome.ts";
import type { Head } from "./chain-reader.ts";
import type { Commitments } from "./commitments.ts";
import { Cooldown } from "./cooldown.ts";
import type { Action } from "./decide.ts";
import { Inferences, type InferencesFor, type RunInferences, seedSaltOf } from "./inferences.ts";
import type { Sending } from "./open-sending.ts";
import type { Work } from "./progress.ts";
import { LOST_PRIORITY, RACES } from "./refusals.ts";
import { remedyOf } from "./remedy.ts";
import type { TrackedRequest } from "./request-book.ts";
import type { ServedModel } from "./served-models.ts";

type Prepared = { readonly call: Call; readonly callbackGas: bigint } & Purpose;
type Facts = Readonly<Record<string, unknown>>;

/** Where calls go that aren't sent. */
export type WithholdCall = (facts: Facts, call: Call) => Promise<void>;

export const requestKey = (id: bigint): string => `request ${idHex(id)}`;
export const revenueKey = (modelId: bigint): string => `revenue ${idHex(modelId)}`;
export const CREDIT_KEY = "credit";

/** The kind of a commitment's action, by which it is known again after a restart. */
const COMMIT_KIND = "commit";

const OUTCOME_SENTENCES = {
  // Usually somebody else was faster in the same block; the next look at the request tells.
  reverted: "transaction refused in its block",
  superseded: "another program's transaction used the nonce: run one node for each key",
  replaced: "transaction taken back",
  returned: "transaction's block is not part of the chain any more: it is on its way again",
} as const;

/** Does what was decided: prepares the call and hands it to the sender. Judges nothing itself. */
export class Actor {
  readonly outbox: Outbox;
  readonly commitments: Commitments;
  readonly #sender: Sending["sender"];
  readonly #cooldown = new Cooldown();
  readonly #connection: Connection;
  readonly #account: LocalAccount;
  readonly #commitFirst: boolean;
  readonly #log: Logger;
  readonly #metrics: NodeMetrics;
  readonly #inferences: RunInferences;
  readonly #withhold: WithholdCall | undefined;
  readonly #withheld = new Set<string>();
  #reviewedMs = 0;
  /** Of requests, oldest first. */
  readonly #underway: Promise<void>[] = [];

  /** @param withhold Gets each call once instead of the chain; undefined where calls are sent. */
  constructor(
    connection: Connection,
    account: LocalAccount,
    sending: Sending,
    commitFirst: boolean,
    log: Logger,
    metrics: NodeMetrics,
    withhold?: WithholdCall,
  ) {
    this.#withhold = withhold;
    this.#connection = connection;
    this.#account = account;
    this.#commitFirst = commitFirst;
    this.#log = log;
    this.#metrics = metrics;
    this.#sender = sending.sender;
    this.outbox = sending.sender;
    this.commitments = sending.commitments;
    const inferencesFor: InferencesFor = sending.inferencesFor ?? ((...hooks) => new Inferences(...hooks));
    this.#inferences = inferencesFor(
      (tracked, error, model) => this.#reportFailedRun(tracked, error, model),
      (tracked, model, seconds) => this.#reportRun(tracked, model, seconds),
    );
  }

  /** Follows up on the transactions on their way. @returns What became of those that ended, or came back. */
  async review(head: Head): Promise<readonly Outcome[]> {
    const outcomes = await this.#sender.review(head);
    for (const { key, kind, requestId, hash, result, blockNumber, costWei } of outcomes) {
      const about = requestId === undefined ? { for: key } : { requestId: idHex(requestId) };
      const facts = { ...about, action: kind, transactionHash: hash, costWei: costWei?.toString() };
      const committed = kind === COMMIT_KIND ? requestId : undefined;
      if (result === "done") {
        this.#cooldown.clear(key);
        if (committed !== undefined) await this.commitments.mined(committed, blockNumber ?? head.number);
        this.#log.info(facts, "transaction mined");
        continue;
      }
      if (committed !== undefined) await this.commitments.unmined(committed);
      if (result !== "returned") this.#cooldown.fail(key, performance.now());
      const remedy = result === "superseded" ? "operator" : "retry";
      this.#metrics.failed("transaction", remedy);
      this.#log.warn({ ...facts, remedy }, OUTCOME_SENTENCES[result]);
    }
    return outcomes;
  }

  /** What a unit of gas costs now, in wei. */
  gasPriceWei(head: Head): Promise<bigint> {
    return this.#sender.gasPriceWei(head);
  }

  /** Whether a pause or a run of a model ended since the last call, so that there is something to do without a new block. */
  retryIsDue(): boolean {
    const now = performance.now();
    const due = this.#cooldown.endedBetween(this.#reviewedMs, now);
    this.#reviewedMs = now;
    return this.#inferences.takeEnded() || due;
  }

  get work(): Work {
    return { running: this.#inferences.running, retryInMs: this.#cooldown.nextMs(performance.now()) };
  }

  /** Runs of models on their way. */
  get runs(): number {
    return this.#inferences.size;
  }

  /** Lets go of a request that needs nothing any more. */
  async forget(id: bigint): Promise<void> {
    this.#inferences.stop(id);
    this.#withheld.delete(requestKey(id));
    this.#cooldown.clear(requestKey(id));
    await this.commitments.drop(id);
  }

  /** Ends what runs beside the steps. */
  stop(): Promise<void> {
    return this.#inferences.stopAll();
  }

  /** @param deadline Last second in which the action is worth its gas, unix time; undefined when it may take its time. */
  async request(
    action: Action,
    tracked: TrackedRequest,
    model: ServedModel | undefined,
    head: Head,
    deadline: number | undefined,
  ): Promise<void> {
    const facts = { requestId: idHex(tracked.id), action: action.type };
    const prepare = async () => {
      const prepared = await this.#prepare(action, tracked, model, head.timestamp);
      return prepared && { kind: action.type, ...prepared, deadline, requestId: tracked.id };
    };
    const { refused } = await this.#begin(requestKey(tracked.id), facts, prepare, head.number);
    const ended = refused.then(async (name) => {
      if (name === undefined) return;
      // The contract knows better how it stands than the events that were told.
      tracked.seen = undefined;
      if (LOST_PRIORITY.has(name)) await this.commitments.drop(tracked.id);
    });
    ended.catch(() => {});
    this.#underway.push(ended);
    if (this.#underway.length >= SENDS_AT_ONCE) await this.#underway.shift();
  }

  /** Waits for what was begun. @throws viem's errors when the RPC gave no answer. */
  async flush(): Promise<void> {
    const ends = await Promise.allSettled(this.#underway.splice(0));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }

  async settle(modelId: bigint, head: bigint): Promise<void> {
    const call = calls.settleCall(this.#connection.deployment.inferenceOracle, modelId);
    const facts = { modelId: idHex(modelId), action: "settle" };
    await this.#attempt(revenueKey(modelId), facts, async () => ({ call, callbackGas: 0n, kind: "settle" }), head);
  }

  async withdraw(head: bigint): Promise<void> {
    const call = calls.withdrawCall(this.#connection.deployment.inferenceOracle, this.#account.address);
    const prepare = async () => ({ call, callbackGas: 0n, kind: "withdraw" });
    await this.#attempt(CREDIT_KEY, { action: "withdraw" }, prepare, head);
  }

  async #prepare(
    action: Action,
    tracked: TrackedRequest,
    model: ServedModel | undefined,
    now: number,
  ): Promise<Prepared | undefined> {
    const oracle = this.#connection.deployment.inferenceOracle;
    const { request, blockHash: basis } = tracked;
    switch (action.type) {
      case "answer": {
        if (tracked.answer === undefined && model !== undefined) await this.#inferences.start(tracked, model);
        if (tracked.answer === undefined) return undefined;
        const inTime = now + COMMIT_MARGIN_SECONDS < request.deadline;
        if (this.#commitFirst && inTime && !this.commitments.isMined(tracked.id, tracked.answer)) {
          const call = calls.commitCall(oracle, await this.#commitmentTo(tracked.id, tracked.answer));
          return { call, callbackGas: 0n, kind: COMMIT_KIND, basis };
        }
        const callbackData = tracked.callbackDataBytes === 0 ? "0x" : (await tracked.data())?.callbackData;
        if (callbackData === undefined) return undefined;
        const call = calls.proposeCall(oracle, request, tracked.answer, callbackData, seedSaltOf(basis));
        return { call, callbackGas: calls.callbackGasOfAnswer(request), kind: "propose", basis };
      }
      case "takeOver": {
        const salt = this.commitments.saltOf(tracked.id);
        if (salt === undefined) return undefined;
        // Like the answer itself, it puts a bond behind what is right for this block's seed only.
        return { call: calls.takeOverCall(oracle, request, salt), callbackGas: 0n, basis };
      }
      case "deliver": {
        const [output, data] = await Promise.all([tracked.output(), tracked.data()]);
        if (output === undefined || data === undefined) return undefined;
        const call = calls.deliverCall(oracle, request, output, data.callbackData);
        return { call, callbackGas: request.callbackGasLimit };
      }
      case "finalise":
        return { call: calls.finaliseCall(oracle, request), callbackGas: 0n, isRoutine: true };
      case "expire":
        return { call: calls.expireCall(oracle, request), callbackGas: 0n };
      default:
        return undefined;
    }
  }

  /** A new commitment; that it was mined is seen when its transaction is done. */
  async #commitmentTo(requestId: bigint, output: Hex): Promise<Hash> {
    const { chain, deployment } = this.#connection;
    const salt = await this.commitments.make(requestId, output);
    const author = this.#account.address;
    return commitmentHash({ oracle: deployment.inferenceOracle, chainId: chain.id, requestId, output, author, salt });
  }

  #reportFailedRun({ id }: TrackedRequest, error: unknown, { modelHash }: ServedModel): void {
    this.#cooldown.fail(requestKey(id), performance.now());
    const remedy = remedyOf(error);
    this.#metrics.failed("run", remedy);
    this.#metrics.requests.inferenceFailed(modelHash);
    this.#log.warn({ requestId: idHex(id), modelHash, remedy }, `the model failed: ${explain(error).message}`);
  }

  #reportRun({ id }: TrackedRequest, { modelHash }: ServedModel, seconds: number): void {
    this.#metrics.requests.inferred(modelHash, seconds);
    this.#log.info({ requestId: idHex(id), modelHash, seconds }, "model ran");
  }

  async #attempt(key: string, facts: Facts, prepare: () => Promise<Prepared | undefined>, head: bigint) {
    await (await this.#begin(key, facts, prepare, head)).refused;
  }

  /**
   * Prepares a call, and begins to send it.
   * @returns The name of the error with which a contract of ours would refuse, once that is known.
   */
  async #begin(
    key: string,
    facts: Facts,
    prepare: () => Promise<Prepared | undefined>,
    head: bigint,
  ): Promise<{ readonly refused: Promise<string | undefined> }> {
    const nothing = { refused: Promise.resolve(undefined) };
    if (this.outbox.has(key) || this.outbox.isFull || this.#cooldown.blocks(key, performance.now())) return nothing;
    let prepared: Prepared | undefined;
    const isPrepared = await this.#trying(key, facts, async () => {
      prepared = await prepare();
    });
    if (prepared === undefined || this.#withheld.has(key)) return { refused: Promise.resolve(isPrepared) };
    const { call, callbackGas, ...purpose } = prepared;
    const refused = this.#trying(key, facts, async () => {
      if (this.#withhold !== undefined) {
        this.#withheld.add(key);
        this.#metrics.disputes.withheld(purpose.kind ?? "call");
        await this.#withhold(facts, call);
        return;
      }
      const transactionHash = await this.outbox.send(key, call, callbackGas, head, purpose);
      this.#log.info({ ...facts, transactionHash }, "transaction sent");
    });
    refused.catch(() => {});
    return { refused };
  }

  /** @returns The name of the error with which a contract of ours refuses. */
  async #trying(key: string, facts: Facts, work: () => Promise<void>): Promise<string | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      // A lost RPC is the loop's matter, not this action's.
      if (isUnreachable(error)) throw error;
      this.#cooldown.fail(key, performance.now());
      const refusal = refusalIn(error);
      if (refusal?.name !== undefined && RACES.has(refusal.name)) {
        this.#log.debug({ ...facts, contractError: refusal.name }, `not needed or not due: ${refusal.sentence}`);
      } else {
        const remedy = remedyOf(error);
        this.#metrics.failed(key.startsWith("request") ? "request" : "money", remedy);
        this.#log.warn({ ...facts, contractError: refusal?.name, remedy }, `failed: ${explain(error).message}`);
      }
      return refusal?.name;
    }
  }
}
