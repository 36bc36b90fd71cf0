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
import { COMMIT_MARGIN_SECONDS } from "../limits.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import type { Head } from "./chain-reader.ts";
import { Commitments } from "./commitments.ts";
import { Cooldown } from "./cooldown.ts";
import type { Action } from "./decide.ts";
import { Dispatches } from "./dispatches.ts";
import { Inferences } from "./inferences.ts";
import { Pipeline } from "./pipeline.ts";
import type { Purse } from "./purse.ts";
import { LOST_PRIORITY, RACES } from "./refusals.ts";
import { remedyOf } from "./remedy.ts";
import type { TrackedRequest } from "./request-book.ts";
import type { ServedModel } from "./served-models.ts";

type Prepared = { readonly call: Call; readonly callbackGas: bigint };
type Facts = Readonly<Record<string, unknown>>;

export const requestKey = (id: bigint): string => `request ${idHex(id)}`;
export const revenueKey = (modelId: bigint): string => `revenue ${idHex(modelId)}`;
export const CREDIT_KEY = "credit";

/** What a key names, in the form of every other line of the log about the same thing. */
function factsOf(key: string): Facts {
  const [what, id] = key.split(" ");
  if (what === "request") return { requestId: id };
  return what === "revenue" ? { modelId: id } : { for: key };
}

/** Does what was decided: prepares the call and hands it to the pipeline. Judges nothing itself. */
export class Actor {
  readonly pipeline: Pipeline;
  readonly commitments = new Commitments();
  readonly #cooldown = new Cooldown();
  readonly #connection: Connection;
  readonly #account: LocalAccount;
  readonly #commitFirst: boolean;
  readonly #log: Logger;
  readonly #metrics: NodeMetrics;
  readonly #dispatches: Dispatches;
  readonly #inferences = new Inferences(
    (tracked, error, model) => this.#reportFailedRun(tracked, error, model),
    (tracked, model, seconds) => this.#reportRun(tracked, model, seconds),
  );
  /** Requests whose commitment is on its way. */
  readonly #committing = new Map<string, bigint>();
  #reviewedMs = 0;

  constructor(
    connection: Connection,
    account: LocalAccount,
    commitFirst: boolean,
    log: Logger,
    metrics: NodeMetrics,
    purse: Purse,
  ) {
    this.#connection = connection;
    this.#account = account;
    this.#commitFirst = commitFirst;
    this.#log = log;
    this.#metrics = metrics;
    this.#dispatches = new Dispatches(metrics.transactions, metrics.money.gasSpent, purse);
    this.pipeline = new Pipeline(connection, account);
  }

  /**
   * Follows up on the transactions on their way.
   * @returns Whether something was mined that may have moved money.
   */
  async review(head: bigint): Promise<boolean> {
    const outcomes = await this.pipeline.review(head);
    this.#dispatches.review();
    for (const { key, hash, result, costWei } of outcomes) {
      const action = this.#dispatches.ended(key, result, costWei);
      const facts = { ...factsOf(key), transactionHash: hash, action };
      if (result === "done") {
        this.#cooldown.clear(key);
        const committed = this.#committing.get(key);
        if (committed !== undefined) this.commitments.mined(committed, head);
        this.#committing.delete(key);
        this.#log.info({ ...facts, costWei }, "transaction mined");
        continue;
      }
      this.#cooldown.fail(key, performance.now());
      this.#committing.delete(key);
      // Usually somebody else was faster in the same block; the next look at the request tells.
      this.#metrics.failed("transaction", "retry");
      this.#log.warn(
        { ...facts, remedy: "retry" },
        result === "lost" ? "transaction not mined in time" : "transaction refused in its block",
      );
    }
    return outcomes.some(({ result }) => result === "done");
  }

  /** Whether a pause or a run of a model ended since the last call, so that there is something to do without a new block. */
  retryIsDue(): boolean {
    const now = performance.now();
    const due = this.#cooldown.endedBetween(this.#reviewedMs, now);
    this.#reviewedMs = now;
    return this.#inferences.takeEnded() || due;
  }

  /** Runs of models on their way. */
  get runs(): number {
    return this.#inferences.size;
  }

  /** Lets go of a request that needs nothing any more. */
  forget(id: bigint): void {
    this.#inferences.stop(id);
    this.commitments.drop(id);
  }

  /** Ends what runs beside the steps. */
  stop(): Promise<void> {
    return this.#inferences.stopAll();
  }

  async request(action: Action, tracked: TrackedRequest, model: ServedModel | undefined, head: Head): Promise<void> {
    const facts = { requestId: idHex(tracked.id), action: action.type };
    const prepare = () => this.#prepare(action, tracked, model, head.timestamp);
    const refused = await this.#attempt(requestKey(tracked.id), facts, prepare, head.number);
    if (refused !== undefined && LOST_PRIORITY.has(refused)) this.commitments.drop(tracked.id);
  }

  async settle(modelId: bigint, head: bigint): Promise<void> {
    const call = calls.settleCall(this.#connection.deployment.inferenceOracle, modelId);
    const facts = { modelId: idHex(modelId), action: "settle" };
    await this.#attempt(revenueKey(modelId), facts, async () => ({ call, callbackGas: 0n }), head);
  }

  async withdraw(head: bigint): Promise<void> {
    const call = calls.withdrawCall(this.#connection.deployment.inferenceOracle, this.#account.address);
    await this.#attempt(CREDIT_KEY, { action: "withdraw" }, async () => ({ call, callbackGas: 0n }), head);
  }

  async #prepare(
    action: Action,
    tracked: TrackedRequest,
    model: ServedModel | undefined,
    now: number,
  ): Promise<Prepared | undefined> {
    const oracle = this.#connection.deployment.inferenceOracle;
    const { request, callbackData } = tracked;
    switch (action.type) {
      case "answer": {
        if (tracked.answer === undefined && model !== undefined) await this.#inferences.start(tracked, model);
        if (tracked.answer === undefined) return undefined;
        const inTime = now + COMMIT_MARGIN_SECONDS < request.deadline;
        if (this.#commitFirst && inTime && !this.commitments.isMined(tracked.id, tracked.answer)) {
          return { call: calls.commitCall(oracle, this.#commitmentTo(tracked.id, tracked.answer)), callbackGas: 0n };
        }
        const call = calls.proposeCall(oracle, request, tracked.answer, callbackData);
        return { call, callbackGas: calls.callbackGasOfAnswer(request) };
      }
      case "takeOver": {
        const salt = this.commitments.saltOf(tracked.id);
        return salt === undefined ? undefined : { call: calls.takeOverCall(oracle, request, salt), callbackGas: 0n };
      }
      case "deliver": {
        if (tracked.output === undefined) return undefined;
        const call = calls.deliverCall(oracle, request, tracked.output, callbackData);
        return { call, callbackGas: request.callbackGasLimit };
      }
      case "finalise":
        return { call: calls.finaliseCall(oracle, request), callbackGas: 0n };
      case "expire":
        return { call: calls.expireCall(oracle, request), callbackGas: 0n };
      default:
        return undefined;
    }
  }

  /** A new commitment; that it was mined is seen when its transaction is done. */
  #commitmentTo(requestId: bigint, output: Hex): Hash {
    this.#committing.set(requestKey(requestId), requestId);
    const { chain, deployment } = this.#connection;
    const salt = this.commitments.make(requestId, output);
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

  /** @returns The name of the error with which a contract of ours would refuse. */
  async #attempt(
    key: string,
    facts: Facts,
    prepare: () => Promise<Prepared | undefined>,
    head: bigint,
  ): Promise<string | undefined> {
    if (this.pipeline.has(key) || this.pipeline.isFull || this.#cooldown.blocks(key, performance.now()))
      return undefined;
    try {
      const prepared = await prepare();
      if (prepared === undefined) return undefined;
      const transactionHash = await this.pipeline.send(key, prepared.call, prepared.callbackGas, head);
      this.#dispatches.sent(key, prepared.call);
      this.#log.info({ ...facts, transactionHash }, "transaction sent");
      return undefined;
    } catch (error) {
      // A lost RPC is the loop's matter, not this action's.
      if (isUnreachable(error)) throw error;
      this.#cooldown.fail(key, performance.now());
      this.#committing.delete(key);
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
