import type { Instruction, Operation, Program } from "../program/program.ts";
import { prepareArgMax } from "./arg-max.ts";
import { prepareClamp } from "./clamp.ts";
import { prepareGemm } from "./gemm.ts";
import type { Kernels } from "./kernels.ts";

/** Where the tensors of one program lie in a kernels' memory. */
export interface KernelPlan {
  readonly kernels: Kernels;
  readonly program: Program;
  /** Address of each value; value 0 is the input. */
  readonly values: readonly number[];
  /** Committed bytes of each constant. */
  readonly constants: readonly Uint8Array[];
}

/** Puts an instruction's constant into memory and returns the call that computes its output. */
export type Prepare<I extends Instruction> = (instruction: I, out: number, plan: KernelPlan) => () => void;

const PREPARATIONS: { readonly [O in Operation]: Prepare<Extract<Instruction, { op: O }>> } = {
  ArgMax: prepareArgMax,
  Clamp: prepareClamp,
  Gemm: prepareGemm,
};

/** The call that computes an instruction's output at address `out`. */
export function prepareInstruction(instruction: Instruction, out: number, plan: KernelPlan): () => void {
  return (PREPARATIONS[instruction.op] as Prepare<Instruction>)(instruction, out, plan);
}
