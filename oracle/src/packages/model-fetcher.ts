import type { Logger } from "pino";
import { idHex } from "../chain/format.ts";
import { explain } from "../command-line/explain.ts";
import { FETCH_ATTEMPTS, FETCH_RETRY_FIRST_MS, FETCH_RETRY_LONGEST_MS, FETCHED_MODELS } from "../limits.ts";
import type { LocalPackage } from "../models/local-packages.ts";
import type { RegisteredModel } from "../models/registered-model.ts";
import { bytesToFetch, type FetchPolicy } from "./fetch-policy.ts";
import { obtainPackage, type PackageSupply } from "./obtain-package.ts";

type Waiting = { readonly model: RegisteredModel; readonly maxBytes: number; attempts: number; dueMs: number };

/** What becomes of a package that was fetched. */
type Hooks = {
  readonly isServed: (model: RegisteredModel) => boolean;
  readonly serve: (local: LocalPackage, model: RegisteredModel) => Promise<void>;
};

/** Fetches packages of models beside a node's steps, one at a time. */
export class ModelFetcher {
  readonly #supply: PackageSupply;
  readonly #policy: FetchPolicy;
  readonly #hooks: Hooks;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  readonly #waiting: Waiting[] = [];
  #fetched = 0;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> | undefined;

  constructor(supply: PackageSupply, policy: FetchPolicy, hooks: Hooks, log: Logger) {
    this.#supply = supply;
    this.#policy = policy;
    this.#hooks = hooks;
    this.#log = log;
  }

  /** A model was met that the node has no package of. */
  offer(model: RegisteredModel): void {
    const maxBytes = bytesToFetch(this.#policy, model.id);
    if (maxBytes === undefined) return;
    if (this.#fetched + this.#waiting.length >= FETCHED_MODELS) {
      this.#log.warn(factsOf(model), `package left: a node fetches at most ${FETCHED_MODELS}`);
      return;
    }
    this.#waiting.push({ model, maxBytes, attempts: 0, dueMs: performance.now() });
    this.#schedule();
  }

  /** Cuts off what is being fetched. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error("The node stops."));
    clearTimeout(this.#timer);
    await this.#work;
  }

  #schedule(): void {
    const [next] = this.#waiting.sort((a, b) => a.dueMs - b.dueMs);
    if (next === undefined || this.#work !== undefined || this.#stop.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#work = this.#fetch(next).finally(() => {
          this.#work = undefined;
          this.#schedule();
        });
      },
      Math.max(0, next.dueMs - performance.now()),
    );
  }

  async #fetch(next: Waiting): Promise<void> {
    const { model, maxBytes } = next;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    if (this.#hooks.isServed(model)) return;
    try {
      this.#log.info(factsOf(model), "fetching the model's package");
      const local = await obtainPackage(this.#supply, model, { maxBytes, signal: this.#stop.signal });
      await this.#hooks.serve(local, model);
      this.#fetched += 1;
      this.#log.info({ ...factsOf(model), folder: local.folder }, "model ready");
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#failed(next, error);
    }
  }

  #failed(next: Waiting, error: unknown): void {
    next.attempts += 1;
    const { message } = explain(error);
    if (next.attempts === FETCH_ATTEMPTS) {
      this.#log.warn(factsOf(next.model), `package left after ${FETCH_ATTEMPTS} attempts: ${message}`);
      return;
    }
    const pauseMs = Math.min(FETCH_RETRY_FIRST_MS * 2 ** (next.attempts - 1), FETCH_RETRY_LONGEST_MS);
    this.#log.warn(factsOf(next.model), `${message} Trying again in ${pauseMs / 1_000} s`);
    next.dueMs = performance.now() + pauseMs;
    this.#waiting.push(next);
  }
}

function factsOf({ id, modelHash, name }: RegisteredModel) {
  return { modelId: idHex(id), modelHash, name };
}
