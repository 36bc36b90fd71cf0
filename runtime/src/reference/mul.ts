import type { MulInstruction } from "../instructions/mul.ts";
import type { Reference } from "./execute-instruction.ts";
import { requantiseClamped } from "./requantise-clamped.ts";

export const referenceMul: Reference<MulInstruction> = (instruction, { values }) => {
  const [left, right] = instruction.operands.map((value) => values[value]);
  return left.map((x, i) => requantiseClamped(x * right[i % right.length], instruction.multiplier, instruction));
};
