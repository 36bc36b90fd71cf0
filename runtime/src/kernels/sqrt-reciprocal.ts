import type { SqrtReciprocalInstruction } from "../instructions/sqrt-reciprocal.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareSqrtReciprocal: Prepare<SqrtReciprocalInstruction> = ({ operands, epsilon, output }, out, plan) => {
  const { kernels, values } = plan;
  const count = elementCount(output) / 2;
  const wideEpsilon = BigInt(epsilon);
  return () => kernels.functions.sqrtReciprocal(values[operands[0]], count, wideEpsilon, out);
};
