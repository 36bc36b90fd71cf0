import type { LutInstruction } from "../instructions/lut.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareLut: Prepare<LutInstruction> = (instruction, out, { kernels, values, constants }) => {
  const { operands, constant, output } = instruction;
  const table = kernels.place(constants[constant]);
  const count = elementCount(output);
  return () => kernels.functions.lut(values[operands[0]], count, table, out);
};
