import { DTYPES } from "../program/dtype.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import type { Kernels } from "./kernels.ts";

/** Loops over elements, the last one innermost: how many, and how far apart in the source and in the target. */
export interface Loop {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

const LOOPS = 4;
const ONCE: Loop = { size: 1, from: 0, to: 0 };

/** A call that copies elements of the type in at most four nested loops. */
export function prepareMove(
  kernels: Kernels,
  { dtype }: TensorType,
  loops: readonly Loop[],
): (from: number, to: number) => void {
  const all = [...Array.from({ length: LOOPS - loops.length }, () => ONCE), ...loops];
  const words = [...all.map(({ size }) => size), ...all.map(({ from }) => from), ...all.map(({ to }) => to)];
  const layout = kernels.place(encodeTensor("int32", words));
  const log2Bytes = Math.log2(DTYPES[dtype].bytes);
  return (from, to) => kernels.functions.move(from, to, log2Bytes, layout);
}

/** Elements of a tensor's dimensions before an axis, and after it. */
export function aroundAxis({ shape }: TensorType, axis: number): { before: number; after: number } {
  const product = (dimensions: readonly number[]) => dimensions.reduce((total, dimension) => total * dimension, 1);
  return { before: product(shape.slice(0, axis)), after: product(shape.slice(axis + 1)) };
}
