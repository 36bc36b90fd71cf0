import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, expectTable, type InstructionRule } from "./instruction-rule.ts";
import { expectScale, MIN_NARROW_SHIFT } from "./scale-rule.ts";
import { expectStepProgram } from "./step-rule.ts";

/** Elements of the Gumbel table: 32 powers of two, 256 parts of each. `gumbelTable` of the compiler makes one. */
export const GUMBEL_ENTRIES = 8192;

/**
 * Seeded sampling by the Gumbel-max trick. x is int16, n logits; y is int32 [1], the index of the largest score, of
 * equal ones the lowest. The constant is of kind "table", int16 [1, 8192], g.
 *
 * score[i] = requantise(x[i], multiplier, shift) + g[bin(u[i])]; u[i] = word i mod 4 of Philox4x32-10 with counter
 * (floor(i / 4), step, seed[2], seed[3]) and key (seed[0], seed[1]), seed being four little-endian uint32;
 * bin(u) = 256 * k + m, where k = number of leading zero bits of u (at most 31) and m = the 8 bits after its first one
 * bit, (u << (k + 1)) >> 24 as uint32; bin(0) = 8191.
 *
 * multiplier / 2^shift stands for x's scale over the temperature times the table's units per nat; 16 <= shift <= 62.
 * Only step programs have it.
 */
export interface SampleInstruction {
  readonly op: "Sample";
  readonly operands: readonly [number];
  readonly constant: number;
  readonly multiplier: number;
  readonly shift: number;
  readonly output: TensorType;
}

export const sampleRule: InstructionRule<SampleInstruction> = {
  opcode: 29,
  operandCount: 1,
  hasConstant: true,
  attributeNames: ["multiplier", "shift"],

  build: ({ operands, constant, attributes, output }) => ({
    op: "Sample",
    operands: [operands[0]],
    constant,
    multiplier: attributes.multiplier,
    shift: attributes.shift,
    output,
  }),
  attributes: ({ multiplier, shift }) => [multiplier, shift],

  check({ multiplier, shift, output }, context) {
    const {
      where,
      operandTypes: [x],
    } = context;
    expectStepProgram(context);
    expectDType(`${where}.operand`, x, "int16");
    const table = expectTable(context, "int16");
    expectInteger(`${where}.constant.rows`, table.rows, 1, 1);
    expectInteger(`${where}.constant.columns`, table.columns, GUMBEL_ENTRIES, GUMBEL_ENTRIES);
    expectScale(where, { multiplier, shift }, MIN_NARROW_SHIFT);
    expectDType(`${where}.output`, output, "int32");
    expectSameShape(`${where}.output`, output, [1]);
  },
};
