/**
 * Runs of a program by their inputs, of which it keeps the one that was asked for last: a duel stays in one item of a batch, and the
 * tensors of all sixteen together are what a machine may not have the memory for. Another one is computed again when it is asked for.
 */
export class LastRun<T> {
  readonly #compute: (input: Uint8Array) => Promise<T>;
  #last: { readonly input: Uint8Array; readonly run: Promise<T> } | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param compute Is called for one run at a time, as an executor with one memory has to be. */
  constructor(compute: (input: Uint8Array) => Promise<T>) {
    this.#compute = compute;
  }

  /** @throws What `compute` throws; then it is tried again when the run is asked for again. */
  of(input: Uint8Array): Promise<T> {
    if (this.#last?.input === input) return this.#last.run;
    const run = this.#turn.then(() => this.#compute(input));
    this.#last = { input, run };
    this.#turn = run.catch(() => {
      if (this.#last?.run === run) this.#last = undefined;
    });
    return run;
  }
}
