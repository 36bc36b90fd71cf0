import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectShortRows, rowShape } from "./row-rule.ts";

/** y[r] = largest element of row r of x. x is int16 [..., columns], columns <= 4096; y is int16 [...], [1] of a vector. */
export interface RowMaxInstruction {
  readonly op: "RowMax";
  readonly operands: readonly [number];
  readonly output: TensorType;
}

export const rowMaxRule: InstructionRule<RowMaxInstruction> = {
  opcode: 20,
  operandCount: 1,
  hasConstant: false,
  attributeNames: [],

  build: ({ operands, output }) => ({ op: "RowMax", operands: [operands[0]], output }),
  attributes: () => [],

  check({ output }, { where, operandTypes: [operand] }) {
    expectDType(`${where}.operand`, operand, "int16");
    expectShortRows(`${where}.operand`, operand);
    expectDType(`${where}.output`, output, "int16");
    expectSameShape(`${where}.output`, output, rowShape(operand));
  },
};
