import type { GatherInstruction } from "../instructions/gather.ts";
import { DTYPES } from "../program/dtype.ts";
import type { Reference } from "./execute-instruction.ts";
import { requantise } from "./requantise.ts";

export const referenceGather: Reference<GatherInstruction> = (instruction, state) => {
  const { operands, constant, shift, output } = instruction;
  const { weights, bias, multipliers } = state.constants[constant];
  const columns = output.shape[1];
  const { min, max } = DTYPES.int16;
  const y = new Int32Array(output.shape[0] * columns);
  state.values[operands[0]].forEach((j, i) => {
    if (j < 0 || j >= bias.length) return;
    for (let c = 0; c < columns; c++) {
      const accumulator = (bias[j] + weights[j * columns + c] * 2 ** 16) | 0;
      y[i * columns + c] = Math.min(max, Math.max(min, requantise(accumulator, multipliers[j], shift)));
    }
  });
  return y;
};
