import type { SliceInstruction } from "../instructions/slice.ts";
import { valueType } from "../program/program.ts";
import { withEntry } from "../program/tensor-type.ts";
import type { Reference } from "./execute-instruction.ts";
import { elementIndex, mapIndexes } from "./map-indexes.ts";

export const referenceSlice: Reference<SliceInstruction> = (instruction, { program, values }) => {
  const { operands, axis, start, step, output } = instruction;
  const { shape } = valueType(program, operands[0]);
  return mapIndexes(output.shape, (indexes) => {
    const source = withEntry(indexes, axis, start + indexes[axis] * step);
    return values[operands[0]][elementIndex(shape, source)];
  });
};
