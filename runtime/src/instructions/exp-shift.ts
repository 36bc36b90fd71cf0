import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectShortRows, rowShape } from "./row-rule.ts";
import { expectScale, MIN_NARROW_SHIFT } from "./scale-rule.ts";

/**
 * y = 2^-z in Q15, the numerators of a softmax. Operands: x, int16 [..., columns], columns <= 4096; its rows' largest
 * elements m (a RowMax, int16 [...]). y is int16, x's shape, 0 to 32767.
 *
 * z = requantise(max(0, m[r] - x[r, c]), multiplier, shift)   8 fraction bits; n = z >> 8, i = z mod 256
 * y[r, c] = 0 if x = -32768 or n > 15, else (EXP2[i] + 2^n / 2 rounded down) >> n
 *
 * -32768, which no clamp gives, is a masked element. EXP2[i] is 32767 * 2^(-i/256), rounded. multiplier / 2^shift
 * stands for x's scale times 256 / ln 2; 16 <= shift <= 62, 0 <= multiplier < 2^31.
 */
export interface ExpShiftInstruction {
  readonly op: "ExpShift";
  readonly operands: readonly [number, number];
  readonly multiplier: number;
  readonly shift: number;
  readonly output: TensorType;
}

export const expShiftRule: InstructionRule<ExpShiftInstruction> = {
  opcode: 25,
  operandCount: 2,
  hasConstant: false,
  attributeNames: ["multiplier", "shift"],

  build: ({ operands, attributes, output }) => ({
    op: "ExpShift",
    operands: [operands[0], operands[1]],
    multiplier: attributes.multiplier,
    shift: attributes.shift,
    output,
  }),
  attributes: ({ multiplier, shift }) => [multiplier, shift],

  check({ multiplier, shift, output }, { where, operandTypes: [x, max] }) {
    expectDType(`${where}.operand`, x, "int16");
    expectShortRows(`${where}.operand`, x);
    expectDType(`${where}.max`, max, "int16");
    expectSameShape(`${where}.max`, max, rowShape(x));
    expectScale(where, { multiplier, shift }, MIN_NARROW_SHIFT);
    expectDType(`${where}.output`, output, "int16");
    expectSameShape(`${where}.output`, output, x.shape);
  },
};
