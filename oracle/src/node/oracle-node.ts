import { isEther } from "@openimo/contracts";
import type { Logger } from "pino";
import { isAddressEqual, type LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import { idHex } from "../chain/format.ts";
import { type RequestState, STATUS } from "../chain/request.ts";
import { MODELS_PER_STEP, MONEY_INTERVAL_MS, STATE_REFRESH_BLOCKS, TRACKED_REQUESTS } from "../limits.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import type { ChainReader } from "../reader/chain-reader.ts";
import { openReader } from "../reader/open-reader.ts";
import type { Outcome } from "../sender/outcome.ts";
import type { Database } from "../store/database.ts";
import { Actor, CREDIT_KEY, requestKey, revenueKey, type WithholdCall } from "./actor.ts";
import type { Balance } from "./balance.ts";
import { type Head, readHead, readMoney, readStates } from "./chain-reader.ts";
import { type Action, decide } from "./decide.ts";
import type { DisputeDesk } from "./disputes/desk.ts";
import type { ModelIndex } from "./model-index.ts";
import type { Sending } from "./open-sending.ts";
import { Owed } from "./owed.ts";
import { Pace } from "./pace.ts";
import type { Progress, Work } from "./progress.ts";
import { RequestBook, type TrackedRequest } from "./request-book.ts";
import type { ServedModel } from "./served-models.ts";
import { tellStand } from "./stand.ts";
import type { SeenState } from "./told-state.ts";
import { type Sight, Witness } from "./witness.ts";

/** What the operator chose. */
export type NodePolicy = {
  /** Requests that pay less are left to others, in wei. */
  readonly minimumRewardWei: bigint;
  /** What an answer must leave after gas and the reserve for disputes, in wei; undefined when the operator doesn't mind. */
  readonly profitFloorWei: bigint | undefined;
  /** Revenue of a model is settled from this on, in wei. */
  readonly settleMinimumWei: bigint;
  /** The operator's own credit is withdrawn from this on, in wei. */
  readonly withdrawMinimumWei: bigint;
  /** Whether to commit to each answer before it is posted, so that a copy of it earns nothing. */
  readonly commitFirst: boolean;
};

type Decision = Sight & {
  readonly model: ServedModel | undefined;
  readonly isOpen: boolean;
  readonly hasEnded: boolean;
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
  readonly #database: Database;
  readonly #book: RequestBook;
  readonly #desk: DisputeDesk;
  readonly #pace = new Pace();
  readonly #owed = new Owed();
  #reader: ChainReader | undefined;
  readonly #metrics: NodeMetrics;
  readonly #balance: Balance;
  readonly #witness: Witness;
  #bondsWei = 0n;
  #hasMetModels = false;
  #lastHead: Head | undefined;
  #moneyDueMs = 0;

  constructor(
    connection: Connection,
    account: LocalAccount,
    sending: Sending,
    policy: NodePolicy,
    models: ModelIndex,
    database: Database,
    progress: Progress,
    log: Logger,
    metrics: NodeMetrics,
    balance: Balance,
    desk: DisputeDesk,
    withhold?: WithholdCall,
  ) {
    this.#connection = connection;
    this.#account = account;
    this.#policy = policy;
    this.#models = models;
    this.#progress = progress;
    this.#log = log;
    this.#actor = new Actor(connection, account, sending, policy.commitFirst, log, metrics, withhold);
    this.#metrics = metrics;
    this.#balance = balance;
    this.#witness = new Witness(account.address, metrics, log);
    this.#database = database;
    this.#book = new RequestBook(database);
    this.#desk = desk;
  }

  /**
   * One round: looks at the newest block, decides for every open request, sends what is due.
   * @returns Whether the node has read everything up to the newest block, so that it may pause.
   * @throws viem's errors when the RPC fails; the next step continues where this one began.
   */
  async step(): Promise<boolean> {
    const head = await readHead(this.#connection);
    this.#pace.saw(head, performance.now());
    this.#metrics.chain.head(head);
    const deskIsDue = this.#desk.retryIsDue();
    const retry = this.#actor.retryIsDue() || deskIsDue;
    if (head.hash === this.#lastHead?.hash && !retry) return true;

    const outcomes = await this.#actor.review(head);
    const reader = await this.#openReader();
    const changes = await reader.read(head, this.#book.room, TRACKED_REQUESTS);
    if (changes === undefined) return true;
    const before = new Map(outcomes.map(({ requestId }) => [requestId, this.#book.get(requestId)?.seen]));
    for (const id of this.#book.apply(changes)) await this.#actor.forget(id);
    this.#count(outcomes, before);
    this.#desk.apply(changes, reader.watermark);
    if (changes.undoneBlocks > 0n) {
      this.#metrics.chain.reorganised(Number(changes.undoneBlocks));
      this.#models.recount();
    }
    // What was done with in a block that is gone is not in what was read again.
    if (changes.undoneBlocks > 0n || this.#desk.isIncomplete) await this.#desk.recover(this.#database);
    if (changes.hasModels || !this.#hasMetModels) this.#hasMetModels = await this.#meetModels();
    // Defending and contradicting come before new work.
    await this.#desk.step(head, (id) => this.#ownAnswer(id));
    this.#balance.purse.disputed(this.#desk.progress.ownDisputes);
    await this.#balance.look(head, () => this.#actor.gasPriceWei(head));
    await this.#serveRequests(head, changes.isCaughtUp);
    if (this.#owed.mayMove(this.#policy)) this.#moneyDueMs = 0;
    if (performance.now() >= this.#moneyDueMs) await this.#moveMoney(head);

    const { isCaughtUp } = changes;
    // Only now: had something failed, the same block would be gone through again.
    if (isCaughtUp) this.#lastHead = head;
    this.#report(head, isCaughtUp, reader.watermark);
    return isCaughtUp;
  }

  get work(): Work {
    const [actor, desk] = [this.#actor.work, this.#desk.work];
    const retries = [actor.retryInMs, desk.retryInMs].filter((ms) => ms !== null);
    const retryInMs = retries.length === 0 ? null : Math.min(...retries);
    return { running: actor.running + desk.running, retryInMs };
  }

  /** Until the next look at the chain. @param pollMs While there is work. */
  pauseMs(pollMs: number): number {
    const isIdle = this.#book.size === 0 && this.#actor.outbox.size === 0 && this.#desk.isIdle;
    return isIdle ? this.#pace.pauseMs(pollMs, performance.now()) : pollMs;
  }

  /** Ends what runs beside the steps; after the last step. */
  async stop(): Promise<void> {
    await Promise.all([this.#actor.stop(), this.#desk.stop()]);
  }

  /** What own transactions came to, and whether events have told of it by now. */
  #count(outcomes: readonly Outcome[], before: ReadonlyMap<bigint | undefined, SeenState | undefined>): void {
    for (const { kind, requestId, result } of outcomes) {
      const tracked = this.#book.get(requestId);
      if (result === "done") this.#owed.mined(kind, tracked?.request);
      if (tracked !== undefined && tracked.seen === before.get(requestId)) tracked.seen = undefined;
    }
  }

  /** How a request stands that is answered by this account, where events have told it. */
  #ownAnswer(id: bigint): RequestState | undefined {
    const state = this.#book.get(id)?.seen?.state;
    const isOwn = state?.status === STATUS.answered && isAddressEqual(state.proposer, this.#account.address);
    return isOwn ? state : undefined;
  }

  async #serveRequests(head: Head, isCaughtUp: boolean): Promise<void> {
    const decisions = await this.#decideAll(head, isCaughtUp);
    this.#bondsWei = this.#witness.saw(decisions);
    try {
      for (const type of ORDER) {
        for (const { action, tracked, model, deadline } of decisions) {
          if (this.#actor.outbox.isFull) break;
          if (action.type === type) await this.#actor.request(action, tracked, model, head, deadline);
        }
      }
    } finally {
      await this.#actor.flush();
    }
    await this.#letGo(decisions, head);
  }

  /** Lets go of requests that need nothing any more. */
  async #letGo(decisions: readonly Decision[], head: Head): Promise<void> {
    const left = decisions.filter(({ action }) => action.type === "ignore");
    await this.#book.drop(
      left.map(({ tracked, hasEnded }) => ({ id: tracked.id, hasEnded })),
      head.number,
    );
    for (const { action, tracked, isOpen } of decisions) {
      if (action.type !== "ignore") continue;
      await this.#actor.forget(tracked.id);
      this.#witness.forget(tracked.id);
      if (isOpen) this.#metrics.requests.left(action.reason);
      // Leaving one that waits for an answer is news; that others ended is not.
      this.#log[isOpen ? "info" : "debug"]({ requestId: idHex(tracked.id), reason: action.reason }, "request left");
    }
  }

  async #decideAll(head: Head, isCaughtUp: boolean): Promise<Decision[]> {
    const open = this.#book.all();
    if (open.length === 0) return [];
    const gasPriceWei = await this.#actor.gasPriceWei(head);
    const { purse } = this.#balance;
    purse.priced(gasPriceWei);
    // Bonds of the answers that are decided at this block, and not sent yet.
    let decidedWei = 0n;
    const models = await Promise.all(open.map(({ request }) => this.#models.servedModel(request.modelId)));
    const judge = (tracked: TrackedRequest, i: number, state: RequestState): Action =>
      decide({
        subject: "request",
        now: head.timestamp,
        operator: this.#account.address,
        request: tracked.request,
        state,
        hasPackage: models[i] !== undefined,
        dataMatches: tracked.inputLengths !== null,
        inputFits: tracked.inputLengths?.every((length) => models[i]?.runner.accepts(length)) ?? false,
        hasOutput: tracked.outputHashes.has(state.outputHash),
        mayTakeOver: this.#actor.commitments.mayShow(tracked, state.outputHash, head.number),
        minimumRewardWei: this.#policy.minimumRewardWei,
        profitFloorWei: this.#policy.profitFloorWei,
        commitFirst: this.#policy.commitFirst,
        answerBytes: (models[i]?.runner.answerBytes ?? 0) * (tracked.inputLengths?.length ?? 1),
        callbackDataBytes: tracked.callbackDataBytes,
        hasReserve: purse.affords(decidedWei + tracked.request.bondWei),
        gasPriceWei,
        inFlight: this.#actor.outbox.has(requestKey(tracked.id)),
      });
    // Up to a block of which all events were read, what was seen and told is how a request stands. Else it only tells which requests have
    // nothing to be done: whatever is done is decided at this block.
    const due = open.filter((tracked, i) => {
      const { seen } = tracked;
      if (seen === undefined || head.number >= seen.block + STATE_REFRESH_BLOCKS) return true;
      return !isCaughtUp && judge(tracked, i, seen.state).type !== "wait";
    });
    const ids = due.map(({ id }) => id);
    const states = await readStates(this.#connection, ids, head.hash);
    for (const [i, tracked] of due.entries()) {
      tracked.seen = { state: states[i], block: head.number, logIndex: Number.MAX_SAFE_INTEGER };
    }
    return open.flatMap((tracked, i) => {
      const { seen } = tracked;
      if (seen === undefined) return [];
      const { state } = seen;
      const { status } = state;
      const action = judge(tracked, i, state);
      if (action.type === "answer" || action.type === "takeOver") decidedWei += tracked.request.bondWei;
      // The next block may be one that the RPC knows it at.
      if (status === STATUS.unknown) tracked.seen = undefined;
      const hasEnded = status === STATUS.final || status === STATUS.void;
      const deadline = deadlineOf(action, tracked.request.deadline, state.windowEnd);
      const model = models[i];
      const isOpen = status === STATUS.open;
      return [{ tracked, model, modelHash: model?.modelHash, state, action, isOpen, hasEnded, deadline }];
    });
  }

  async #openReader(): Promise<ChainReader> {
    if (this.#reader !== undefined) return this.#reader;
    const reader = await openReader(this.#connection, this.#database, this.#log);
    await this.#desk.recover(this.#database);
    this.#reader = reader;
    return reader;
  }

  /** @returns Whether all are known. */
  async #meetModels(): Promise<boolean> {
    // Should this fail, it is tried again though no event tells of a model.
    this.#hasMetModels = false;
    return this.#models.meet();
  }

  async #moveMoney(head: Head): Promise<void> {
    // Settling calls the fee's asset, which may spend any gas: who wants revenue in another asset than ether settles it.
    const settled = this.#models.ready().filter(({ feeAsset }) => isEther(feeAsset));
    const models = settled.slice(-MODELS_PER_STEP);
    const ids = models.map(({ id }) => id);
    const money = await readMoney(this.#connection, this.#account.address, ids, head.hash);
    this.#owed.read(money, ids);
    const { creditWei, unsettled } = money;
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
    this.#metrics.money.credit(creditWei + (this.#desk.progress.creditWei ?? 0n));
    const credit = { subject: "credit", creditWei, minimumWei, inFlight: has(CREDIT_KEY) } as const;
    if (decide(credit).type === "withdraw") await this.#actor.withdraw(head.number);
    this.#moneyDueMs = performance.now() + MONEY_INTERVAL_MS;
  }

  #report(head: Head, isCaughtUp: boolean, watermark: bigint): void {
    const own = { transactionsInFlight: this.#actor.outbox.size, bondsWei: this.#bondsWei };
    const stand = { head, isCaughtUp, watermark, disputes: this.#desk.progress, ...own };
    tellStand(stand, this.#progress, this.#metrics);
    this.#metrics.requests.queue("infer", this.#actor.runs);
    Object.assign(this.#progress, {
      openRequests: this.#book.size,
      models: this.#models.ready().map(({ id, name, modelHash }) => ({ modelId: idHex(id), name, modelHash })),
    } satisfies Partial<Progress>);
  }
}
