import type { GemmInstruction } from "../instructions/gemm.ts";
import type { Reference } from "./execute-instruction.ts";
import { requantise } from "./requantise.ts";

export const referenceGemm: Reference<GemmInstruction> = (instruction, { program, values, constants }) => {
  const { shift, low, high, output } = instruction;
  const x = values[instruction.operands[0]];
  const { weights, bias, multipliers } = constants[instruction.constant];
  const { columns } = program.constants[instruction.constant];
  const [rows, channels] = output.shape;
  const y = new Int32Array(rows * channels);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < channels; c++) {
      // Modulo 2^32 at every step: the same as modulo 2^32 at the end, in any order.
      let accumulator = bias[c];
      for (let k = 0; k < columns; k++) accumulator = (accumulator + x[r * columns + k] * weights[c * columns + k]) | 0;
      y[r * channels + c] = Math.min(high, Math.max(low, requantise(accumulator, multipliers[c], shift)));
    }
  }
  return y;
};
