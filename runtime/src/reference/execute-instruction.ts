import type { Instruction, Operation, Program } from "../program/program.ts";
import type { Rows } from "../tree/row-layout.ts";
import { referenceArgMax } from "./arg-max.ts";
import { referenceClamp } from "./clamp.ts";
import { referenceGemm } from "./gemm.ts";

/** What an instruction may read. */
export interface ReferenceState {
  readonly program: Program;
  /** Elements of the values so far; value 0 is the input. */
  readonly values: readonly Int32Array[];
  readonly constants: readonly Rows[];
}

/** Computes an instruction's output, row-major. */
export type Reference<I extends Instruction> = (instruction: I, state: ReferenceState) => Int32Array;

const REFERENCES: { readonly [O in Operation]: Reference<Extract<Instruction, { op: O }>> } = {
  ArgMax: referenceArgMax,
  Clamp: referenceClamp,
  Gemm: referenceGemm,
};

/** Computes one instruction by its definition. */
export function executeInstruction(instruction: Instruction, state: ReferenceState): Int32Array {
  return (REFERENCES[instruction.op] as Reference<Instruction>)(instruction, state);
}
