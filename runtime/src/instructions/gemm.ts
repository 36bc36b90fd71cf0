import { ProgramError } from "../program/program-error.ts";
import { elementCount, type TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectRows, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

import { expectRequantisation, type Requantisation } from "./requantisation.ts";
import { MAX_TERMS } from "./window.ts";

/**
 * y[r, c] = clamp(requantise(bias[c] + sum over k of x[r, k] * w[c, k])).
 *
 * x is the operand seen as [rows, columns]; w, bias and the multipliers are the constant [channels, columns]; y is
 * [rows, channels]. The sum is modulo 2^32. requantise(a) = (a * M[c] + 2^(shift - 1)) >> shift, M of 31 bits.
 */
export interface GemmInstruction extends Requantisation {
  readonly op: "Gemm";
  readonly operands: readonly [number];
  readonly constant: number;
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

  check(instruction, context) {
    const { where, operandTypes } = context;
    const [operand] = operandTypes;
    const { output } = instruction;
    const { rows: channels, columns } = expectRows(context);
    expectDType(`${where}.operand`, operand, "int16");
    expectDType(`${where}.output`, output, "int16");
    expectInteger(`${where}.constant.columns`, columns, 1, MAX_TERMS);
    const count = elementCount(operand);
    if (count % columns !== 0) {
      throw new ProgramError(`${where}.operand`, `whole rows of ${columns} elements`, `${count} elements`);
    }
    expectSameShape(`${where}.output`, output, [count / columns, channels]);
    expectRequantisation(where, instruction);
  },
};
