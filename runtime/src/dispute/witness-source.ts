import type { Hasher } from "../hash/hasher.ts";
import type { Program } from "../program/program.ts";
import type { MerkleTree } from "../tree/merkle-tree.ts";
import type { TraceTree } from "../tree/trace-tree.ts";
import type { WeightsTree } from "../tree/weights-tree.ts";

/** What the instructions gave in one step of a claim's run, and the tree over it. */
export interface StepTrace {
  readonly tree: TraceTree;
  /** Bytes of each instruction's output. */
  readonly tensors: readonly Uint8Array[];
}

/** All that a fault proof may have to open: a model, and a claim's run as far as it is known. */
export interface WitnessSource {
  readonly hasher: Hasher;
  readonly program: Program;
  /** Committed bytes of the constants. */
  readonly constants: readonly Uint8Array[];
  readonly weights: WeightsTree;
  /** The request's input: of a program with steps the prompt. */
  readonly input: Uint8Array;
  /** 16 bytes. */
  readonly seed: Uint8Array;
  /**
   * @returns The step's tensors: those of a proof's step and of the one before it must be there.
   * @throws RangeError for a step that isn't there.
   */
  step(step: number): StepTrace;
  /** Over the steps; null in a program without steps. */
  readonly slots: MerkleTree | null;
}
