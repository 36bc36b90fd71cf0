import type { Operator } from "./operator.ts";
import { requiredInput } from "./required-input.ts";

/** y = x. */
export const identity: Operator = {
  evaluate: (node, inputs) => requiredInput(node, inputs, 0),

  lower(node, lowering) {
    lowering.alias(node);
  },
};
