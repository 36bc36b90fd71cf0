import type { SampleInstruction } from "../instructions/sample.ts";
import type { Reference, StepState } from "./execute-instruction.ts";
import { philox } from "./philox.ts";
import { requantise } from "./requantise.ts";

type SampleStep = Pick<StepState, "number" | "seed">;

export const referenceSample: Reference<SampleInstruction> = (instruction, { values, tables, step }) =>
  Int32Array.of(sampleIndex(instruction, values[instruction.operands[0]], tables[instruction.constant], step));

/** The index of the largest score; of equal ones the lowest. */
export function sampleIndex(
  { multiplier, shift }: SampleInstruction,
  logits: Int32Array,
  gumbel: Int32Array,
  step: SampleStep,
): number {
  let best = { index: 0, score: Number.NEGATIVE_INFINITY };
  logits.forEach((logit, index) => {
    const score = requantise(logit, multiplier, shift) + gumbel[gumbelBin(step, index)];
    if (score > best.score) best = { index, score };
  });
  return best.index;
}

/** Which element of the table of noise a logit's is. */
export function gumbelBin({ number, seed: [s0, s1, s2, s3] }: SampleStep, index: number): number {
  return bin(philox([Math.floor(index / 4), number, s2, s3], [s0, s1])[index % 4]);
}

/** Which of the table's 32 * 256 parts of the unit interval a word lies in: the power of two, then 8 bits. */
function bin(word: number): number {
  if (word === 0) return 8191;
  const zeros = Math.clz32(word);
  return 256 * zeros + Number(((BigInt(word) << BigInt(zeros + 1)) & 0xffffffffn) >> 24n);
}
