import type { RowSumInstruction } from "../instructions/row-sum.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareRowSum: Prepare<RowSumInstruction> = ({ operands, output }, out, plan) => {
  const { kernels, program, values } = plan;
  const rows = elementCount(output);
  const columns = elementCount(valueType(program, operands[0])) / rows;
  return () => kernels.functions.rowSum(values[operands[0]], rows, columns, out);
};
