/** Longest time without a look at what else there is to do, in milliseconds. */
const TURN_MILLISECONDS = 10;

/** Lets a run stop between instructions: gives way now and then, and throws the signal's reason when it was aborted. */
export class Pause {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  /** Without a signal a run is never interrupted. */
  constructor(signal?: AbortSignal) {
    this.#signal = signal;
    signal?.throwIfAborted();
  }

  get due(): boolean {
    return this.#signal !== undefined && performance.now() - this.#since >= TURN_MILLISECONDS;
  }

  async take(): Promise<void> {
    await new Promise<void>((resolve) => {
      // A timer would wait for some milliseconds in browsers.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
    this.#signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
