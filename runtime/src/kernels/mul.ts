import type { MulInstruction } from "../instructions/mul.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareMul: Prepare<MulInstruction> = (instruction, out, { kernels, program, values }) => {
  const { multiplier, shift, low, high, output } = instruction;
  const [left, right] = instruction.operands;
  const count = elementCount(output);
  const period = elementCount(valueType(program, right));
  return () => kernels.functions.mul(values[left], values[right], count, period, multiplier, shift, low, high, out);
};
