import type { UpsampleInstruction } from "../instructions/upsample.ts";
import { valueType } from "../program/program.ts";
import type { Reference } from "./execute-instruction.ts";
import { elementIndex, mapIndexes } from "./map-indexes.ts";

export const referenceUpsample: Reference<UpsampleInstruction> = (instruction, { program, values }) => {
  const { operands, factorHeight, factorWidth, output } = instruction;
  const { shape } = valueType(program, operands[0]);
  return mapIndexes(output.shape, ([n, h, w, c]) => {
    const source = [n, Math.floor(h / factorHeight), Math.floor(w / factorWidth), c];
    return values[operands[0]][elementIndex(shape, source)];
  });
};
