import type { SampleInstruction } from "../instructions/sample.ts";
import type { Reference } from "./execute-instruction.ts";
import { philox } from "./philox.ts";
import { requantise } from "./requantise.ts";

export const referenceSample: Reference<SampleInstruction> = (instruction, state) => {
  const { operands, constant, multiplier, shift } = instruction;
  const gumbel = state.tables[constant];
  const [s0, s1, s2, s3] = state.step.seed;
  let best = { index: 0, score: Number.NEGATIVE_INFINITY };
  state.values[operands[0]].forEach((logit, index) => {
    const word = philox([Math.floor(index / 4), state.step.number, s2, s3], [s0, s1])[index % 4];
    const score = requantise(logit, multiplier, shift) + gumbel[bin(word)];
    if (score > best.score) best = { index, score };
  });
  return Int32Array.of(best.index);
};

/** Which of the table's 32 * 256 parts of the unit interval a word lies in: the power of two, then 8 bits. */
function bin(word: number): number {
  if (word === 0) return 8191;
  const zeros = Math.clz32(word);
  return 256 * zeros + Number(((BigInt(word) << BigInt(zeros + 1)) & 0xffffffffn) >> 24n);
}
