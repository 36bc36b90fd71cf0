import type { ConcatInstruction } from "../instructions/concat.ts";
import { valueType } from "../program/program.ts";
import { withEntry } from "../program/tensor-type.ts";
import type { Reference } from "./execute-instruction.ts";
import { elementIndex, mapIndexes } from "./map-indexes.ts";

export const referenceConcat: Reference<ConcatInstruction> = (instruction, { program, values }) => {
  const { operands, axis, output } = instruction;
  const [first, second] = operands.map((value) => valueType(program, value).shape);
  return mapIndexes(output.shape, (indexes) => {
    if (indexes[axis] < first[axis]) return values[operands[0]][elementIndex(first, indexes)];
    return values[operands[1]][elementIndex(second, withEntry(indexes, axis, indexes[axis] - first[axis]))];
  });
};
