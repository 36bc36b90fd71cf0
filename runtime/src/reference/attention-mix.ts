import type { AttentionMixInstruction } from "../instructions/attention-mix.ts";
import { DTYPES } from "../program/dtype.ts";
import { valueType } from "../program/program.ts";
import type { Reference } from "./execute-instruction.ts";
import { requantise } from "./requantise.ts";

export const referenceAttentionMix: Reference<AttentionMixInstruction> = (instruction, state) => {
  const { operands, multiplier, shift, output } = instruction;
  const [p, v] = [state.values[operands[0]], state.values[operands[1]]];
  const [heads, steps] = valueType(state.program, operands[0]).shape;
  const width = output.shape[1];
  const headSize = width / heads;
  const valueWidth = v.length / steps;
  const { min, max } = DTYPES.int16;
  return Int32Array.from({ length: width }, (_, i) => {
    const head = Math.floor(i / headSize);
    const row = Math.floor((head * valueWidth) / width) * headSize + (i % headSize);
    let accumulator = 0;
    for (let j = 0; j <= state.step.number; j++)
      accumulator = (accumulator + p[head * steps + j] * v[row * steps + j]) | 0;
    return Math.min(max, Math.max(min, requantise(accumulator, multiplier, shift)));
  });
};
