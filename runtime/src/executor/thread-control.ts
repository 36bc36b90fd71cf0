const WORDS = ["next", "limit", "done", "stage", "state"] as const;
const [NEXT, LIMIT, DONE, STAGE, STATE] = WORDS.map((_, i) => i);
const [RUNNING, FAILED, ENDED] = [0, 1, 2];
/** Looks for the next stage before a thread sleeps: some tens of microseconds, about the time between two stages. */
const LOOKS = 4000;

/** Bytes of the control words. */
export const CONTROL_BYTES = 4 * WORDS.length;

/**
 * How threads share the calls of a stage. Calls are numbered over all stages: `next` is the first that nobody took,
 * `limit` ends those that may be taken, `done` counts those that were finished; all three wrap at 2^32. A stage is
 * opened only when all calls before are done, so whoever took a call finds its stage in `stage`.
 */
export class ThreadControl {
  readonly #words: Int32Array;

  constructor(memory: WebAssembly.Memory, address: number) {
    this.#words = new Int32Array(memory.buffer, address, WORDS.length);
  }

  /** Lets threads take the calls of a stage. */
  open(stage: number, calls: number): void {
    const words = this.#words;
    Atomics.store(words, STAGE, stage);
    Atomics.add(words, LIMIT, calls);
    Atomics.notify(words, LIMIT);
  }

  /** Takes a call. @returns How many calls its stage has from it on, or null when there is none to take. */
  take(): number | null {
    const words = this.#words;
    for (;;) {
      const next = Atomics.load(words, NEXT);
      const limit = Atomics.load(words, LIMIT);
      const left = (limit - next) | 0;
      if (left <= 0) return null;
      // Success means that the call was not done, hence that no later stage was opened since `next` was read.
      if (Atomics.compareExchange(words, NEXT, next, (next + 1) | 0) === next) return left;
    }
  }

  finish(): void {
    Atomics.add(this.#words, DONE, 1);
  }

  get stage(): number {
    return Atomics.load(this.#words, STAGE);
  }

  /** Whether all calls are done. */
  get finished(): boolean {
    return Atomics.load(this.#words, DONE) === Atomics.load(this.#words, LIMIT);
  }

  /** Waits until there is something to take. @returns Whether there may be; false at the end. */
  wait(): boolean {
    const words = this.#words;
    for (let look = 0; look < LOOKS; look++) {
      if (Atomics.load(words, NEXT) !== Atomics.load(words, LIMIT)) return Atomics.load(words, STATE) !== ENDED;
    }
    const limit = Atomics.load(words, LIMIT);
    if (Atomics.load(words, STATE) === ENDED) return false;
    if (Atomics.load(words, NEXT) === limit) Atomics.wait(words, LIMIT, limit);
    return Atomics.load(words, STATE) !== ENDED;
  }

  fail(): void {
    Atomics.compareExchange(this.#words, STATE, RUNNING, FAILED);
  }

  get failed(): boolean {
    return Atomics.load(this.#words, STATE) === FAILED;
  }

  /** Wakes the threads for the last time. */
  end(): void {
    Atomics.store(this.#words, STATE, ENDED);
    Atomics.notify(this.#words, LIMIT);
  }
}
