import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectShortRows, pairShape } from "./row-rule.ts";

/**
 * The spread of each row of x, int16 [..., columns], columns <= 4096, in two limbs: y is int32 [..., 2].
 *
 * q = columns * (sum of x^2) - centred * (sum of x)^2, exact, at most 2^54; y[r] = [q mod 2^32 as int32, q >> 32].
 * q / columns^2 is the mean square (`centred` 0: RMSNorm) or the variance (`centred` 1: LayerNorm).
 */
export interface RowSumSqInstruction {
  readonly op: "RowSumSq";
  readonly operands: readonly [number];
  readonly centred: number;
  readonly output: TensorType;
}

export const rowSumSqRule: InstructionRule<RowSumSqInstruction> = {
  opcode: 22,
  operandCount: 1,
  hasConstant: false,
  attributeNames: ["centred"],

  build: ({ operands, attributes, output }) => ({
    op: "RowSumSq",
    operands: [operands[0]],
    centred: attributes.centred,
    output,
  }),
  attributes: ({ centred }) => [centred],

  check({ centred, output }, { where, operandTypes: [operand] }) {
    expectDType(`${where}.operand`, operand, "int16");
    expectShortRows(`${where}.operand`, operand);
    expectInteger(`${where}.centred`, centred, 0, 1);
    expectDType(`${where}.output`, output, "int32");
    expectSameShape(`${where}.output`, output, pairShape(operand));
  },
};
