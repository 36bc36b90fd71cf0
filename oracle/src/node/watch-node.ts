import type { LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import { MONEY_INTERVAL_MS } from "../limits.ts";
import { type Actor, CREDIT_KEY } from "./actor.ts";
import { EventReader, type Head, readCredit, readHead } from "./chain-reader.ts";
import { decide } from "./decide.ts";
import type { DisputeDesk } from "./disputes/desk.ts";
import { watchEventsOf } from "./disputes/watch-events.ts";
import type { Progress } from "./progress.ts";

/** Sends for a node that has a key. */
export type WatchSender = {
  readonly account: LocalAccount;
  readonly actor: Actor;
  /** The own credit at the oracle is withdrawn from this on, in wei. */
  readonly withdrawMinimumWei: bigint;
};

/** A node that answers nothing: it watches others' answers and takes part in disputes, or only tells what it would do. */
export class WatchNode {
  readonly #connection: Connection;
  readonly #desk: DisputeDesk;
  readonly #sender: WatchSender | undefined;
  readonly #progress: Progress;
  readonly #reader: EventReader;
  #lastHead: Head | undefined;
  #moneyDueMs = 0;

  /** @param sender Undefined where nothing is sent. */
  constructor(connection: Connection, desk: DisputeDesk, sender: WatchSender | undefined, progress: Progress) {
    this.#connection = connection;
    this.#desk = desk;
    this.#sender = sender;
    this.#progress = progress;
    this.#reader = new EventReader(connection);
  }

  /**
   * One round at the newest block.
   * @returns Whether everything up to it is read, so that the node may pause.
   * @throws viem's errors when the RPC fails; the next step continues where this one began.
   */
  async step(): Promise<boolean> {
    const head = await readHead(this.#connection);
    const actorIsDue = this.#sender?.actor.retryIsDue() ?? false;
    const isDue = this.#desk.retryIsDue() || actorIsDue;
    if (head.hash === this.#lastHead?.hash && !isDue) return true;
    if (await this.#sender?.actor.review(head.number)) this.#moneyDueMs = 0;
    if (!this.#desk.isFull) this.#desk.add(watchEventsOf(await this.#reader.next(head.number)), this.#reader.watermark);
    await this.#desk.step(head);
    if (performance.now() >= this.#moneyDueMs) await this.#withdraw(head);
    const caughtUp = this.#reader.watermark >= head.number || this.#desk.isFull;
    if (caughtUp) this.#lastHead = head;
    Object.assign(this.#progress, {
      phase: caughtUp ? "ready" : "catching up",
      head,
      watermark: this.#reader.watermark,
      transactionsInFlight: this.#sender?.actor.pipeline.size ?? 0,
      disputes: this.#desk.progress,
    } satisfies Partial<Progress>);
    return caughtUp;
  }

  /** Ends what runs beside the steps; after the last step. */
  async stop(): Promise<void> {
    await Promise.all([this.#desk.stop(), this.#sender?.actor.stop()]);
  }

  /** The reward of an answer that overturned another one is credited by the oracle. */
  async #withdraw(head: Head): Promise<void> {
    this.#moneyDueMs = performance.now() + MONEY_INTERVAL_MS;
    if (this.#sender === undefined) return;
    const { account, actor, withdrawMinimumWei: minimumWei } = this.#sender;
    const creditWei = await readCredit(this.#connection, account.address);
    const view = { subject: "credit", creditWei, minimumWei, inFlight: actor.pipeline.has(CREDIT_KEY) } as const;
    if (decide(view).type === "withdraw") await actor.withdraw(head.number);
  }
}
