import type { Conv2DInstruction } from "../instructions/conv-2d.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Reference } from "./execute-instruction.ts";
import { forEachWindow } from "./for-each-window.ts";
import { requantiseClamped } from "./requantise-clamped.ts";

export const referenceConv2D: Reference<Conv2DInstruction> = (instruction, { program, values, constants }) => {
  const { output } = instruction;
  const type = valueType(program, instruction.operands[0]);
  const x = values[instruction.operands[0]];
  const { weights, bias, multipliers } = constants[instruction.constant];
  const [inputs, channels] = [type.shape[3], output.shape[3]];
  const columns = weights.length / channels;
  const y = new Int32Array(elementCount(output));
  forEachWindow(instruction, type, output, (out, taps) => {
    for (let c = 0; c < channels; c++) {
      let accumulator = bias[c];
      for (const { index, offset } of taps) {
        const w = c * columns + index * inputs;
        for (let k = 0; k < inputs; k++) accumulator = (accumulator + x[offset + k] * weights[w + k]) | 0;
      }
      y[out + c] = requantiseClamped(accumulator, multipliers[c], instruction);
    }
  });
  return y;
};
