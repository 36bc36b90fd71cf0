import type { RowMaxInstruction } from "../instructions/row-max.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareRowMax: Prepare<RowMaxInstruction> = ({ operands, output }, out, plan) => {
  const { kernels, program, values } = plan;
  const rows = elementCount(output);
  const columns = elementCount(valueType(program, operands[0])) / rows;
  return () => kernels.functions.rowMax(values[operands[0]], rows, columns, out);
};
