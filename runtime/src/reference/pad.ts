import type { PadInstruction } from "../instructions/pad.ts";
import { valueType } from "../program/program.ts";
import { withEntry } from "../program/tensor-type.ts";
import type { Reference } from "./execute-instruction.ts";
import { elementIndex, mapIndexes } from "./map-indexes.ts";

export const referencePad: Reference<PadInstruction> = (instruction, { program, values }) => {
  const { operands, axis, before, value, output } = instruction;
  const { shape } = valueType(program, operands[0]);
  return mapIndexes(output.shape, (indexes) => {
    const index = indexes[axis] - before;
    if (index < 0 || index >= shape[axis]) return value;
    return values[operands[0]][elementIndex(shape, withEntry(indexes, axis, index))];
  });
};
