import { CompileError } from "../compile-error.ts";
import { describeNode } from "../onnx/onnx-graph.ts";
import { broadcastAdd } from "./broadcast-add.ts";
import type { Operator } from "./operator.ts";
import { requiredInput } from "./required-input.ts";

/** y = a + b. Supported as the bias of a MatMul, which takes it in. */
export const add: Operator = {
  evaluate(node, inputs) {
    const a = requiredInput(node, inputs, 0);
    const b = requiredInput(node, inputs, 1);
    const sum = broadcastAdd(a, b) ?? broadcastAdd(b, a);
    if (sum === null) {
      throw new CompileError(`${describeNode(node)}: [${a.shape.join(", ")}] + [${b.shape.join(", ")}]`);
    }
    return sum;
  },

  lower(node) {
    throw new CompileError(`${describeNode(node)}: Add is supported only as the constant bias of a MatMul before it`);
  },
};
