import type { RowSumSqInstruction } from "../instructions/row-sum-sq.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareRowSumSq: Prepare<RowSumSqInstruction> = ({ operands, centred, output }, out, plan) => {
  const { kernels, program, values } = plan;
  const rows = elementCount(output) / 2;
  const columns = elementCount(valueType(program, operands[0])) / rows;
  return () => kernels.functions.rowSumSq(values[operands[0]], rows, columns, centred, out);
};
