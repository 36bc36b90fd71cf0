import type { TensorType } from "../program/tensor-type.ts";
import { expectFootprint, runsFootprint } from "./footprint.ts";
import { expectDType, expectInteger, expectRows, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectRequantisation, type Requantisation } from "./requantisation.ts";
import { expectWindow, MAX_RUNS, WINDOW_ATTRIBUTES, type Window, windowOf, windowWords } from "./window.ts";

/**
 * y[n, oh, ow, c] = clamp(requantise(bias[c] + sum over i, j of x[n, h(oh, i), w(ow, j), c] * weight[c, i, j])), where
 * positions outside x are 0.
 *
 * x is int16 [batch, height, width, channels], y is int16 [batch, height', width', channels]; the constant's rows are
 * [channels, kernelHeight * kernelWidth], columns in the order (i, j), at most 64 of them.
 */
export interface DepthwiseConv2DInstruction extends Requantisation, Window {
  readonly op: "DepthwiseConv2D";
  readonly operands: readonly [number];
  readonly constant: number;
  readonly output: TensorType;
}

export const depthwiseConv2DRule: InstructionRule<DepthwiseConv2DInstruction> = {
  opcode: 6,
  operandCount: 1,
  hasConstant: true,
  attributeNames: ["shift", "low", "high", ...WINDOW_ATTRIBUTES],

  build: (fields) => ({
    op: "DepthwiseConv2D",
    operands: [fields.operands[0]],
    constant: fields.constant,
    ...windowOf(fields),
    shift: fields.attributes.shift,
    low: fields.attributes.low,
    high: fields.attributes.high,
    output: fields.output,
  }),
  attributes: (instruction) => [instruction.shift, instruction.low, instruction.high, ...windowWords(instruction)],

  check(instruction, context) {
    const { where, operandTypes } = context;
    const [operand] = operandTypes;
    const { rows, columns } = expectRows(context);
    const { output, kernelHeight, kernelWidth } = instruction;
    expectDType(`${where}.operand`, operand, "int16");
    expectDType(`${where}.output`, output, "int16");
    expectWindow(where, instruction, operand, output);
    const [batch, , , channels] = operand.shape;
    const terms = kernelHeight * kernelWidth;
    expectInteger(`${where}.runs`, terms, 1, MAX_RUNS);
    expectInteger(`${where}.constant.columns`, columns, terms, terms);
    expectInteger(`${where}.constant.rows`, rows, channels, channels);
    expectSameShape(`${where}.output`, output, [batch, output.shape[1], output.shape[2], channels]);
    expectRequantisation(where, instruction);
    expectFootprint(where, runsFootprint(operand, terms, 1));
  },
};
