import type { KernelSharing, Kernels } from "../kernels/kernels.ts";
import { callKernel, type KernelCall } from "../kernels/parted-run.ts";
import { CONTROL_BYTES, ThreadControl } from "./thread-control.ts";

/** What a thread is started with; it can be posted to a worker, which gives it to `runThread`. */
export interface ThreadStart extends KernelSharing {
  /** Address of the threads' control words. */
  readonly control: number;
  /** Calls of each stage. */
  readonly stages: readonly (readonly KernelCall[])[];
}

/** A running worker. */
export interface Thread {
  terminate(): unknown;
}

/** Threads besides the caller's own, made by whoever knows how workers are made here. */
export interface ThreadOptions {
  /** Number of threads, the caller's own included; 1 for no others. */
  readonly count: number;
  /** Starts a worker that calls `runThread`; resolves when it is about to. */
  readonly spawn: (start: ThreadStart) => Promise<Thread>;
}

/** A worker did not do its part: the results cannot be used. */
export class ThreadError extends Error {
  override readonly name = "ThreadError";
}

/** Longest wait for the other threads' parts of one instruction, in milliseconds. */
const STALL_MILLISECONDS = 60_000;
/** Looks at the control words between two looks at the clock. */
const LOOKS = 2 ** 20;

/**
 * Threads that share one memory and take the calls of one stage after the other. Which thread computes what changes
 * from run to run; what is computed does not.
 */
export class ThreadPool {
  readonly #kernels: Kernels;
  readonly #stages: readonly (readonly KernelCall[])[];
  readonly #control: ThreadControl;
  readonly #threads: Thread[] = [];

  private constructor(kernels: Kernels, stages: readonly (readonly KernelCall[])[], control: ThreadControl) {
    this.#kernels = kernels;
    this.#stages = stages;
    this.#control = control;
  }

  /** Starts the threads. `kernels` are on shared memory, and `stages` are all that will be computed with it. */
  static async create(
    kernels: Kernels,
    stages: readonly (readonly KernelCall[])[],
    { count, spawn }: ThreadOptions,
  ): Promise<ThreadPool> {
    const address = kernels.reserve(CONTROL_BYTES);
    const { module, memory } = kernels.sharing;
    const pool = new ThreadPool(kernels, stages, new ThreadControl(memory, address));
    const started = await Promise.allSettled(
      Array.from({ length: count - 1 }, () => spawn({ module, memory, control: address, stages })),
    );
    for (const thread of started) if (thread.status === "fulfilled") pool.#threads.push(thread.value);
    const failed = started.find((thread) => thread.status === "rejected");
    if (failed !== undefined) {
      pool.dispose();
      throw new ThreadError("a thread did not start", { cause: failed.reason });
    }
    return pool;
  }

  /**
   * Computes a stage. The calling thread takes calls too, unless `helps` is false.
   * @throws ThreadError when a thread fails or stalls.
   */
  run(stage: number, helps: boolean): void {
    const calls = this.#stages[stage];
    const control = this.#control;
    control.open(stage, calls.length);
    if (helps) {
      for (let left = control.take(); left !== null; left = control.take()) {
        callKernel(this.#kernels.functions, calls[calls.length - left]);
        control.finish();
      }
    }
    this.#wait();
    if (control.failed) throw new ThreadError("a thread failed");
  }

  dispose(): void {
    this.#control.end();
    for (const thread of this.#threads.splice(0)) thread.terminate();
  }

  /** Looks rather than sleeps: a browser's main thread may not sleep, and the wait is that for a call's end. */
  #wait(): void {
    let since = 0;
    for (let looks = 1; !this.#control.finished; looks++) {
      if (looks % LOOKS !== 0) continue;
      since ||= performance.now();
      if (performance.now() - since > STALL_MILLISECONDS) throw new ThreadError("a thread stalled");
    }
  }
}
