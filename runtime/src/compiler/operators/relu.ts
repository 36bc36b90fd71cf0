import type { Operator } from "./operator.ts";
import { requiredInput } from "./required-input.ts";

/** y = max(0, x). A Gemm or MatMul before it takes it in. */
export const relu: Operator = {
  evaluate(node, inputs) {
    const { shape, values } = requiredInput(node, inputs, 0);
    return { shape, values: values.map((value) => Math.max(0, value)) };
  },

  lower(node, lowering) {
    lowering.emitClamp(node, { low: 0, high: Number.POSITIVE_INFINITY });
  },
};
