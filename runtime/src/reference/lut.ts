import type { LutInstruction } from "../instructions/lut.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceLut: Reference<LutInstruction> = ({ operands, constant }, { values, tables }) => {
  const t = tables[constant];
  return values[operands[0]].map((x) => {
    const [i, offset] = [256 + (x >> 7), x & 127];
    return t[i] + (((t[i + 1] - t[i]) * offset + 64) >> 7);
  });
};
