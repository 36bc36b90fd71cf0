import type { MaxPoolInstruction } from "../instructions/max-pool.ts";
import { valueType } from "../program/program.ts";
import { placePoolWindow } from "./pool-window.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareMaxPool: Prepare<MaxPoolInstruction> = (instruction, out, { kernels, program, values }) => {
  const { operands, output } = instruction;
  const window = placePoolWindow(kernels, instruction, valueType(program, operands[0]), output);
  const rows = output.shape[0] * output.shape[1];
  return () => kernels.functions.maxPool(values[operands[0]], window, 0, rows, out);
};
