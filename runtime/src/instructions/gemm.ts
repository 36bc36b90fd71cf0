import { DTYPES } from "../program/dtype.ts";
import { ProgramError } from "../program/program-error.ts";
import { elementCount, type TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

/** Shifts of a requantisation. From 32 on, the shifted result of a 31-bit multiplier fits in 32 bits. */
export const MIN_SHIFT = 32;
export const MAX_SHIFT = 62;
/** Longest dot product: a contract must be able to recompute one element within the gas cap. */
const MAX_COLUMNS = 4096;

/**
 * y[r, c] = clamp(requantise(bias[c] + sum over k of x[r, k] * w[c, k])).
 *
 * x is the operand seen as [rows, columns]; w, bias and the multipliers are the constant [channels, columns]; y is
 * [rows, channels]. The sum is modulo 2^32. requantise(a) = (a * M[c] + 2^(shift - 1)) >> shift, M of 31 bits.
 */
export interface GemmInstruction {
  readonly op: "Gemm";
  readonly operands: readonly [number];
  readonly constant: number;
  readonly shift: number;
  readonly low: number;
  readonly high: number;
  readonly output: TensorType;
}

export const gemmRule: InstructionRule<GemmInstruction> = {
  opcode: 2,
  operandCount: 1,
  hasConstant: true,
  attributeNames: ["shift", "low", "high"],

  build: ({ operands, constant, attributes, output }) => ({
    op: "Gemm",
    operands: [operands[0]],
    constant,
    shift: attributes.shift,
    low: attributes.low,
    high: attributes.high,
    output,
  }),
  attributes: ({ shift, low, high }) => [shift, low, high],

  check({ shift, low, high, output }, { where, operandTypes: [operand], constantType }) {
    if (constantType === null) throw new ProgramError(`${where}.constant`, "a constant", "none");
    const { rows: channels, columns } = constantType;
    expectDType(`${where}.operand`, operand, "int16");
    expectDType(`${where}.output`, output, "int16");
    expectInteger(`${where}.constant.columns`, columns, 1, MAX_COLUMNS);
    const count = elementCount(operand);
    if (count % columns !== 0) {
      throw new ProgramError(`${where}.operand`, `whole rows of ${columns} elements`, `${count} elements`);
    }
    expectSameShape(`${where}.output`, output, [count / columns, channels]);
    expectInteger(`${where}.shift`, shift, MIN_SHIFT, MAX_SHIFT);
    const { min, max } = DTYPES.int16;
    expectInteger(`${where}.low`, low, min, max);
    expectInteger(`${where}.high`, high, low, max);
  },
};
