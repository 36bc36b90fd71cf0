import type { Logger } from "pino";
import type { LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import { MONEY_INTERVAL_MS } from "../limits.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import type { ChainReader } from "../reader/chain-reader.ts";
import { openReader } from "../reader/open-reader.ts";
import type { Database } from "../store/database.ts";
import { type Actor, CREDIT_KEY } from "./actor.ts";
import type { Balance } from "./balance.ts";
import { type Head, readHead, readMoney } from "./chain-reader.ts";
import { decide } from "./decide.ts";
import type { DisputeDesk } from "./disputes/desk.ts";
import { Pace } from "./pace.ts";
import type { Progress } from "./progress.ts";
import { tellStand } from "./stand.ts";

/** Sends for a node that has a key. */
export type WatchSender = {
  readonly account: LocalAccount;
  readonly actor: Actor;
  readonly balance: Balance;
  /** The own credit at the oracle is withdrawn from this on, in wei. */
  readonly withdrawMinimumWei: bigint;
};

/** A node that answers nothing: it watches others' answers and takes part in disputes, or only tells what it would do. */
export class WatchNode {
  readonly #connection: Connection;
  readonly #desk: DisputeDesk;
  readonly #sender: WatchSender | undefined;
  readonly #progress: Progress;
  readonly #database: Database;
  readonly #log: Logger;
  readonly #metrics: NodeMetrics;
  readonly #pace = new Pace();
  #reader: ChainReader | undefined;
  #lastHead: Head | undefined;
  #moneyDueMs = 0;

  /** @param sender Undefined where nothing is sent. */
  constructor(
    connection: Connection,
    database: Database,
    desk: DisputeDesk,
    sender: WatchSender | undefined,
    progress: Progress,
    log: Logger,
    metrics: NodeMetrics,
  ) {
    this.#connection = connection;
    this.#desk = desk;
    this.#sender = sender;
    this.#progress = progress;
    this.#database = database;
    this.#log = log;
    this.#metrics = metrics;
  }

  /**
   * One round at the newest block.
   * @returns Whether everything up to it is read, so that the node may pause.
   * @throws viem's errors when the RPC fails; the next step continues where this one began.
   */
  async step(): Promise<boolean> {
    const head = await readHead(this.#connection);
    this.#pace.saw(head, performance.now());
    this.#metrics.chain.head(head);
    const actorIsDue = this.#sender?.actor.retryIsDue() ?? false;
    const isDue = this.#desk.retryIsDue() || actorIsDue;
    if (head.hash === this.#lastHead?.hash && !isDue) return true;
    const outcomes = await this.#sender?.actor.review(head);
    if (outcomes?.some(({ result }) => result === "done")) this.#moneyDueMs = 0;
    const reader = await this.#openReader();
    const changes = await reader.read(head, 0, 0);
    if (changes === undefined) return true;
    this.#desk.apply(changes, reader.watermark);
    if (changes.undoneBlocks > 0n) {
      this.#metrics.chain.reorganised(Number(changes.undoneBlocks));
    }
    // What was done with in a block that is gone is not in what was read again.
    if (changes.undoneBlocks > 0n || this.#desk.isIncomplete) await this.#desk.recover(this.#database);
    await this.#desk.step(head);
    await this.#lookAtBalance(head);
    if (performance.now() >= this.#moneyDueMs) await this.#withdraw(head);
    const { isCaughtUp } = changes;
    if (isCaughtUp) this.#lastHead = head;
    const transactionsInFlight = this.#sender?.actor.outbox.size ?? 0;
    const own = { transactionsInFlight, disputes: this.#desk.progress, bondsWei: 0n };
    tellStand({ head, isCaughtUp, watermark: reader.watermark, ...own }, this.#progress, this.#metrics);
    return isCaughtUp;
  }

  /** Until the next look at the chain. @param pollMs While there is work. */
  pauseMs(pollMs: number): number {
    const isIdle = this.#desk.isIdle && (this.#sender?.actor.outbox.size ?? 0) === 0;
    return isIdle ? this.#pace.pauseMs(pollMs, performance.now()) : pollMs;
  }

  async #openReader(): Promise<ChainReader> {
    if (this.#reader !== undefined) return this.#reader;
    const reader = await openReader(this.#connection, this.#database, this.#log);
    await this.#desk.recover(this.#database);
    this.#reader = reader;
    return reader;
  }

  /** Ends what runs beside the steps; after the last step. */
  async stop(): Promise<void> {
    await Promise.all([this.#desk.stop(), this.#sender?.actor.stop()]);
  }

  async #lookAtBalance(head: Head): Promise<void> {
    if (this.#sender === undefined) return;
    const { actor, balance } = this.#sender;
    balance.purse.disputed(this.#desk.progress.ownDisputes);
    await balance.look(head, () => actor.gasPriceWei(head));
  }

  /** The reward of an answer that overturned another one is credited by the oracle. */
  async #withdraw(head: Head): Promise<void> {
    this.#moneyDueMs = performance.now() + MONEY_INTERVAL_MS;
    if (this.#sender === undefined) return;
    const { account, actor, withdrawMinimumWei: minimumWei } = this.#sender;
    const { creditWei } = await readMoney(this.#connection, account.address, [], head.hash);
    this.#metrics.money.credit(creditWei + (this.#desk.progress.creditWei ?? 0n));
    const view = { subject: "credit", creditWei, minimumWei, inFlight: actor.outbox.has(CREDIT_KEY) } as const;
    if (decide(view).type === "withdraw") await actor.withdraw(head.number);
  }
}
