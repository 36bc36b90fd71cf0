import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { SideJob } from "@openimo/player";
import type { Hash } from "viem";
import type { Call } from "../../chain/transact.ts";
import { FailedError } from "../../command-line/errors.ts";
import { SIDE_HEAP_MEGABYTES, SIDE_MS } from "../../limits.ts";
import type { SideFacts, SideQuestion, SideReply, SideStart, SideTask } from "./side-thread.ts";

const ENTRY = new URL("../../../bin/side-thread.js", import.meta.url);

type Waiting = { readonly resolve: (reply: SideReply) => void; readonly reject: (error: Error) => void };

/** A side in a thread of its own: computing it and proving with it keep nothing else waiting, and it can be ended at any time. */
export class SideHost {
  /** What the side claims. Rejects with FailedError when it can't be computed, or the thread ends before. */
  readonly facts: Promise<SideFacts>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  readonly #limitMs: number;
  #hasFacts = false;
  #isDead = false;

  /** @param limitMs After which a thread that owes an answer is ended. */
  constructor(start: SideStart, limitMs = SIDE_MS) {
    this.#limitMs = limitMs;
    this.#worker = new Worker(ENTRY, {
      workerData: start,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: SIDE_HEAP_MEGABYTES },
    });
    // A side must not keep the process from ending.
    this.#worker.unref();
    this.facts = this.#within(
      new Promise((resolve, reject) => {
        this.#worker.on("message", (reply: SideReply) => {
          if (reply.type === "facts") {
            this.#hasFacts = true;
            resolve(reply.facts);
          } else if (reply.type === "failed") reject(new FailedError(reply.message));
          else this.#settle(reply);
        });
        const fail = (error: Error) => {
          this.#isDead = true;
          reject(error);
          for (const { reject: rejectOne } of this.#waiting.values()) rejectOne(error);
          this.#waiting.clear();
        };
        this.#worker.once("error", (error) =>
          fail(new FailedError(`The thread of a side failed: ${error.message}`, {}, { cause: error })),
        );
        this.#worker.once("exit", () => fail(new FailedError("The thread of a side has ended.")));
      }),
    );
    this.facts.catch(() => {});
  }

  /** Whether something is being computed in it. */
  get isBusy(): boolean {
    return !this.#hasFacts || this.#waiting.size > 0;
  }

  /** Whether the thread has ended, by itself or because it was told to. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /** @throws FailedError with what the thread says when the call can't be made. */
  async call(job: SideJob): Promise<Call> {
    const reply = await this.#ask({ type: "call", job });
    if (reply.type === "call") return reply.call;
    throw unexpected(reply);
  }

  /** Hash of the answer that the plain reference gives. */
  async reference(): Promise<Hash> {
    const reply = await this.#ask({ type: "reference" });
    if (reply.type === "reference") return reply.outputHash;
    throw unexpected(reply);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(task: SideTask): Promise<SideReply> {
    if (this.#isDead) return Promise.reject(new FailedError("The thread of a side has ended."));
    const question: SideQuestion = { number: this.#asked++, task };
    return this.#within(
      new Promise((resolve, reject) => {
        this.#waiting.set(question.number, { resolve, reject });
        this.#worker.postMessage(question);
      }),
    );
  }

  /** A thread that hangs would keep its place from the sides of other disputes. */
  async #within<T>(answer: Promise<T>): Promise<T> {
    const done = new AbortController();
    const late = sleep(this.#limitMs, undefined, { signal: done.signal, ref: false }).then(() => {
      this.#isDead = true;
      void this.end();
      throw new FailedError(`The thread of a side gave no answer in ${this.#limitMs / 1_000} seconds.`);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      done.abort();
      late.catch(() => {});
    }
  }

  #settle(reply: Exclude<SideReply, { type: "facts" | "failed" }>): void {
    const waiting = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if (reply.type === "refused") waiting?.reject(new FailedError(reply.message));
    else waiting?.resolve(reply);
  }
}

const unexpected = ({ type }: SideReply) => new TypeError(`the side's thread answered with ${type}`);
