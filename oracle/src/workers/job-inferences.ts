import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { idHex } from "../chain/format.ts";
import { explain } from "../command-line/explain.ts";
import { JOB_POLL_MS, JOB_WARNING_SECONDS } from "../limits.ts";
import type { OnAnswer, OnFailure, RunInferences } from "../node/inferences.ts";
import type { TrackedRequest } from "../node/request-book.ts";
import type { ServedModel } from "../node/served-models.ts";
import type { Database } from "../store/database.ts";
import { addJob, dropJobs, dropOldJobs, type JobEnd, readJobEnds } from "./job-queue.ts";

const MS_IN_SECOND = 1_000;

type Waiting = {
  readonly tracked: TrackedRequest;
  readonly model: ServedModel;
  readonly sinceMs: number;
  isWarned: boolean;
};

/**
 * Has workers run models: each answer is a job in the database, and its result is looked for while any is waited for. What workers answer
 * is believed.
 */
export class JobInferences implements RunInferences {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #onFailure: OnFailure;
  readonly #onAnswer: OnAnswer;
  readonly #waiting = new Map<bigint, Waiting>();
  /** Removals on their way, which nothing waits for but the end. */
  readonly #drops = new Set<Promise<void>>();
  #polling: Promise<void> | undefined;
  #isCleared = false;
  #ended = false;

  constructor(database: Database, log: Logger, onFailure: OnFailure, onAnswer: OnAnswer) {
    this.#database = database;
    this.#log = log;
    this.#onFailure = onFailure;
    this.#onAnswer = onAnswer;
  }

  get size(): number {
    return this.#waiting.size;
  }

  get running(): number {
    return this.#waiting.size;
  }

  /** Stores the job; `takeEnded` tells when there is a result. */
  async start(tracked: TrackedRequest, model: ServedModel): Promise<void> {
    if (this.#waiting.get(tracked.id)?.tracked === tracked) return;
    if (!this.#isCleared) await dropOldJobs(this.#database);
    this.#isCleared = true;
    const { id, blockHash, request } = tracked;
    await Promise.all(this.#drops);
    await addJob(this.#database, { requestId: id, blockHash }, model.modelHash, request.deadline);
    this.#waiting.set(id, { tracked, model, sinceMs: performance.now(), isWarned: false });
    this.#polling ??= this.#poll();
  }

  stop(id: bigint): void {
    this.#waiting.delete(id);
    const drop = dropJobs(this.#database, id)
      // What is left behind is removed at the next start; a worker has computed it for nothing.
      .catch((error: unknown) => this.#log.warn(`a job was not removed: ${explain(error).message}`))
      .finally(() => this.#drops.delete(drop));
    this.#drops.add(drop);
  }

  /** Jobs stay: the next process of the node takes their results. */
  async stopAll(): Promise<void> {
    this.#waiting.clear();
    await Promise.all([this.#polling, ...this.#drops]);
  }

  takeEnded(): boolean {
    const ended = this.#ended;
    this.#ended = false;
    return ended;
  }

  async #poll(): Promise<void> {
    while (this.#waiting.size > 0) {
      try {
        for (const end of await readJobEnds(this.#database, [...this.#waiting.keys()])) await this.#take(end);
      } catch (error) {
        this.#log.warn(`results of workers can't be read: ${explain(error).message}`);
      }
      this.#warn();
      await sleep(JOB_POLL_MS);
    }
    this.#polling = undefined;
  }

  async #take(end: JobEnd): Promise<void> {
    const waiting = this.#waiting.get(end.requestId);
    // Of another block it has another seed.
    if (waiting === undefined || waiting.tracked.blockHash !== end.blockHash) return;
    const { tracked, model, sinceMs } = waiting;
    if (end.type === "failed") await dropJobs(this.#database, end.requestId, end.blockHash);
    // The request may have been let go while that was removed.
    if (this.#waiting.get(end.requestId) !== waiting) return;
    this.#waiting.delete(end.requestId);
    if (end.type === "done") {
      tracked.answer = end.answer;
      this.#onAnswer(tracked, model, (performance.now() - sinceMs) / MS_IN_SECOND);
    } else this.#onFailure(tracked, new Error(end.error), model);
    this.#ended = true;
  }

  #warn(): void {
    for (const waiting of this.#waiting.values()) {
      if (waiting.isWarned || performance.now() < waiting.sinceMs + MS_IN_SECOND * JOB_WARNING_SECONDS) continue;
      waiting.isWarned = true;
      const facts = { requestId: idHex(waiting.tracked.id), seconds: JOB_WARNING_SECONDS };
      this.#log.warn(facts, "no worker has answered yet: is one there that has the model's package?");
    }
  }
}
