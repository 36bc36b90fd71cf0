import type { RowMaxInstruction } from "../instructions/row-max.ts";
import type { Reference } from "./execute-instruction.ts";
import { rowsOf } from "./rows-of.ts";

export const referenceRowMax: Reference<RowMaxInstruction> = ({ operands, output }, { values }) =>
  Int32Array.from(rowsOf(values[operands[0]], output), (row) => row.reduce((most, x) => Math.max(most, x)));
