import type { ArgMaxInstruction } from "../instructions/arg-max.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareArgMax: Prepare<ArgMaxInstruction> = ({ operands, output }, out, { kernels, program, values }) => {
  const operand = valueType(program, operands[0]);
  const rows = elementCount(output);
  const columns = elementCount(operand) / rows;
  return () => kernels.functions.argMax(values[operands[0]], rows, columns, out);
};
