import { DTYPES } from "../program/dtype.ts";
import type { TensorType } from "../program/tensor-type.ts";
import type { InstructionRule } from "./instruction-rule.ts";
import { expectPool } from "./max-pool.ts";
import { expectMultiplier, expectRequantisation, MIN_SUM_SHIFT } from "./requantisation.ts";
import { WINDOW_ATTRIBUTES, type Window, windowOf, windowWords } from "./window.ts";

/**
 * y[n, oh, ow, c] = the sum of x[n, h, w, c] over the window, where positions outside x are 0, requantised and saturated
 * to -32767..32767: an average is a sum whose multiplier includes the division.
 *
 * x is int16 [batch, height, width, channels], y is int16 [batch, height', width', channels]; at most 64 positions.
 * A larger average is taken in two steps, or by RowSum after a Transpose.
 */
export interface SumPoolInstruction extends Window {
  readonly op: "SumPool";
  readonly operands: readonly [number];
  /** 0 to 2^31 - 1. */
  readonly multiplier: number;
  /** 24 to 62. */
  readonly shift: number;
  readonly output: TensorType;
}

export const sumPoolRule: InstructionRule<SumPoolInstruction> = {
  opcode: 8,
  operandCount: 1,
  hasConstant: false,
  attributeNames: ["multiplier", "shift", ...WINDOW_ATTRIBUTES],

  build: (fields) => ({
    op: "SumPool",
    operands: [fields.operands[0]],
    multiplier: fields.attributes.multiplier,
    shift: fields.attributes.shift,
    ...windowOf(fields),
    output: fields.output,
  }),
  attributes: (instruction) => [instruction.multiplier, instruction.shift, ...windowWords(instruction)],

  check(instruction, { where, operandTypes: [operand] }) {
    const { multiplier, shift, output } = instruction;
    expectPool(where, instruction, operand, output);
    expectMultiplier(`${where}.multiplier`, multiplier);
    const { min: low, max: high } = DTYPES.int16;
    expectRequantisation(where, { shift, low, high }, MIN_SUM_SHIFT);
  },
};
