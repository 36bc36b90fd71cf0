import type { RowSumInstruction } from "../instructions/row-sum.ts";
import type { Reference } from "./execute-instruction.ts";
import { rowsOf } from "./rows-of.ts";

export const referenceRowSum: Reference<RowSumInstruction> = ({ operands, output }, { values }) =>
  Int32Array.from(rowsOf(values[operands[0]], output), (row) => row.reduce((sum, x) => sum + x, 0));
