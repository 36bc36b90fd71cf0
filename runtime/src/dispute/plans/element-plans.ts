import { elementCount, type TensorType } from "../../program/tensor-type.ts";
import type { WitnessPlans } from "../witness-plan.ts";
import type { WitnessWriter } from "../witness-writer.ts";

type ElementOperation =
  | "Add"
  | "Clamp"
  | "ExpShift"
  | "Gather"
  | "Lut"
  | "Mul"
  | "NormApply"
  | "Rope"
  | "SoftmaxNormalise"
  | "SqrtReciprocal";

/** Counterpart of `ElementKernels.sol`. */
export const ELEMENT_PLANS: WitnessPlans<ElementOperation> = {
  Clamp: (writer, _, element) => writer.operand(0, element, 1),
  Add: (writer, _, element) => writeBroadcast(writer, element),
  Mul: (writer, _, element) => writeBroadcast(writer, element),

  Lut(writer, _, element) {
    writer.operand(0, element, 1);
    writer.table(256 + (writer.operandValues(0)[element] >> 7), 2);
  },

  SqrtReciprocal: (writer, _, element) => writer.operand(0, element - (element % 2), 2),

  NormApply(writer, { operands, output }, element) {
    const columns = lastDimension(output);
    const row = Math.floor(element / columns);
    writer.operand(0, element, 1);
    writer.operand(1, 2 * row, 2);
    if (operands.length === 3) writer.operand(2, row, 1);
    writer.row(element % columns);
  },

  ExpShift: (writer, { output }, element) => writeWithRow(writer, output, element),
  SoftmaxNormalise: (writer, { output }, element) => writeWithRow(writer, output, element),

  Gather(writer, { output }, element) {
    const columns = lastDimension(output);
    const place = Math.floor(element / columns);
    writer.operand(0, place, 1);
    const row = writer.operandValues(0)[place];
    if (row >= 0 && row < writer.constantType.rows) writer.rowBlock(row, element % columns);
  },

  Rope(writer, { output }, element) {
    const width = lastDimension(output);
    const headSize = writer.constantType.columns;
    const first = element - (element % 2);
    writer.operand(0, first, 2);
    writer.table((writer.step + Math.floor(element / width)) * headSize + ((first % width) % headSize), 2);
  },
};

function lastDimension({ shape }: TensorType): number {
  return shape[shape.length - 1];
}

/** An element of the left operand, and of the right one that it meets. */
function writeBroadcast(writer: WitnessWriter, element: number): void {
  writer.operand(0, element, 1);
  writer.operand(1, element % elementCount(writer.operandType(1)), 1);
}

/** An element of operand 0, and what operand 1 has for its row. */
function writeWithRow(writer: WitnessWriter, output: TensorType, element: number): void {
  writer.operand(0, element, 1);
  writer.operand(1, Math.floor(element / lastDimension(output)), 1);
}
