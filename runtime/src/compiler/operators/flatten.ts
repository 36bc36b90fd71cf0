import type { Operator } from "./operator.ts";
import { requiredInput } from "./required-input.ts";

/** The dimensions before `axis` become one, and those from it on another. */
export const flatten: Operator = {
  evaluate(node, inputs) {
    const { shape, values } = requiredInput(node, inputs, 0);
    const given = node.attributes.get("axis")?.integer ?? 1;
    const axis = given < 0 ? given + shape.length : given;
    const rows = shape.slice(0, axis).reduce((product, dimension) => product * dimension, 1);
    return { shape: [rows, values.length / rows], values };
  },

  lower(node, lowering) {
    lowering.alias(node);
  },
};
