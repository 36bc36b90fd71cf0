import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectShortRows, rowShape } from "./row-rule.ts";

/**
 * y = e / s in Q15, rounded. Operands: e (an ExpShift, int16 [..., columns], columns <= 4096); its rows' sums s (a
 * RowSum, int32 [...]). y is int16, e's shape, 0 to 32767.
 *
 * b = max(1, s[r]); y[r, c] = min(32767, floor((max(0, e[r, c]) * 2^15 + floor(b / 2)) / b))
 */
export interface SoftmaxNormaliseInstruction {
  readonly op: "SoftmaxNormalise";
  readonly operands: readonly [number, number];
  readonly output: TensorType;
}

export const softmaxNormaliseRule: InstructionRule<SoftmaxNormaliseInstruction> = {
  opcode: 26,
  operandCount: 2,
  hasConstant: false,
  attributeNames: [],

  build: ({ operands, output }) => ({ op: "SoftmaxNormalise", operands: [operands[0], operands[1]], output }),
  attributes: () => [],

  check({ output }, { where, operandTypes: [e, sums] }) {
    expectDType(`${where}.operand`, e, "int16");
    expectShortRows(`${where}.operand`, e);
    expectDType(`${where}.sums`, sums, "int32");
    expectSameShape(`${where}.sums`, sums, rowShape(e));
    expectDType(`${where}.output`, output, "int16");
    expectSameShape(`${where}.output`, output, e.shape);
  },
};
