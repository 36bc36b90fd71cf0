import type { AttentionScoresInstruction } from "../instructions/attention-scores.ts";
import { MASKED } from "../instructions/masked.ts";
import { DTYPES } from "../program/dtype.ts";
import type { Reference } from "./execute-instruction.ts";
import { requantise } from "./requantise.ts";

export const referenceAttentionScores: Reference<AttentionScoresInstruction> = (instruction, state) => {
  const { operands, multiplier, shift, output } = instruction;
  const [q, keys] = [state.values[operands[0]], state.values[operands[1]]];
  const [heads, steps] = output.shape;
  const headSize = q.length / heads;
  const keyWidth = keys.length / steps;
  const { min, max } = DTYPES.int16;
  return Int32Array.from({ length: heads * steps }, (_, i) => {
    const [head, j] = [Math.floor(i / steps), i % steps];
    if (j > state.step.number) return MASKED;
    const keyHead = Math.floor((head * keyWidth) / q.length);
    let accumulator = 0;
    for (let d = 0; d < headSize; d++) {
      accumulator = (accumulator + q[head * headSize + d] * keys[j * keyWidth + keyHead * headSize + d]) | 0;
    }
    return Math.min(max, Math.max(min, requantise(accumulator, multiplier, shift)));
  });
};
