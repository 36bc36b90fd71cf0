import { CompileError } from "../compile-error.ts";
import { describeNode } from "../onnx/onnx-graph.ts";
import type { Operator } from "./operator.ts";
import { requiredInput } from "./required-input.ts";

/** The same values in another shape: 0 keeps a dimension, one -1 takes what is left. */
export const reshape: Operator = {
  evaluate(node, inputs) {
    const { shape, values } = requiredInput(node, inputs, 0);
    if (node.attributes.get("allowzero")?.integer === 1) throw new CompileError(`${describeNode(node)}: allowzero = 1`);
    const wanted = [...requiredInput(node, inputs, 1).values].map((size, i) => (size === 0 ? shape[i] : size));
    const known = wanted.reduce((product, size) => (size === -1 ? product : product * size), 1);
    const result = wanted.map((size) => (size === -1 ? values.length / known : size));
    if (result.reduce((product, size) => product * size, 1) !== values.length || !result.every(Number.isInteger)) {
      throw new CompileError(`${describeNode(node)}: [${shape.join(", ")}] has no shape [${wanted.join(", ")}]`);
    }
    return { shape: result, values };
  },

  lower(node, lowering) {
    lowering.alias(node);
  },
};
