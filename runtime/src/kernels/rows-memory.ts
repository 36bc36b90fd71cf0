import type { RowsType } from "../program/program.ts";
import { unpackRows } from "../tree/row-layout.ts";
import { type KernelPlan, rowsTypeOf } from "./prepare-instruction.ts";

/** The kernels read this many weights at a time. */
const STEP = 8;
/** Bytes of a row's bias and multiplier. */
export const HEAD_BYTES = 8;

/** Where a constant of rows lies in a kernels' memory: int8, since reading the weights is what takes time. */
export interface RowsMemory {
  readonly type: RowsType;
  /** int8 weights, a row every `stride` bytes, zero past the last column. */
  readonly weights: number;
  readonly stride: number;
  /** Bias (int32) and multiplier (uint32) of each row. */
  readonly heads: number;
}

const placed = new WeakMap<KernelPlan, Map<number, RowsMemory>>();

/** Puts a constant of rows into memory, once for all instructions that share it. */
export function placeRows(plan: KernelPlan, constant: number): RowsMemory {
  const ofPlan = placed.get(plan) ?? new Map<number, RowsMemory>();
  placed.set(plan, ofPlan);
  const memory = ofPlan.get(constant) ?? writeRows(plan, constant);
  ofPlan.set(constant, memory);
  return memory;
}

function writeRows({ kernels, program, constants }: KernelPlan, constant: number): RowsMemory {
  const type = rowsTypeOf(program, constant);
  const { rows, columns } = type;
  const { weights, bias, multipliers } = unpackRows(type, constants[constant]);
  const stride = Math.ceil(columns / STEP) * STEP;
  const padded = new Uint8Array(rows * stride);
  const heads = new DataView(new ArrayBuffer(rows * HEAD_BYTES));
  for (let row = 0; row < rows; row++) {
    padded.set(weights.subarray(row * columns, (row + 1) * columns), row * stride);
    heads.setInt32(row * HEAD_BYTES, bias[row], true);
    heads.setUint32(row * HEAD_BYTES + 4, multipliers[row], true);
  }
  return { type, weights: kernels.place(padded), stride, heads: kernels.place(new Uint8Array(heads.buffer)) };
}
