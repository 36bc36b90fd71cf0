import type { SqrtReciprocalInstruction } from "../instructions/sqrt-reciprocal.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceSqrtReciprocal: Reference<SqrtReciprocalInstruction> = ({ operands, epsilon }, { values }) => {
  const x = values[operands[0]];
  const y = new Int32Array(x.length);
  for (let i = 0; i < x.length; i += 2) {
    const v = (BigInt.asUintN(23, BigInt(x[i + 1])) << 32n) + BigInt.asUintN(32, BigInt(x[i])) + BigInt(epsilon);
    const half = Math.ceil(v.toString(2).length / 2);
    y[i] = largestRoot(v, 1n << BigInt(2 * half + 58));
    y[i + 1] = half;
  }
  return y;
};

/** The largest m with m^2 * v <= bound, where m < 2^31. */
function largestRoot(v: bigint, bound: bigint): number {
  let m = 0n;
  for (let bit = 1n << 30n; bit > 0n; bit >>= 1n) if ((m + bit) ** 2n * v <= bound) m += bit;
  return Number(m);
}
