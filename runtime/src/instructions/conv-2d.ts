import type { TensorType } from "../program/tensor-type.ts";
import { expectFootprint, runsFootprint } from "./footprint.ts";
import { expectDType, expectInteger, expectRows, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectRequantisation, type Requantisation } from "./requantisation.ts";
import { expectWindow, MAX_RUNS, MAX_TERMS, WINDOW_ATTRIBUTES, type Window, windowOf, windowWords } from "./window.ts";

/**
 * y[n, oh, ow, c] = clamp(requantise(bias[c] + sum over i, j, k of x[n, h(oh, i), w(ow, j), k] * weight[c, i, j, k])),
 * where positions outside x are 0.
 *
 * x is int16 [batch, height, width, inputs], y is int16 [batch, height', width', channels]; the constant's rows are
 * [channels, kernelHeight * kernelWidth * inputs], columns in the order (i, j, k). Channels come last, so that a row of
 * a window is one run of x and of the weights. At most 4096 columns; at most 64 runs: kernelHeight of them, or
 * kernelHeight * kernelWidth where dilationWidth is not 1.
 */
export interface Conv2DInstruction extends Requantisation, Window {
  readonly op: "Conv2D";
  readonly operands: readonly [number];
  readonly constant: number;
  readonly output: TensorType;
}

export const conv2DRule: InstructionRule<Conv2DInstruction> = {
  opcode: 5,
  operandCount: 1,
  hasConstant: true,
  attributeNames: ["shift", "low", "high", ...WINDOW_ATTRIBUTES],

  build: (fields) => ({
    op: "Conv2D",
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
    const { rows: channels, columns } = expectRows(context);
    const { output, kernelHeight, kernelWidth } = instruction;
    expectDType(`${where}.operand`, operand, "int16");
    expectDType(`${where}.output`, output, "int16");
    expectWindow(where, instruction, operand, output);
    const [batch, , , inputs] = operand.shape;
    const terms = kernelHeight * kernelWidth * inputs;
    expectInteger(`${where}.terms`, terms, 1, MAX_TERMS);
    expectInteger(`${where}.constant.columns`, columns, terms, terms);
    expectInteger(`${where}.runs`, windowRuns(instruction), 1, MAX_RUNS);
    expectSameShape(`${where}.output`, output, [batch, output.shape[1], output.shape[2], channels]);
    expectRequantisation(where, instruction);
    const runs = windowRuns(instruction);
    expectFootprint(where, runsFootprint(operand, runs, terms / runs));
  },
};

/** Contiguous runs of the operand that a window over all channels consists of. */
export function windowRuns({ kernelHeight, kernelWidth, dilationWidth }: Window): number {
  return dilationWidth === 1 ? kernelHeight : kernelHeight * kernelWidth;
}
