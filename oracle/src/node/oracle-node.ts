import { isEther } from "@openimo/contracts";
import type { Logger } from "pino";
import type { LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import { idHex } from "../chain/format.ts";
import { STATUS } from "../chain/request.ts";
import { MODELS_PER_STEP, MONEY_INTERVAL_MS } from "../limits.ts";
import { Actor, CREDIT_KEY, requestKey, revenueKey } from "./actor.ts";
import { EventReader, type Head, readCredit, readHead, readStates, readUnsettled } from "./chain-reader.ts";
import { type Action, decide } from "./decide.ts";
import type { ModelIndex } from "./model-index.ts";
import type { Sending } from "./open-sending.ts";
import type { Progress } from "./progress.ts";
import { RequestBook, type TrackedRequest } from "./request-book.ts";
import type { ServedModel } from "./served-models.ts";

/** What the operator chose. */
export type NodePolicy = {
  /** Requests that pay less are left to others, in wei. */
  readonly minimumRewardWei: bigint;
  /** Revenue of a model is settled from this on, in wei. */
  readonly settleMinimumWei: bigint;
  /** The operator's own credit is withdrawn from this on, in wei. */
  readonly withdrawMinimumWei: bigint;
  /** Whether to commit to each answer before it is posted, so that a copy of it earns nothing. */
  readonly commitFirst: boolean;
};

type Decision = {
  readonly tracked: TrackedRequest;
  readonly model: ServedModel | undefined;
  readonly action: Action;
  readonly isOpen: boolean;
  /** Last second in which the action is worth its gas, unix time; undefined when it may take its time. */
  readonly deadline: number | undefined;
};

/** Those who wait for an answer come first. */
const ORDER: readonly Action["type"][] = ["answer", "takeOver", "finalise", "deliver", "expire"];

function deadlineOf({ type }: Action, answerBy: number, windowEnd: number): number | undefined {
  if (type === "answer") return answerBy;
  return type === "takeOver" ? windowEnd : undefined;
}

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
  #lastHead: Head | undefined;
  #moneyDueMs = 0;

  constructor(
    connection: Connection,
    account: LocalAccount,
    sending: Sending,
    policy: NodePolicy,
    models: ModelIndex,
    progress: Progress,
    log: Logger,
  ) {
    this.#connection = connection;
    this.#account = account;
    this.#policy = policy;
    this.#models = models;
    this.#progress = progress;
    this.#log = log;
    this.#actor = new Actor(connection, account, sending, policy.commitFirst, log);
    this.#reader = new EventReader(connection);
  }

  /**
   * One round: looks at the newest block, decides for every open request, sends what is due.
   * @returns Whether the node has read everything up to the newest block, so that it may pause.
   * @throws viem's errors when the RPC fails; the next step continues where this one began.
   */
  async step(): Promise<boolean> {
    const head = await readHead(this.#connection);
    const retry = this.#actor.retryIsDue();
    if (head.hash === this.#lastHead?.hash && !retry) return true;

    if (await this.#actor.review(head)) this.#moneyDueMs = 0;
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
    const decisions = await this.#decideAll(head);
    for (const type of ORDER) {
      for (const { action, tracked, model, deadline } of decisions) {
        if (action.type === type) await this.#actor.request(action, tracked, model, head, deadline);
      }
    }
    for (const { action, tracked, isOpen } of decisions) {
      if (action.type === "wait") this.#log.trace({ requestId: idHex(tracked.id) }, action.reason);
      if (action.type !== "ignore") continue;
      this.#book.drop(tracked.id);
      await this.#actor.forget(tracked.id);
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
      this.#actor.gasPriceWei(head),
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
        gasPriceWei,
        inFlight: this.#actor.outbox.has(requestKey(tracked.id)),
      });
      const deadline = deadlineOf(action, tracked.request.deadline, states[i].windowEnd);
      return { tracked, model, action, isOpen: states[i].status === STATUS.open, deadline };
    });
  }

  async #moveMoney(head: Head): Promise<void> {
    // Settling calls the fee's asset, which may spend any gas: who wants revenue in another asset than ether settles it.
    const settled = this.#models.ready().filter(({ feeAsset }) => isEther(feeAsset));
    const models = settled.slice(-MODELS_PER_STEP);
    const [creditWei, ...unsettled] = await Promise.all([
      readCredit(this.#connection, this.#account.address),
      ...models.map(({ id }) => readUnsettled(this.#connection, id)),
    ]);
    const has = (key: string) => this.#actor.outbox.has(key);
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
    const credit = { subject: "credit", creditWei, minimumWei, inFlight: has(CREDIT_KEY) } as const;
    if (decide(credit).type === "withdraw") await this.#actor.withdraw(head.number);
    this.#moneyDueMs = performance.now() + MONEY_INTERVAL_MS;
  }

  #report(head: Head, caughtUp: boolean): void {
    Object.assign(this.#progress, {
      phase: caughtUp ? "ready" : "catching up",
      head,
      watermark: this.#reader.watermark,
      openRequests: this.#book.size,
      transactionsInFlight: this.#actor.outbox.size,
      models: this.#models.ready().map(({ id, name, modelHash }) => ({ modelId: idHex(id), name, modelHash })),
    } satisfies Partial<Progress>);
  }
}
