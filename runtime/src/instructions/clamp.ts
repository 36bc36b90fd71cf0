import { DTYPES } from "../program/dtype.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

/** y = min(high, max(low, x)), element by element: a ReLU that no Gemm could take in, or the cast from uint8. */
export interface ClampInstruction {
  readonly op: "Clamp";
  readonly operands: readonly [number];
  readonly low: number;
  readonly high: number;
  readonly output: TensorType;
}

export const clampRule: InstructionRule<ClampInstruction> = {
  opcode: 1,
  operandCount: 1,
  hasConstant: false,
  attributeNames: ["low", "high"],

  build: ({ operands, attributes, output }) => ({
    op: "Clamp",
    operands: [operands[0]],
    low: attributes.low,
    high: attributes.high,
    output,
  }),
  attributes: ({ low, high }) => [low, high],

  check({ low, high, output }, { where, operandTypes: [operand] }) {
    expectDType(`${where}.operand`, operand, "uint8", "int16");
    expectDType(`${where}.output`, output, "int16");
    expectSameShape(`${where}.output`, output, operand.shape);
    const { min, max } = DTYPES.int16;
    expectInteger(`${where}.low`, low, min, max);
    expectInteger(`${where}.high`, high, low, max);
  },
};
