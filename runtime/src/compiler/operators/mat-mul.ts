import { CompileError } from "../compile-error.ts";
import { describeNode } from "../onnx/onnx-graph.ts";
import { matrixProduct, transpose } from "./matrix-product.ts";
import type { Operator } from "./operator.ts";
import { requiredInput } from "./required-input.ts";

/** y = a * b for matrices. */
export const matMul: Operator = {
  evaluate(node, inputs) {
    const a = requiredInput(node, inputs, 0);
    const b = requiredInput(node, inputs, 1);
    if (a.shape.length !== 2 || b.shape.length !== 2 || a.shape[1] !== b.shape[0]) {
      throw new CompileError(
        `${describeNode(node)}: [${a.shape.join(", ")}] times [${b.shape.join(", ")}] is not supported`,
      );
    }
    return matrixProduct(a, transpose(b));
  },

  lower(node, lowering) {
    lowering.emitLinear(node);
  },
};
