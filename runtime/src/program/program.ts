import type { ArgMaxInstruction } from "../instructions/arg-max.ts";
import type { ClampInstruction } from "../instructions/clamp.ts";
import type { GemmInstruction } from "../instructions/gemm.ts";
import type { TensorType } from "./tensor-type.ts";

/** One instruction: a pure function of earlier values and at most one constant, with one output tensor. */
export type Instruction = ArgMaxInstruction | ClampInstruction | GemmInstruction;

/** Name of an instruction. */
export type Operation = Instruction["op"];

/**
 * A matrix of int8 weights [rows, columns] with a bias (int32) and a multiplier (31 bits) per row, one row per output
 * channel, in the layout of `row-layout.ts`.
 */
export interface ConstantType {
  readonly kind: "rows";
  readonly rows: number;
  readonly columns: number;
  readonly log2Leaf: number;
}

/**
 * A model as a list of tensor instructions over integers.
 *
 * Values are numbered: value 0 is the input, value n + 1 is what instruction n computes. The answer is the bytes of
 * `outputs`, concatenated in that order, little-endian.
 */
export interface Program {
  readonly input: TensorType;
  readonly constants: readonly ConstantType[];
  readonly instructions: readonly Instruction[];
  readonly outputs: readonly number[];
}

/** Type of value `index` (0 is the input, n + 1 the output of instruction n). */
export function valueType(program: Program, index: number): TensorType {
  return index === 0 ? program.input : program.instructions[index - 1].output;
}
