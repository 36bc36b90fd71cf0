import type { ExpShiftInstruction } from "../instructions/exp-shift.ts";
import { EXP2 } from "../instructions/exp2-table.ts";
import { MASKED } from "../instructions/masked.ts";
import type { Reference } from "./execute-instruction.ts";
import { requantise } from "./requantise.ts";

/** Bits of the largest power; more than these shift it to 0 whatever the rounding. */
const MAX_EXPONENT = 15;

export const referenceExpShift: Reference<ExpShiftInstruction> = (instruction, { values }) => {
  const { operands, multiplier, shift } = instruction;
  const [x, max] = [values[operands[0]], values[operands[1]]];
  const columns = x.length / max.length;
  return x.map((element, i) => {
    const z = requantise(Math.max(0, max[Math.floor(i / columns)] - element), multiplier, shift);
    const exponent = z >> 8;
    if (element === MASKED || exponent > MAX_EXPONENT) return 0;
    return (EXP2[z & 255] + ((1 << exponent) >> 1)) >> exponent;
  });
};
