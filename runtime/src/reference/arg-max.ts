import type { ArgMaxInstruction } from "../instructions/arg-max.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceArgMax: Reference<ArgMaxInstruction> = ({ operands, output }, { values }) => {
  const x = values[operands[0]];
  const rows = elementCount(output);
  const columns = x.length / rows;
  return Int32Array.from({ length: rows }, (_, r) => {
    let best = 0;
    for (let i = 1; i < columns; i++) if (x[r * columns + i] > x[r * columns + best]) best = i;
    return best;
  });
};
