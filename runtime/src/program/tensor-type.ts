import { DTYPES, type DType } from "./dtype.ts";

/** Type of a tensor in a program: row-major, the last dimension is contiguous. */
export interface TensorType {
  readonly dtype: DType;
  /** One to four dimensions, each at least 1. */
  readonly shape: readonly number[];
  /** log2 of the leaf size in bytes that its tree is cut in, 6 to 10. */
  readonly log2Leaf: number;
}

/** Number of elements. Exact for every type that the validator accepts. */
export function elementCount(type: TensorType): number {
  return type.shape.reduce((product, dimension) => product * dimension, 1);
}

/** Size in bytes of the tensor's values. */
export function byteLength(type: TensorType): number {
  return elementCount(type) * DTYPES[type.dtype].bytes;
}

/** The list with `value` in place of one entry: a shape with another size, or indexes with another one. */
export function withEntry(list: readonly number[], index: number, value: number): number[] {
  return list.map((entry, i) => (i === index ? value : entry));
}
