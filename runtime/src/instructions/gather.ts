import { elementCount, type TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectRows, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { MAX_SHIFT, MIN_SHIFT } from "./requantisation.ts";

/**
 * Rows of the constant (kind "rows", [rows, columns]: an embedding) by index. Operand: int32 or uint8, n elements;
 * y is int16 [n, columns].
 *
 * y[i, c] = saturate(requantise(bias[j] + w[j, c] * 2^16 modulo 2^32, M[j], shift)), j = x[i];
 * 0 where j < 0 or j >= rows.
 *
 * The constant may be the one of a Gemm (tied weights): its M are proportional to the same weights' scales.
 */
export interface GatherInstruction {
  readonly op: "Gather";
  readonly operands: readonly [number];
  readonly constant: number;
  readonly shift: number;
  readonly output: TensorType;
}

export const gatherRule: InstructionRule<GatherInstruction> = {
  opcode: 27,
  operandCount: 1,
  hasConstant: true,
  attributeNames: ["shift"],

  build: ({ operands, constant, attributes, output }) => ({
    op: "Gather",
    operands: [operands[0]],
    constant,
    shift: attributes.shift,
    output,
  }),
  attributes: ({ shift }) => [shift],

  check({ shift, output }, context) {
    const {
      where,
      operandTypes: [operand],
    } = context;
    expectDType(`${where}.operand`, operand, "int32", "uint8");
    const { columns } = expectRows(context);
    expectInteger(`${where}.shift`, shift, MIN_SHIFT, MAX_SHIFT);
    expectDType(`${where}.output`, output, "int16");
    expectSameShape(`${where}.output`, output, [elementCount(operand), columns]);
  },
};
