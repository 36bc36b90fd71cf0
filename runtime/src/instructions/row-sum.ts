import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectShortRows, rowShape } from "./row-rule.ts";

/**
 * y[r] = sum of row r of x, exact: at most 4096 elements of 16 bits. x is int16 [..., columns], columns <= 4096; y is
 * int32 [...], [1] of a vector.
 */
export interface RowSumInstruction {
  readonly op: "RowSum";
  readonly operands: readonly [number];
  readonly output: TensorType;
}

export const rowSumRule: InstructionRule<RowSumInstruction> = {
  opcode: 21,
  operandCount: 1,
  hasConstant: false,
  attributeNames: [],

  build: ({ operands, output }) => ({ op: "RowSum", operands: [operands[0]], output }),
  attributes: () => [],

  check({ output }, { where, operandTypes: [operand] }) {
    expectDType(`${where}.operand`, operand, "int16");
    expectShortRows(`${where}.operand`, operand);
    expectDType(`${where}.output`, output, "int32");
    expectSameShape(`${where}.output`, output, rowShape(operand));
  },
};
