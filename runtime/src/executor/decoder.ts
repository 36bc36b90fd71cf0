import type { Engine } from "./executor.ts";

export interface DecodeOptions {
  /** 16 bytes that the sampling depends on: four little-endian uint32. All zero unless given; greedy programs ignore it. */
  readonly seed?: Uint8Array;
  /** Called with each token of the answer when it is known. */
  readonly onToken?: (token: number) => void;
  /** Stops the run between two instructions. */
  readonly signal?: AbortSignal;
}

/** A run of a step program whose tensors can be had again, a step at a time. */
export interface DecodeTrace {
  readonly answer: Uint8Array;
  /** Number of steps that the run had. */
  readonly steps: number;
  /** Bytes of the end's two tensors: number of tokens in the answer, then the tokens, zeros after the last. */
  readonly end: readonly [length: Uint8Array, tokens: Uint8Array];
  /**
   * Recomputes a step. Memory is that of one step, however long the run.
   * @returns Bytes of each instruction's output in that step.
   * @throws RangeError when the run had no such step.
   */
  tensors(step: number): Promise<readonly Uint8Array[]>;
}

/** Runs one step program. Every decoder gives the same bits for the same model, prompt and seed. */
export interface Decoder {
  readonly engine: Engine;
  /**
   * @param prompt 1 to promptLimit tokens in the prompt's element type.
   * @returns The answer: the tokens given, in the same type.
   * @throws InputError when the prompt breaks the program's input rule; the signal's reason when it is aborted.
   */
  run(prompt: Uint8Array, options?: DecodeOptions): Promise<Uint8Array>;
  /** As `run`, and keeps what is needed to compute every intermediate tensor again. */
  trace(prompt: Uint8Array, options?: DecodeOptions): Promise<DecodeTrace>;
  /** Ends the decoder's threads; it must not be used any more. */
  dispose(): void;
}
