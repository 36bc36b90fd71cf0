import type { Program } from "../program/program.ts";
import type { Engine } from "./executor.ts";

/** Bytes of a sampling seed: four little-endian uint32. */
export const SEED_BYTES = 16;

/** The values of one program, and the means to compute them. What runs a program decides what to compute and when. */
export interface Machine {
  readonly engine: Engine;
  readonly program: Program;
  /** A copy of a value's bytes. Value 0 is the input. */
  read(value: number): Uint8Array;
  /** Replaces a value: the input, or a cache that a run is resumed with. */
  write(value: number, bytes: Uint8Array): void;
  /** Sets the seed of a run, `SEED_BYTES` bytes. */
  setSeed(seed: Uint8Array): void;
  /**
   * Computes the outputs of instructions, in order, in one step.
   * @param step Number of the step; 0 in a program without steps.
   * @param instructions Indexes, rising; what else they read was computed before.
   */
  execute(step: number, instructions: readonly number[]): void;
  /** Ends the machine's threads; it must not be used any more. */
  dispose(): void;
}
