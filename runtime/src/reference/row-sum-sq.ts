import type { RowSumSqInstruction } from "../instructions/row-sum-sq.ts";
import { valueType } from "../program/program.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceRowSumSq: Reference<RowSumSqInstruction> = ({ operands, centred }, { program, values }) => {
  const x = values[operands[0]];
  const columns = valueType(program, operands[0]).shape.at(-1) ?? 1;
  const y = new Int32Array((2 * x.length) / columns);
  for (let r = 0; r < x.length / columns; r++) {
    const row = x.subarray(r * columns, (r + 1) * columns);
    // Both are exact in a double: at most 4096 * 2^30 and 4096 * 2^15.
    const squares = row.reduce((sum, element) => sum + element * element, 0);
    const sum = row.reduce((total, element) => total + element, 0);
    const spread = BigInt(columns) * BigInt(squares) - (centred === 1 ? BigInt(sum) ** 2n : 0n);
    y[2 * r] = Number(BigInt.asIntN(32, spread));
    y[2 * r + 1] = Number(spread >> 32n);
  }
  return y;
};
