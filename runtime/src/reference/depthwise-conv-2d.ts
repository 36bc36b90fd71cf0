import type { DepthwiseConv2DInstruction } from "../instructions/depthwise-conv-2d.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Reference } from "./execute-instruction.ts";
import { forEachWindow } from "./for-each-window.ts";
import { requantiseClamped } from "./requantise-clamped.ts";

export const referenceDepthwiseConv2D: Reference<DepthwiseConv2DInstruction> = (instruction, state) => {
  const { output } = instruction;
  const type = valueType(state.program, instruction.operands[0]);
  const x = state.values[instruction.operands[0]];
  const { weights, bias, multipliers } = state.constants[instruction.constant];
  const channels = output.shape[3];
  const columns = weights.length / channels;
  const y = new Int32Array(elementCount(output));
  forEachWindow(instruction, type, output, (out, taps) => {
    for (let c = 0; c < channels; c++) {
      let accumulator = bias[c];
      for (const { index, offset } of taps)
        accumulator = (accumulator + x[offset + c] * weights[c * columns + index]) | 0;
      y[out + c] = requantiseClamped(accumulator, multipliers[c], instruction);
    }
  });
  return y;
};
