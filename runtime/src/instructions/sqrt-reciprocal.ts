import { ProgramError } from "../program/program-error.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

/** Largest epsilon: with it the sum stays below 2^56. */
const MAX_EPSILON = 2 ** 52;

/**
 * One over the square root of each pair of limbs of x, int32 [..., 2], as a mantissa and an exponent: y is int32
 * [..., 2] = [m, h], 1 / sqrt(v) = m / 2^(h + 29), 2^29 <= m <= 2^30, 1 <= h <= 28.
 *
 * v = (x[1] mod 2^23) * 2^32 + (x[0] mod 2^32) + epsilon, 1 <= epsilon <= 2^52; h = half the bit length of v, rounded
 * up; m = the largest integer with m^2 * v <= 2^(2h + 58).
 */
export interface SqrtReciprocalInstruction {
  readonly op: "SqrtReciprocal";
  readonly operands: readonly [number];
  readonly epsilon: number;
  readonly output: TensorType;
}

export const sqrtReciprocalRule: InstructionRule<SqrtReciprocalInstruction> = {
  opcode: 23,
  operandCount: 1,
  hasConstant: false,
  attributeNames: ["epsilon"],

  build: ({ operands, attributes, output }) => ({
    op: "SqrtReciprocal",
    operands: [operands[0]],
    epsilon: attributes.epsilon,
    output,
  }),
  attributes: ({ epsilon }) => [epsilon],

  check({ epsilon, output }, { where, operandTypes: [operand] }) {
    expectDType(`${where}.operand`, operand, "int32");
    if (operand.shape[operand.shape.length - 1] !== 2) {
      throw new ProgramError(`${where}.operand`, "pairs: a last dimension of 2", `[${operand.shape.join(", ")}]`);
    }
    expectInteger(`${where}.epsilon`, epsilon, 1, MAX_EPSILON);
    expectDType(`${where}.output`, output, "int32");
    expectSameShape(`${where}.output`, output, operand.shape);
  },
};
