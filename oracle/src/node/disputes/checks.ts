import { keccak256 } from "viem";
import { explain } from "../../command-line/explain.ts";
import { CHECKS_AT_ONCE } from "../../limits.ts";
import type { FindInputs, RunSubject } from "./run-subject.ts";
import type { Check } from "./view.ts";

type Held = { readonly seedSalt: string; readonly abort: AbortController; check: Check; ended: Promise<void> };

/** Runs others' requests again beside the node's steps, a bounded number at a time. */
export class Checks {
  readonly #findInputs: FindInputs;
  readonly #held = new Map<bigint, Held>();
  #ended: bigint[] = [];

  constructor(findInputs: FindInputs) {
    this.#findInputs = findInputs;
  }

  /** How many run. */
  get running(): number {
    return [...this.#held.values()].filter(({ check }) => check.type === "running").length;
  }

  get isFull(): boolean {
    return this.running >= CHECKS_AT_ONCE;
  }

  /** @param seedSalt A run under another seed is no answer to this request. */
  checkOf(id: bigint, seedSalt: string): Check {
    const held = this.#held.get(id);
    return held?.seedSalt === seedSalt ? held.check : { type: "none" };
  }

  start(subject: RunSubject): void {
    this.drop(subject.id);
    const held: Held = {
      ...{ seedSalt: subject.seedSalt, abort: new AbortController() },
      ...{ check: { type: "running" }, ended: Promise.resolve() },
    };
    this.#held.set(subject.id, held);
    held.ended = this.#run(subject, held);
  }

  /** Forgets a check, and ends it where it still runs. */
  drop(id: bigint): void {
    this.#held.get(id)?.abort.abort();
    this.#held.delete(id);
  }

  /** Requests whose check ended since the last call. */
  takeEnded(): bigint[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  async stopAll(): Promise<void> {
    const held = [...this.#held.values()];
    for (const { abort } of held) abort.abort();
    await Promise.all(held.map(({ ended }) => ended));
  }

  async #run(subject: RunSubject, held: Held): Promise<void> {
    const { id, seedSalt, model } = subject;
    try {
      const asked = await this.#findInputs(subject);
      const answer = await model.runner.run(asked, { id, seedSalt }, held.abort.signal);
      held.check = { type: "computed", outputHash: keccak256(answer) };
    } catch (error) {
      held.check = { type: "failed", reason: explain(error).message };
    }
    this.#ended.push(id);
  }
}
