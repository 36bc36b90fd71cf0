import { MAX_SHIFT, MIN_SHIFT } from "../../instructions/requantisation.ts";
import type { ConstantType, Instruction } from "../../program/program.ts";
import { type Rows, unpackRows } from "../../tree/row-layout.ts";
import type { LoweredValue } from "../lower/lowered-value.ts";
import type { Lowering } from "../lower/lowering.ts";

/**
 * Where the head has the embedding's weights, gives it the embedding's constant too. Its multipliers then are the
 * embedding's, so that the logits get another scale, up to twice as large.
 * @param logits What the head computes; nothing reads it yet.
 * @returns The logits with their scale.
 */
export function shareEmbedding(lowering: Lowering, logits: LoweredValue): LoweredValue {
  const head = lowering.instructions[logits.value - 1];
  if (head?.op !== "Gemm") return logits;
  for (const gather of lowering.instructions) {
    if (gather.op !== "Gather") continue;
    const [own, shared] = [head, gather].map(({ constant }) => rowsOf(lowering, constant));
    if (own === null || shared === null || !sameWeights(own, shared)) continue;
    const most = shared.multipliers.reduce((best, each, i, all) => (each > all[best] ? i : best), 0);
    const ratio = (own.multipliers[most] / shared.multipliers[most]) * 2 ** (gather.shift - head.shift);
    // The shift that makes the logits no larger than they were, so that none is clamped that was not.
    const steps = Math.floor(Math.log2(ratio));
    const shift = gather.shift - steps;
    if (shift < MIN_SHIFT || shift > MAX_SHIFT) continue;
    lowering.instructions[logits.value - 1] = { ...head, constant: gather.constant, shift };
    return { ...logits, scale: (logits.scale * ratio) / 2 ** steps };
  }
  return logits;
}

function rowsOf({ constantTypes, constants }: Lowering, index: number): Rows | null {
  const type = constantTypes[index];
  return type.kind === "rows" ? unpackRows(type, constants[index]) : null;
}

function sameWeights(a: Rows, b: Rows): boolean {
  const isUnbiased = [a, b].every(({ bias }) => bias.every((each) => each === 0));
  return isUnbiased && a.bias.length === b.bias.length && a.weights.every((weight, i) => weight === b.weights[i]);
}

/** Constants of which none is there twice and none unused, and the instructions that have them. */
export function distinctConstants(
  { constantTypes, constants }: Pick<Lowering, "constantTypes" | "constants">,
  instructions: readonly Instruction[],
): { types: ConstantType[]; constants: Uint8Array[]; instructions: Instruction[] } {
  const kept: number[] = [];
  const numbers = new Map<number, number>();
  const numberOf = (index: number) => {
    const isSame = (other: number) =>
      JSON.stringify(constantTypes[other]) === JSON.stringify(constantTypes[index]) &&
      constants[other].every((byte, i) => byte === constants[index][i]);
    const known = numbers.get(index) ?? kept.findIndex(isSame);
    const number = known >= 0 ? known : kept.push(index) - 1;
    numbers.set(index, number);
    return number;
  };
  const renumbered = instructions.map((instruction) =>
    "constant" in instruction ? { ...instruction, constant: numberOf(instruction.constant) } : instruction,
  );
  return {
    types: kept.map((index) => constantTypes[index]),
    constants: kept.map((index) => constants[index]),
    instructions: renumbered,
  };
}
