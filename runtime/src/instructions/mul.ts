import type { TensorType } from "../program/tensor-type.ts";
import { expectBroadcast } from "./add.ts";
import type { InstructionRule } from "./instruction-rule.ts";
import { expectMultiplier, expectRequantisation, type Requantisation } from "./requantisation.ts";

/**
 * y[i] = clamp(requantise(left[i] * right[i mod n])).
 *
 * `left` is int16 of y's shape. `right` is int16 of n elements and either of the same shape or, leading ones aside, of
 * left's last dimensions.
 */
export interface MulInstruction extends Requantisation {
  readonly op: "Mul";
  /** left, right. */
  readonly operands: readonly [number, number];
  /** 0 to 2^31 - 1. */
  readonly multiplier: number;
  readonly output: TensorType;
}

export const mulRule: InstructionRule<MulInstruction> = {
  opcode: 10,
  operandCount: 2,
  hasConstant: false,
  attributeNames: ["multiplier", "shift", "low", "high"],

  build: ({ operands, attributes: { multiplier, shift, low, high }, output }) => ({
    op: "Mul",
    operands: [operands[0], operands[1]],
    ...{ multiplier, shift, low, high },
    output,
  }),
  attributes: ({ multiplier, shift, low, high }) => [multiplier, shift, low, high],

  check(instruction, { where, operandTypes: [left, right] }) {
    expectBroadcast(where, left, right, instruction.output);
    expectMultiplier(`${where}.multiplier`, instruction.multiplier);
    expectRequantisation(where, instruction);
  },
};
