import type { SampleInstruction } from "../instructions/sample.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareSample: Prepare<SampleInstruction> = ({ operands, constant, multiplier, shift }, out, plan) => {
  const { kernels, program, values, constants, seed } = plan;
  const count = elementCount(valueType(program, operands[0]));
  const gumbel = kernels.place(constants[constant]);
  const [wideMultiplier, wideShift] = [BigInt(multiplier), BigInt(shift)];
  const { sample } = kernels.functions;
  return (step) => sample(values[operands[0]], count, gumbel, seed, step, wideMultiplier, wideShift, out);
};
