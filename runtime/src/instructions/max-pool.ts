import type { TensorType } from "../program/tensor-type.ts";
import { expectFootprint, runsFootprint } from "./footprint.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectWindow, MAX_RUNS, WINDOW_ATTRIBUTES, type Window, windowOf, windowWords } from "./window.ts";

/**
 * y[n, oh, ow, c] = the largest x[n, h, w, c] of the window; positions outside x do not count, and a window that has no
 * position in x gives -32768.
 *
 * x is int16 [batch, height, width, channels], y is int16 [batch, height', width', channels]; at most 64 positions.
 */
export interface MaxPoolInstruction extends Window {
  readonly op: "MaxPool";
  readonly operands: readonly [number];
  readonly output: TensorType;
}

export const maxPoolRule: InstructionRule<MaxPoolInstruction> = {
  opcode: 7,
  operandCount: 1,
  hasConstant: false,
  attributeNames: WINDOW_ATTRIBUTES,

  build: (fields) => ({
    op: "MaxPool",
    operands: [fields.operands[0]],
    ...windowOf(fields),
    output: fields.output,
  }),
  attributes: windowWords,

  check(instruction, { where, operandTypes: [operand] }) {
    expectPool(where, instruction, operand, instruction.output);
  },
};

/** @throws ProgramError unless this is a pool of int16 [batch, height, width, channels] within the cap. */
export function expectPool(where: string, window: Window, operand: TensorType, output: TensorType): void {
  expectDType(`${where}.operand`, operand, "int16");
  expectDType(`${where}.output`, output, "int16");
  expectWindow(where, window, operand, output);
  const positions = window.kernelHeight * window.kernelWidth;
  expectInteger(`${where}.runs`, positions, 1, MAX_RUNS);
  expectSameShape(`${where}.output`, output, [...output.shape.slice(0, 3), operand.shape[3]]);
  expectFootprint(where, runsFootprint(operand, positions, 1));
}
