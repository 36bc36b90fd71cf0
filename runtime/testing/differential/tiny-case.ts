import type { DType } from "../../src/program/dtype.ts";
import type { ConstantType, Instruction, Operation } from "../../src/program/program.ts";
import type { TensorType } from "../../src/program/tensor-type.ts";
import type { Random } from "../random.ts";

const LOG2_LEAF = 8;

/** Place of an instruction in its batch: its operands are values from `first` on, its constant has index `constant`. */
export interface TinyPlace {
  readonly first: number;
  readonly constant: number;
  readonly stepLimit: number;
}

/** One instruction with the types of what it reads. */
export interface TinyCase {
  readonly operands: readonly TensorType[];
  readonly constant?: ConstantType;
  readonly instruction: Instruction;
}

export type MakeTiny = (random: Random, place: TinyPlace) => TinyCase;

/** Some of the operations. */
export type TinyMakers = { readonly [O in Operation]?: MakeTiny };

export const of = (dtype: DType, ...shape: number[]): TensorType => ({ dtype, shape, log2Leaf: LOG2_LEAF });
export const int16 = (...shape: number[]) => of("int16", ...shape);
export const int32 = (...shape: number[]) => of("int32", ...shape);
export const rows = (count: number, columns: number): ConstantType => ({
  ...{ kind: "rows", rows: count, columns, log2Leaf: LOG2_LEAF },
});
export const table = (count: number, columns: number): ConstantType => ({
  ...{ kind: "table", dtype: "int16", rows: count, columns, log2Leaf: LOG2_LEAF },
});

/** Mostly a few, so that a million fit into a minute; now and then more than two vectors of eight lanes. */
export function tinySize(random: Random): number {
  return random.unit() < 0.85 ? random.integer(1, 9) : random.integer(10, 35);
}

/** A shape whose last dimension is of a row. */
export function rowShape(random: Random): number[] {
  return [...random.pick([[], [1], [2], [1, 2]]), tinySize(random)];
}

/** The shape of what there is once for each row. */
export const perRow = (shape: readonly number[]) => (shape.length === 1 ? [1] : shape.slice(0, -1));
