import { DEFAULT_LOG2_LEAF } from "../../program/limits.ts";
import type { TensorType } from "../../program/tensor-type.ts";

/**
 * How a value's elements lie in the program: `plain` is row-major in ONNX's order of dimensions, `channelsLast` has
 * [batch, height, width, channels] where ONNX has [batch, channels, height, width].
 */
export type Layout = "plain" | "channelsLast";

/** A value of the float model as a value of the program. */
export interface LoweredValue {
  readonly value: number;
  readonly type: TensorType;
  readonly layout: Layout;
  /** The float value is integer * scale. */
  readonly scale: number;
  /** The integers lie between these, whatever the input: instructions clamp to them. */
  readonly low: number;
  readonly high: number;
  /** Magnitude bits: |integer| < 2^bits. */
  readonly bits: number;
  /** Largest sum of the magnitudes of a row, where that is less than its length times the largest element. */
  readonly rowSum?: number;
}

/** Largest magnitude of a value's integers. */
export function largest({ low, high }: Pick<LoweredValue, "low" | "high">): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

/** An int16 tensor. */
export function int16(shape: readonly number[]): TensorType {
  return { dtype: "int16", shape, log2Leaf: DEFAULT_LOG2_LEAF };
}

/** An int32 tensor. */
export function int32(shape: readonly number[]): TensorType {
  return { dtype: "int32", shape, log2Leaf: DEFAULT_LOG2_LEAF };
}

/** [batch, height, width, channels] of ONNX's [batch, channels, height, width] or [batch, channels, width]. */
export function channelsLastShape(shape: readonly number[]): number[] {
  const [batch, channels, ...spatial] = shape;
  return [batch, ...(spatial.length === 1 ? [1] : []), ...spatial, channels];
}

const MAX_RANK = 4;

/** A shape with another size of one dimension. */
export function withSize(shape: readonly number[], axis: number, size: number): number[] {
  return shape.map((each, i) => (i === axis ? size : each));
}

/** A shape of one to four dimensions with the same elements: ones are dropped, then leading dimensions become one. */
export function programShape(shape: readonly number[]): number[] {
  let result = [...shape];
  while (result.length > MAX_RANK && result.includes(1)) result.splice(result.indexOf(1), 1);
  while (result.length > MAX_RANK) result = [result[0] * result[1], ...result.slice(2)];
  return result.length === 0 ? [1] : result;
}
