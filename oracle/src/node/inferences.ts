import { setTimeout as sleep } from "node:timers/promises";
import { bytesToHex, type Hash, type Hex, slice } from "viem";
import { QUICK_RUN_MS } from "../limits.ts";
import type { TrackedRequest } from "./request-book.ts";
import type { ServedModel } from "./served-models.ts";

type Run = { readonly tracked: TrackedRequest; readonly abort: AbortController; ended: Promise<void> };

const MS_IN_SECOND = 1_000;
/** Bytes of a block hash that salt the seed: as the contract keeps them. */
const SALT_BYTES = 4;

/** What salts the seed of a request in this block. */
export const seedSaltOf = (blockHash: Hash): Hex => slice(blockHash, 0, SALT_BYTES);

/** Has answers computed, here or elsewhere. */
export type RunInferences = Pick<Inferences, "start" | "stop" | "stopAll" | "takeEnded" | "size" | "running">;

/** Told of each run that gives no answer. */
export type OnFailure = (tracked: TrackedRequest, error: unknown, model: ServedModel) => void;
/** Told of each run that gives one, with the seconds that it took. */
export type OnAnswer = (tracked: TrackedRequest, model: ServedModel, seconds: number) => void;

export type InferencesFor = (onFailure: OnFailure, onAnswer: OnAnswer) => RunInferences;

/** Runs models beside the node's steps, so that a long answer keeps neither the chain nor other requests waiting. */
export class Inferences {
  readonly #runs = new Map<bigint, Run>();
  readonly #onFailure: OnFailure;
  readonly #onAnswer: OnAnswer;
  #ended = false;

  constructor(onFailure: OnFailure, onAnswer: OnAnswer = () => {}) {
    this.#onFailure = onFailure;
    this.#onAnswer = onAnswer;
  }

  /** Runs on their way. */
  get size(): number {
    return this.#runs.size;
  }

  /**
   * Starts the run of a request, unless one is on its way. A quick one is over when this resolves; the result of any other
   * is in `tracked.answer` later, and `takeEnded` tells.
   */
  async start(tracked: TrackedRequest, model: ServedModel): Promise<void> {
    const before = this.#runs.get(tracked.id);
    if (before?.tracked === tracked) return;
    // The request came back in another block: another seed.
    before?.abort.abort();
    const run: Run = { tracked, abort: new AbortController(), ended: Promise.resolve() };
    this.#runs.set(tracked.id, run);
    run.ended = this.#finish(run, model);
    await Promise.race([run.ended, sleep(QUICK_RUN_MS, undefined, { ref: false })]);
  }

  /** Ends the run of a request that needs no answer any more. */
  stop(id: bigint): void {
    this.#runs.get(id)?.abort.abort();
    this.#runs.delete(id);
  }

  /** Ends all runs, and resolves when they have ended. */
  async stopAll(): Promise<void> {
    const runs = [...this.#runs.values()];
    for (const { tracked } of runs) this.stop(tracked.id);
    await Promise.all(runs.map(({ ended }) => ended));
  }

  get running(): number {
    return this.#runs.size;
  }

  /** Whether a run ended since the last call. */
  takeEnded(): boolean {
    const ended = this.#ended;
    this.#ended = false;
    return ended;
  }

  async #finish(run: Run, model: ServedModel): Promise<void> {
    const { tracked, abort } = run;
    const request = { id: tracked.id, seedSalt: seedSaltOf(tracked.blockHash) };
    try {
      const { asked } = (await tracked.data()) ?? { asked: null };
      if (asked === null) throw new TypeError("the request's input is not known");
      const beganMs = performance.now();
      tracked.answer = bytesToHex(await model.runner.run(asked, request, abort.signal));
      this.#onAnswer(tracked, model, (performance.now() - beganMs) / MS_IN_SECOND);
    } catch (error) {
      if (!abort.signal.aborted) this.#onFailure(tracked, error, model);
    }
    if (this.#runs.get(tracked.id) === run) this.#runs.delete(tracked.id);
    this.#ended = true;
  }
}
