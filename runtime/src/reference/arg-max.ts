import type { ArgMaxInstruction } from "../instructions/arg-max.ts";
import type { Reference } from "./execute-instruction.ts";
import { rowsOf } from "./rows-of.ts";

export const referenceArgMax: Reference<ArgMaxInstruction> = ({ operands, output }, { values }) => {
  return Int32Array.from(rowsOf(values[operands[0]], output), indexOfLargest);
};

/** Index of the largest element; of equal ones the lowest. */
export function indexOfLargest(row: Int32Array): number {
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i] > row[best]) best = i;
  return best;
}
