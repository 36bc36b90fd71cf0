import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectRows, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectRequantisation, type Requantisation } from "./requantisation.ts";
import { expectShortRows, pairShape, rowShape } from "./row-rule.ts";

/**
 * Normalises each row of x, int16 [..., columns], columns <= 4096; y has x's type and shape.
 *
 * Operands: x; its rows' [m, h] (a SqrtReciprocal, int32 [..., 2]); for LayerNorm also its rows' sums s (a RowSum,
 * int32 [...]), which RMSNorm leaves out: s is 0 then. The constant is of kind "rows", [columns, 1]: for each column a
 * bias, a multiplier M and one weight w.
 *
 * u = columns * x[r, c] - s[r]   modulo 2^32
 * t = (u * (m mod 2^31)) >> ((h mod 32) + 13)   the normalised element with 16 fraction bits
 * y[r, c] = clamp(requantise(bias[c] + t * w[c] modulo 2^32, M[c], shift))
 *
 * So 2^16 * w * M / 2^shift stands for gamma over the output's scale, bias * M / 2^shift for beta over it.
 */
export interface NormApplyInstruction extends Requantisation {
  readonly op: "NormApply";
  readonly operands: readonly [number, number] | readonly [number, number, number];
  readonly constant: number;
  readonly output: TensorType;
}

export const normApplyRule: InstructionRule<NormApplyInstruction> = {
  opcode: 24,
  operandCount: 2,
  optionalOperands: 1,
  hasConstant: true,
  attributeNames: ["shift", "low", "high"],

  build: ({ operands, constant, attributes, output }) => ({
    op: "NormApply",
    operands: operands.length === 2 ? [operands[0], operands[1]] : [operands[0], operands[1], operands[2]],
    constant,
    shift: attributes.shift,
    low: attributes.low,
    high: attributes.high,
    output,
  }),
  attributes: ({ shift, low, high }) => [shift, low, high],

  check({ shift, low, high, output }, context) {
    const {
      where,
      operandTypes: [x, reciprocal, sums],
    } = context;
    expectDType(`${where}.operand`, x, "int16");
    expectShortRows(`${where}.operand`, x);
    expectDType(`${where}.reciprocal`, reciprocal, "int32");
    expectSameShape(`${where}.reciprocal`, reciprocal, pairShape(x));
    if (sums !== undefined) {
      expectDType(`${where}.sums`, sums, "int32");
      expectSameShape(`${where}.sums`, sums, rowShape(x));
    }
    const { rows, columns } = expectRows(context);
    expectInteger(`${where}.constant.columns`, columns, 1, 1);
    const length = x.shape[x.shape.length - 1];
    expectInteger(`${where}.constant.rows`, rows, length, length);
    expectDType(`${where}.output`, output, "int16");
    expectSameShape(`${where}.output`, output, x.shape);
    expectRequantisation(where, { shift, low, high });
  },
};
