import type { FloatTensor } from "../float-tensor.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";
import type { Operator } from "./operator.ts";
import { requiredInput } from "./required-input.ts";

/** From this operator set on, the limits are inputs and no longer attributes. */
const LIMITS_ARE_INPUTS = 11;

/** y = min(high, max(low, x)). A Gemm or MatMul before it takes it in. */
export const clip: Operator = {
  evaluate(node, inputs, opset) {
    const { shape, values } = requiredInput(node, inputs, 0);
    const { low, high } = clipLimits(node, inputs[1], inputs[2], opset);
    return { shape, values: values.map((value) => Math.min(high, Math.max(low, value))) };
  },

  lower(node, lowering) {
    lowering.emitClamp(node, lowering.activationLimits(node));
  },
};

/** The limits of a Clip; one that is left out is infinite. */
export function clipLimits(
  node: OnnxNode,
  low: FloatTensor | undefined,
  high: FloatTensor | undefined,
  opset: number,
): { low: number; high: number } {
  if (opset < LIMITS_ARE_INPUTS) {
    return {
      low: node.attributes.get("min")?.float ?? Number.NEGATIVE_INFINITY,
      high: node.attributes.get("max")?.float ?? Number.POSITIVE_INFINITY,
    };
  }
  return {
    low: low?.values[0] ?? Number.NEGATIVE_INFINITY,
    high: high?.values[0] ?? Number.POSITIVE_INFINITY,
  };
}
