import { transposeAxes } from "../../instructions/transpose.ts";
import { withEntry } from "../../program/tensor-type.ts";
import { elementIndex } from "../../reference/map-indexes.ts";
import type { WitnessPlans } from "../witness-plan.ts";
import type { WitnessWriter } from "../witness-writer.ts";

type MoveOperation =
  | "CacheAppend"
  | "Concat"
  | "Constant"
  | "Pad"
  | "Position"
  | "Reshape"
  | "Slice"
  | "Transpose"
  | "Upsample";

/** Counterpart of `MoveKernels.sol`. */
export const MOVE_PLANS: WitnessPlans<MoveOperation> = {
  Constant: (writer, _, element) => writer.table(element, 1),
  Reshape: (writer, _, element) => writer.operand(0, element, 1),
  Position: () => {},

  Transpose(writer, instruction, element) {
    const indexes = indexesOf(instruction.output.shape, element);
    const axes = transposeAxes(instruction);
    const source = indexes.map((_, axis) => indexes[axes.indexOf(axis)]);
    writeElement(writer, 0, source);
  },

  Slice(writer, { axis, start, step, output }, element) {
    const indexes = indexesOf(output.shape, element);
    writeElement(writer, 0, withEntry(indexes, axis, start + indexes[axis] * step));
  },

  Concat(writer, { axis, output }, element) {
    const indexes = indexesOf(output.shape, element);
    const first = writer.operandType(0).shape[axis];
    if (indexes[axis] < first) writeElement(writer, 0, indexes);
    else writeElement(writer, 1, withEntry(indexes, axis, indexes[axis] - first));
  },

  Pad(writer, { axis, before, output }, element) {
    const indexes = indexesOf(output.shape, element);
    const index = indexes[axis] - before;
    if (index < 0 || index >= writer.operandType(0).shape[axis]) return;
    writeElement(writer, 0, withEntry(indexes, axis, index));
  },

  Upsample(writer, { factorHeight, factorWidth, output }, element) {
    const [n, h, w, c] = indexesOf(output.shape, element);
    writeElement(writer, 0, [n, Math.floor(h / factorHeight), Math.floor(w / factorWidth), c]);
  },

  CacheAppend(writer, { axis, output }, element) {
    const indexes = indexesOf(output.shape, element);
    const step = indexes[axis];
    if (step === writer.step) writer.operand(0, indexes[1 - axis], 1);
    else if (step < writer.step) writer.previousOutput(writer.index, element, 1);
  },
};

/** Indexes of an element of a row-major tensor. */
function indexesOf(shape: readonly number[], element: number): number[] {
  const indexes = shape.map(() => 0);
  let rest = element;
  for (let d = shape.length - 1; d >= 0; d--) {
    indexes[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return indexes;
}

function writeElement(writer: WitnessWriter, place: number, indexes: readonly number[]): void {
  writer.operand(place, elementIndex(writer.operandType(place).shape, indexes), 1);
}
