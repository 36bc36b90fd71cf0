import type { CacheAppendInstruction } from "../instructions/cache-append.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareCacheAppend: Prepare<CacheAppendInstruction> = ({ operands, axis, output }, out, plan) => {
  const { kernels, program, values } = plan;
  const count = elementCount(valueType(program, operands[0]));
  const steps = output.shape[axis];
  return (step) => kernels.functions.cacheAppend(values[operands[0]], count, steps, axis, step, out);
};
