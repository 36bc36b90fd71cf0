import type { SumPoolInstruction } from "../instructions/sum-pool.ts";
import { valueType } from "../program/program.ts";
import { placePoolWindow } from "./pool-window.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareSumPool: Prepare<SumPoolInstruction> = (instruction, out, { kernels, program, values }) => {
  const { operands, output, multiplier, shift } = instruction;
  const window = placePoolWindow(kernels, instruction, valueType(program, operands[0]), output);
  const rows = output.shape[0] * output.shape[1];
  return () => kernels.functions.sumPool(values[operands[0]], window, 0, rows, multiplier, shift, out);
};
