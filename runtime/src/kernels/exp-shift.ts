import type { ExpShiftInstruction } from "../instructions/exp-shift.ts";
import { EXP2 } from "../instructions/exp2-table.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareExpShift: Prepare<ExpShiftInstruction> = ({ operands, multiplier, shift, output }, out, plan) => {
  const { kernels, program, values } = plan;
  const rows = elementCount(valueType(program, operands[1]));
  const columns = elementCount(output) / rows;
  const table = kernels.place(encodeTensor("int16", EXP2));
  const [x, most] = [values[operands[0]], values[operands[1]]];
  const [wideMultiplier, wideShift] = [BigInt(multiplier), BigInt(shift)];
  return () => kernels.functions.expShift(x, rows, columns, most, table, wideMultiplier, wideShift, out);
};
