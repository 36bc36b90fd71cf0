import type { ElementType } from "./onnx/element-type.ts";

/**
 * A tensor of the float model, row-major. Whatever ONNX stores (float, double, integers) is held in doubles: the
 * indexes of a Reshape are exact in them, and products of floats are too.
 */
export interface FloatTensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
  /** What ONNX calls the elements, where that changes what an operator computes; a float when left out. */
  readonly type?: ElementType;
}
