import { setTimeout as sleep } from "node:timers/promises";
import type { SideJob } from "@openimo/player";
import type { Call } from "../../chain/transact.ts";
import { explain } from "../../command-line/explain.ts";
import { QUICK_RUN_MS, SIDES_AT_ONCE } from "../../limits.ts";
import type { FindInputs, RunSubject } from "./run-subject.ts";
import { SideHost } from "./side-host.ts";
import type { SideFacts } from "./side-thread.ts";
import type { Confirmation } from "./view.ts";

/** What is known of a side. The facts stay when its thread has to make room for another one's. */
export type SideStatus =
  | { readonly type: "computing" }
  | { readonly type: "known"; readonly facts: SideFacts }
  | { readonly type: "failed"; readonly reason: string };

/** A call that is being made, or was made and not taken yet. */
type Making = { readonly ended: Promise<void>; call?: Call; error?: unknown };

type Held = {
  /** By the keys of their steps. */
  readonly making: Map<string, Making>;
  readonly subject: RunSubject;
  status: SideStatus;
  confirmation: Confirmation;
  host: SideHost | undefined;
  isStarting: boolean;
  /** Order of use, for whose turn it is to make room. */
  used: number;
};

/** The own sides of disputes. Few threads at once hold a trace; one that is needed again is computed again. */
export class Sides {
  readonly #findInputs: FindInputs;
  readonly #held = new Map<bigint, Held>();
  #uses = 0;
  #ended: bigint[] = [];

  constructor(findInputs: FindInputs) {
    this.#findInputs = findInputs;
  }

  /** Sides that are being computed, or that compute. */
  get busy(): number {
    return [...this.#held.values()].filter(({ host, isStarting }) => isStarting || host?.isBusy === true).length;
  }

  /** Where a request's side is, which is started unless it is known. */
  want(subject: RunSubject): SideStatus {
    const held = this.#of(subject);
    if (held.status.type === "computing") this.#ensureHost(held);
    return held.status;
  }

  /** Runs the plain reference too, and compares. Tells how far that is. */
  confirm(subject: RunSubject): Confirmation {
    const held = this.#of(subject);
    if (held.confirmation.type === "none" && this.#ensureHost(held)) void this.#confirm(held);
    return held.confirmation;
  }

  confirmationOf(id: bigint, seedSalt: string): Confirmation {
    const held = this.#held.get(id);
    if (held?.subject.seedSalt !== seedSalt) return { type: "none" };
    return held.status.type === "failed" ? held.status : held.confirmation;
  }

  /**
   * A call that needs the trace. A proof may take seconds: then it is made beside the steps, and a later one takes it.
   * @param key Of the step that it is for.
   * @returns undefined while it is being made, the trace has to be computed first, or nothing makes room for it.
   * @throws FailedError when the side can't make it.
   */
  async call(subject: RunSubject, job: SideJob, key: string): Promise<Call | undefined> {
    const held = this.#of(subject);
    if (!this.#ensureHost(held) || held.host === undefined) return undefined;
    const making = held.making.get(key) ?? this.#make(held, held.host, job, key);
    await Promise.race([making.ended, sleep(QUICK_RUN_MS, undefined, { ref: false })]);
    if (making.call === undefined && making.error === undefined) return undefined;
    held.making.delete(key);
    if (making.error !== undefined) throw making.error;
    return making.call;
  }

  /** What failed is tried again with the next wish. */
  retry(id: bigint): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    if (held.status.type === "failed") held.status = { type: "computing" };
    if (held.confirmation.type === "failed") held.confirmation = { type: "none" };
  }

  drop(id: bigint): void {
    const held = this.#held.get(id);
    this.#held.delete(id);
    void held?.host?.end();
  }

  /** Requests of whose sides something became known since the last call. */
  takeEnded(): bigint[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#held.values()].map(({ host }) => host?.end()));
    this.#held.clear();
  }

  #of(subject: RunSubject): Held {
    const known = this.#held.get(subject.id);
    if (known?.subject.seedSalt === subject.seedSalt) {
      known.used = ++this.#uses;
      return known;
    }
    // The request came back in another block: another seed, and another trace.
    this.drop(subject.id);
    const held: Held = {
      ...{ subject, status: { type: "computing" }, confirmation: { type: "none" } },
      ...{ host: undefined, isStarting: false, used: ++this.#uses, making: new Map() },
    };
    this.#held.set(subject.id, held);
    return held;
  }

  /** @returns Whether the side has a thread, or has begun to get one. */
  #ensureHost(held: Held): boolean {
    if (held.host?.isDead === true) held.host = undefined;
    if (held.host !== undefined || held.isStarting) return true;
    if (!this.#makeRoom()) return false;
    held.isStarting = true;
    void this.#start(held);
    return true;
  }

  #makeRoom(): boolean {
    const open = [...this.#held.values()].filter(({ host, isStarting }) => host !== undefined || isStarting);
    if (open.length < SIDES_AT_ONCE) return true;
    const [oldest] = open
      .filter(({ host, isStarting }) => !isStarting && host?.isBusy === false)
      .sort((a, b) => a.used - b.used);
    if (oldest === undefined) return false;
    void oldest.host?.end();
    oldest.host = undefined;
    return true;
  }

  async #start(held: Held): Promise<void> {
    const { subject } = held;
    try {
      const asked = await this.#findInputs(subject);
      // It may have been dropped meanwhile.
      if (this.#held.get(subject.id) !== held) return;
      const request = { id: subject.id, seedSalt: subject.seedSalt };
      held.host = new SideHost({ path: subject.model.folder, asked, request });
      held.status = { type: "known", facts: await held.host.facts };
    } catch (error) {
      held.status = { type: "failed", reason: explain(error).message };
      void held.host?.end();
      held.host = undefined;
    } finally {
      held.isStarting = false;
      this.#ended.push(subject.id);
    }
  }

  #make(held: Held, host: SideHost, job: SideJob, key: string): Making {
    const work = async () => {
      try {
        await host.facts;
        making.call = await host.call(job);
      } catch (error) {
        making.error = error;
      }
      this.#ended.push(held.subject.id);
    };
    // Begun in the next turn, when it has its name.
    const making: Making = { ended: Promise.resolve().then(work) };
    held.making.set(key, making);
    return making;
  }

  async #confirm(held: Held): Promise<void> {
    const { host } = held;
    if (host === undefined) return;
    held.confirmation = { type: "running" };
    try {
      const [{ outputHash }, reference] = await Promise.all([host.facts, host.reference()]);
      held.confirmation = outputHash === reference ? { type: "agreed", outputHash } : { type: "disagreed" };
    } catch (error) {
      held.confirmation = { type: "failed", reason: explain(error).message };
    }
    this.#ended.push(held.subject.id);
  }
}
