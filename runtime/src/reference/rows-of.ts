import { elementCount, type TensorType } from "../program/tensor-type.ts";

/** The rows of `x`, as many as `perRow` has elements. */
export function rowsOf(x: Int32Array, perRow: TensorType): Int32Array[] {
  const rows = elementCount(perRow);
  const columns = x.length / rows;
  return Array.from({ length: rows }, (_, r) => x.subarray(r * columns, (r + 1) * columns));
}
