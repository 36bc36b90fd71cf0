import type { Program } from "../program/program.ts";
import type { ThreadOptions } from "./thread-pool.ts";

/** What an executor needs of a model; a `ModelPackage` is one. */
export interface ExecutableModel {
  readonly program: Program;
  /** Committed bytes of each constant, in the order of `program.constants`. */
  readonly constants: readonly Uint8Array[];
}

/** All that one run computed. */
export interface Trace {
  /** Bytes of each instruction's output, in the order of `program.instructions`, little-endian. */
  readonly tensors: readonly Uint8Array[];
  /** The outputs' bytes, concatenated: what is posted on chain. */
  readonly answer: Uint8Array;
}

export interface RunOptions {
  /** Stops the run between two instructions. */
  readonly signal?: AbortSignal;
  /** Called now and then with how many of the program's instructions are computed, if there is a signal too. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Runs one model. Every executor gives the same bits for the same model and input. */
export interface Executor {
  readonly engine: Engine;
  /**
   * @param input Exactly the bytes that the program asks for.
   * @returns The answer's bytes.
   * @throws InputError when the input breaks the program's input rule; the signal's reason when it is aborted.
   */
  run(input: Uint8Array, options?: RunOptions): Promise<Uint8Array>;
  /** As `run`, and returns every intermediate tensor too. */
  trace(input: Uint8Array, options?: RunOptions): Promise<Trace>;
  /** Ends the executor's threads; it must not be used any more. */
  dispose(): void;
}

/** `webassembly` is the fast one; `reference` is the readable judge of all others. */
export type Engine = "webassembly" | "reference";

/** How a model is run; the bits are the same whatever is chosen. */
export interface ExecutorOptions {
  readonly engine?: Engine;
  /** One thread unless given, and where memory cannot be shared. Only `webassembly` has more. */
  readonly threads?: ThreadOptions;
}
