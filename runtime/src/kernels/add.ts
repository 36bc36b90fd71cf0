import type { AddInstruction } from "../instructions/add.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareAdd: Prepare<AddInstruction> = (instruction, out, { kernels, program, values }) => {
  const { leftMultiplier, rightMultiplier, shift, low, high, output } = instruction;
  const [left, right] = instruction.operands;
  const count = elementCount(output);
  const period = elementCount(valueType(program, right));
  const { add } = kernels.functions;
  return () => add(values[left], values[right], count, period, leftMultiplier, rightMultiplier, shift, low, high, out);
};
