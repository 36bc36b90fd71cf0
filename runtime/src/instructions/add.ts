import { ProgramError } from "../program/program-error.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectMultiplier, expectRequantisation, MIN_SUM_SHIFT, type Requantisation } from "./requantisation.ts";

/**
 * y[i] = clamp((left[i] * leftMultiplier + right[i mod n] * rightMultiplier + 2^(shift - 1)) >> shift): one rounding for
 * the sum of two values of different scales. A negative multiplier subtracts.
 *
 * `left` is int16 of y's shape. `right` is int16 of n elements and either of the same shape or, leading ones aside, of
 * left's last dimensions: a row that is added to every row.
 */
export interface AddInstruction extends Requantisation {
  readonly op: "Add";
  /** left, right. */
  readonly operands: readonly [number, number];
  /** -(2^31 - 1) to 2^31 - 1. */
  readonly leftMultiplier: number;
  /** -(2^31 - 1) to 2^31 - 1. */
  readonly rightMultiplier: number;
  /** 24 to 62. */
  readonly shift: number;
  readonly output: TensorType;
}

export const addRule: InstructionRule<AddInstruction> = {
  opcode: 9,
  operandCount: 2,
  hasConstant: false,
  attributeNames: ["leftMultiplier", "rightMultiplier", "shift", "low", "high"],

  build: ({ operands, attributes: { leftMultiplier, rightMultiplier, shift, low, high }, output }) => ({
    op: "Add",
    operands: [operands[0], operands[1]],
    ...{ leftMultiplier, rightMultiplier, shift, low, high },
    output,
  }),
  attributes: ({ leftMultiplier, rightMultiplier, shift, low, high }) => [
    ...[leftMultiplier, rightMultiplier, shift, low, high],
  ],

  check(instruction, { where, operandTypes: [left, right] }) {
    const { leftMultiplier, rightMultiplier, output } = instruction;
    expectBroadcast(where, left, right, output);
    expectMultiplier(`${where}.leftMultiplier`, leftMultiplier, -(2 ** 31) + 1);
    expectMultiplier(`${where}.rightMultiplier`, rightMultiplier, -(2 ** 31) + 1);
    expectRequantisation(where, instruction, MIN_SUM_SHIFT);
  },
};

/**
 * @throws ProgramError unless all are int16, `output` has left's shape, and right has it too or, leading ones aside,
 * left's last dimensions.
 */
export function expectBroadcast(where: string, left: TensorType, right: TensorType, output: TensorType): void {
  expectDType(`${where}.left`, left, "int16");
  expectDType(`${where}.right`, right, "int16");
  expectDType(`${where}.output`, output, "int16");
  expectSameShape(`${where}.output`, output, left.shape);
  const first = right.shape.findIndex((dimension) => dimension !== 1);
  const row = first === -1 ? [] : right.shape.slice(first);
  const last = left.shape.slice(left.shape.length - row.length);
  if (row.length > left.shape.length || row.some((dimension, i) => dimension !== last[i])) {
    const [expected, found] = [left.shape.join(", "), right.shape.join(", ")];
    throw new ProgramError(`${where}.right`, `the last dimensions of [${expected}]`, `[${found}]`);
  }
}
