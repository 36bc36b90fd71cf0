import { isEther } from "@openimo/contracts";
import type { Logger } from "pino";
import { type LocalAccount, size } from "viem";
import type { Connection } from "../chain/connection.ts";
import { idHex } from "../chain/format.ts";
import { STATUS } from "../chain/request.ts";
import { MODELS_PER_STEP, MONEY_INTERVAL_MS } from "../limits.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import { Actor, CREDIT_KEY, requestKey, revenueKey } from "./actor.ts";
import { EventReader, type Head, readCredit, readHead, readStates, readUnsettled } from "./chain-reader.ts";
import { type Action, decide } from "./decide.ts";
import type { ModelIndex } from "./model-index.ts";
import type { Progress } from "./progress.ts";
import { Purse } from "./purse.ts";
import { RequestBook } from "./request-book.ts";
import type { ServedModel } from "./served-models.ts";
import { type Sight, Witness } from "./witness.ts";

/** What the operator chose. */
export type NodePolicy = {
  /** Requests that pay less are left to others, in wei. */
  readonly minimumRewardWei: bigint;
  /** What an answer must leave after gas and the reserve for disputes, in wei; undefined when the operator doesn't mind. */
  readonly profitFloorWei: bigint | undefined;
  /** The highest price of a unit of gas that is reckoned with, in wei. */
  readonly maxFeePerGasWei: bigint;
  /** Revenue of a model is settled from this on, in wei. */
  readonly settleMinimumWei: bigint;
  /** The operator's own credit is withdrawn from this on, in wei. */
  readonly withdrawMinimumWei: bigint;
  /** Whether to commit to each answer before it is posted, so that a copy of it earns nothing. */
  readonly commitFirst: boolean;
};

type Decision = Sight & { readonly model: ServedModel | undefined; readonly isOpen: boolean };

/** Those who wait for an answer come first. */
const ORDER: readonly Action["type"][] = ["answer", "takeOver", "finalise", "deliver", "expire"];

/** Observes the chain, decides purely, acts thinly: one `step` at a time. */
export class OracleNode {
  readonly #connection: Connection;
  readonly #account: LocalAccount;
  readonly #policy: NodePolicy;
  readonly #models: ModelIndex;
  readonly #progress: Progress;
  readonly #log: Logger;
  readonly #actor: Actor;
  readonly #reader: EventReader;
  readonly #book = new RequestBook();
  readonly #metrics: NodeMetrics;
  readonly #purse: Purse;
  readonly #witness: Witness;
  #lastHead: Head | undefined;
  #moneyDueMs = 0;

  constructor(
    connection: Connection,
    account: LocalAccount,
    policy: NodePolicy,
    models: ModelIndex,
    progress: Progress,
    log: Logger,
    metrics: NodeMetrics,
  ) {
    this.#connection = connection;
    this.#account = account;
    this.#policy = policy;
    this.#models = models;
    this.#progress = progress;
    this.#log = log;
    this.#metrics = metrics;
    this.#purse = new Purse(policy.maxFeePerGasWei);
    this.#witness = new Witness(account.address, metrics, log);
    this.#actor = new Actor(connection, account, policy.commitFirst, log, metrics, this.#purse);
    this.#reader = new EventReader(connection);
  }

  /**
   * One round: looks at the newest block, decides for every open request, sends what is due.
   * @returns Whether the node has read everything up to the newest block, so that it may pause.
   * @throws viem's errors when the RPC fails; the next step continues where this one began.
   */
  async step(): Promise<boolean> {
    const head = await readHead(this.#connection);
    this.#metrics.chain.head(head);
    const retry = this.#actor.retryIsDue();
    if (head.hash === this.#lastHead?.hash && !retry) return true;

    if (await this.#actor.review(head.number)) this.#moneyDueMs = 0;
    if (!this.#book.isFull) this.#book.add(await this.#reader.next(head.number));
    this.#book.prune(this.#reader.watermark);
    await this.#models.meet();
    await this.#serveRequests(head);
    if (performance.now() >= this.#moneyDueMs) await this.#moveMoney(head);

    const caughtUp = this.#reader.watermark >= head.number;
    // Only now: had something failed, the same block would be gone through again.
    if (caughtUp || this.#book.isFull) this.#lastHead = head;
    this.#report(head, caughtUp);
    return caughtUp || this.#book.isFull;
  }

  /** Ends what runs beside the steps; after the last step. */
  stop(): Promise<void> {
    return this.#actor.stop();
  }

  async #serveRequests(head: Head): Promise<void> {
    if (this.#purse.spendableWei === undefined) await this.#readBalance();
    const decisions = await this.#decideAll(head);
    this.#purse.disputes(this.#witness.saw(decisions));
    for (const type of ORDER) {
      for (const { action, tracked, model } of decisions) {
        if (action.type === type) await this.#actor.request(action, tracked, model, head);
      }
    }
    for (const { action, tracked, isOpen } of decisions) {
      if (action.type !== "ignore") continue;
      this.#book.drop(tracked.id);
      this.#actor.forget(tracked.id);
      this.#witness.forget(tracked.id);
      if (isOpen) this.#metrics.requests.left(action.reason);
      // Leaving one that waits for an answer is news; that others ended is not.
      this.#log[isOpen ? "info" : "debug"]({ requestId: idHex(tracked.id), reason: action.reason }, "request left");
    }
  }

  async #decideAll(head: Head): Promise<Decision[]> {
    const open = this.#book.all();
    if (open.length === 0) return [];
    const ids = open.map(({ id }) => id);
    const [states, gasPriceWei] = await Promise.all([
      readStates(this.#connection, ids, head.hash),
      this.#connection.client.getGasPrice(),
    ]);
    const models = await Promise.all(open.map(({ request }) => this.#models.servedModel(request.modelId)));
    return open.map((tracked, i) => {
      const model = models[i];
      tracked.output = tracked.outputs.get(states[i].outputHash);
      const action = decide({
        subject: "request",
        now: head.timestamp,
        operator: this.#account.address,
        request: tracked.request,
        state: states[i],
        hasPackage: model !== undefined,
        dataMatches: tracked.asked !== null,
        inputFits: tracked.asked?.inputs.every(({ length }) => model?.runner.accepts(length)) ?? false,
        hasOutput: tracked.output !== undefined,
        mayTakeOver: this.#actor.commitments.mayShow(tracked, states[i].outputHash, head.number),
        minimumRewardWei: this.#policy.minimumRewardWei,
        profitFloorWei: this.#policy.profitFloorWei,
        commitFirst: this.#policy.commitFirst,
        answerBytes: (model?.runner.answerBytes ?? 0) * (tracked.asked?.inputs.length ?? 1),
        callbackDataBytes: size(tracked.callbackData),
        hasReserve: this.#purse.affords(tracked.request.bondWei),
        gasPriceWei,
        inFlight: this.#actor.pipeline.has(requestKey(tracked.id)),
      });
      return {
        tracked,
        model,
        modelHash: model?.modelHash,
        action,
        state: states[i],
        isOpen: states[i].status === STATUS.open,
      };
    });
  }

  async #moveMoney(head: Head): Promise<void> {
    // Settling calls the fee's asset, which may spend any gas: who wants revenue in another asset than ether settles it.
    const settled = this.#models.ready().filter(({ feeAsset }) => isEther(feeAsset));
    const models = settled.slice(-MODELS_PER_STEP);
    const [creditWei, , ...unsettled] = await Promise.all([
      readCredit(this.#connection, this.#account.address),
      this.#readBalance(),
      ...models.map(({ id }) => readUnsettled(this.#connection, id)),
    ]);
    const has = (key: string) => this.#actor.pipeline.has(key);
    for (const [i, { id }] of models.entries()) {
      const minimumWei = this.#policy.settleMinimumWei;
      const view = {
        subject: "revenue",
        unsettledWei: unsettled[i],
        minimumWei,
        inFlight: has(revenueKey(id)),
      } as const;
      if (decide(view).type === "settle") await this.#actor.settle(id, head.number);
    }
    const minimumWei = this.#policy.withdrawMinimumWei;
    this.#metrics.money.credit(creditWei);
    const credit = { subject: "credit", creditWei, minimumWei, inFlight: has(CREDIT_KEY) } as const;
    if (decide(credit).type === "withdraw") await this.#actor.withdraw(head.number);
    this.#moneyDueMs = performance.now() + MONEY_INTERVAL_MS;
  }

  async #readBalance(): Promise<void> {
    const { address } = this.#account;
    const balanceWei = await this.#connection.client.getBalance({ address });
    this.#purse.read(balanceWei);
    this.#metrics.money.balance(balanceWei, this.#purse.floorWei);
    Object.assign(this.#progress, { balanceWei, balanceFloorWei: this.#purse.floorWei } satisfies Partial<Progress>);
  }

  #report(head: Head, caughtUp: boolean): void {
    this.#metrics.chain.watermark(this.#reader.watermark);
    this.#metrics.requests.queue("post", this.#actor.pipeline.size);
    this.#metrics.requests.queue("infer", this.#actor.runs);
    Object.assign(this.#progress, {
      phase: caughtUp ? "ready" : "catching up",
      head,
      watermark: this.#reader.watermark,
      openRequests: this.#book.size,
      transactionsInFlight: this.#actor.pipeline.size,
      models: this.#models.ready().map(({ id, name, modelHash }) => ({ modelId: idHex(id), name, modelHash })),
    } satisfies Partial<Progress>);
  }
}
