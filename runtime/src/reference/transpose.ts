import { type TransposeInstruction, transposeAxes } from "../instructions/transpose.ts";
import { valueType } from "../program/program.ts";
import type { Reference } from "./execute-instruction.ts";
import { elementIndex, mapIndexes } from "./map-indexes.ts";

export const referenceTranspose: Reference<TransposeInstruction> = (instruction, { program, values }) => {
  const [operand] = instruction.operands;
  const { shape } = valueType(program, operand);
  const axes = transposeAxes(instruction);
  return mapIndexes(instruction.output.shape, (indexes) => {
    const source = shape.map((_, axis) => indexes[axes.indexOf(axis)]);
    return values[operand][elementIndex(shape, source)];
  });
};
