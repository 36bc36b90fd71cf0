import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

/** y[r] = index of the largest element of row r of x; of equal elements the lowest index. x is [..., columns]. */
export interface ArgMaxInstruction {
  readonly op: "ArgMax";
  readonly operands: readonly [number];
  readonly output: TensorType;
}

export const argMaxRule: InstructionRule<ArgMaxInstruction> = {
  opcode: 3,
  operandCount: 1,
  hasConstant: false,
  attributeNames: [],

  build: ({ operands, output }) => ({ op: "ArgMax", operands: [operands[0]], output }),
  attributes: () => [],

  check({ output }, { where, operandTypes: [operand] }) {
    expectDType(`${where}.operand`, operand, "int16");
    expectDType(`${where}.output`, output, "int32");
    const rows = operand.shape.slice(0, -1);
    expectSameShape(`${where}.output`, output, rows.length === 0 ? [1] : rows);
  },
};
