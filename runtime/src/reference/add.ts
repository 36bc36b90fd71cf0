import type { AddInstruction } from "../instructions/add.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceAdd: Reference<AddInstruction> = (instruction, { values }) => {
  const { leftMultiplier, rightMultiplier, shift, low, high } = instruction;
  const [left, right] = instruction.operands.map((value) => values[value]);
  const half = 1n << BigInt(shift - 1);
  return left.map((x, i) => {
    // Each product is below 2^46: their sum needs 48 bits, more than an int32, exact in a double.
    const sum = x * leftMultiplier + right[i % right.length] * rightMultiplier;
    return Math.min(high, Math.max(low, Number((BigInt(sum) + half) >> BigInt(shift))));
  });
};
