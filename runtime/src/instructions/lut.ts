import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, expectTable, type InstructionRule } from "./instruction-rule.ts";

/** Knots of a table: x / 128 from -256 to 256. */
export const LUT_ENTRIES = 513;

/**
 * A function of one number by a table t with linear interpolation, element by element: with i = 256 + (x >> 7) and
 * o = x & 127, y = t[i] + (((t[i + 1] - t[i]) * o + 64) >> 7).
 *
 * x and y are int16 of one shape; the constant is a table of int16 [1, 513]: t[256 + k] is the function at x = 128 * k.
 */
export interface LutInstruction {
  readonly op: "Lut";
  readonly operands: readonly [number];
  readonly constant: number;
  readonly output: TensorType;
}

export const lutRule: InstructionRule<LutInstruction> = {
  opcode: 11,
  operandCount: 1,
  hasConstant: true,
  attributeNames: [],

  build: ({ operands, constant, output }) => ({ op: "Lut", operands: [operands[0]], constant, output }),
  attributes: () => [],

  check({ output }, context) {
    const { where, operandTypes } = context;
    const [operand] = operandTypes;
    const { rows, columns } = expectTable(context, "int16");
    expectInteger(`${where}.constant entries`, rows * columns, LUT_ENTRIES, LUT_ENTRIES);
    expectDType(`${where}.operand`, operand, "int16");
    expectDType(`${where}.output`, output, "int16");
    expectSameShape(`${where}.output`, output, operand.shape);
  },
};
