import { CompileError } from "../compile-error.ts";
import { describeNode } from "../onnx/onnx-graph.ts";
import type { Operator } from "./operator.ts";

/** A tensor, a number or a list of numbers that stands in the graph. */
export const constant: Operator = {
  evaluate(node) {
    const tensor = node.attributes.get("value")?.tensor;
    if (tensor !== undefined) return tensor;
    const number = node.attributes.get("value_float")?.float ?? node.attributes.get("value_int")?.integer;
    if (number !== undefined) return { shape: [], values: Float64Array.of(number) };
    const integers = node.attributes.get("value_ints")?.integers;
    if (integers !== undefined) return { shape: [integers.length], values: Float64Array.from(integers) };
    throw new CompileError(`${describeNode(node)}: its value is of a kind that is not supported`);
  },

  lower(node) {
    throw new CompileError(`${describeNode(node)} was not folded`);
  },
};
