import { ProgramError } from "../program/program-error.ts";
import type { TensorType } from "../program/tensor-type.ts";

/** Longest row that an instruction reads as a whole: a contract must be able to recompute one element of its output. */
export const MAX_ROW = 4096;

/** Shape of a tensor with one element for each row of the operand: [...], or [1] of a vector. */
export function rowShape({ shape }: TensorType): readonly number[] {
  return shape.length === 1 ? [1] : shape.slice(0, -1);
}

/** Shape of a tensor with two elements for each row of the operand: [..., 2], or [2] of a vector. */
export function pairShape({ shape }: TensorType): readonly number[] {
  return [...shape.slice(0, -1), 2];
}

/** @throws ProgramError unless the last dimension is at most `MAX_ROW`. */
export function expectShortRows(where: string, { shape }: TensorType): void {
  const columns = shape[shape.length - 1];
  if (columns > MAX_ROW) throw new ProgramError(where, `rows of at most ${MAX_ROW} elements`, `${columns}`);
}
