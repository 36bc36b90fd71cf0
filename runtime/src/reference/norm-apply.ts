import type { NormApplyInstruction } from "../instructions/norm-apply.ts";
import type { Reference } from "./execute-instruction.ts";
import { requantise } from "./requantise.ts";

export const referenceNormApply: Reference<NormApplyInstruction> = (instruction, state) => {
  const { operands, shift, low, high } = instruction;
  const [x, reciprocal] = [state.values[operands[0]], state.values[operands[1]]];
  const sums = operands.length === 3 ? state.values[operands[2]] : null;
  const { weights, bias, multipliers } = state.constants[instruction.constant];
  const columns = bias.length;
  return x.map((element, i) => {
    const [r, c] = [Math.floor(i / columns), i % columns];
    // At most 2^27 + 2^31 before it is taken modulo 2^32.
    const u = (columns * element - (sums?.[r] ?? 0)) | 0;
    const mantissa = reciprocal[2 * r] & 0x7fffffff;
    const exponent = reciprocal[2 * r + 1] & 31;
    const t = Number(BigInt.asIntN(32, (BigInt(u) * BigInt(mantissa)) >> BigInt(exponent + 13)));
    const accumulator = (bias[c] + Math.imul(t, weights[c])) | 0;
    return Math.min(high, Math.max(low, requantise(accumulator, multipliers[c], shift)));
  });
};
