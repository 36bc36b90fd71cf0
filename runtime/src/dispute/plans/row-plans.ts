import { elementCount, type TensorType } from "../../program/tensor-type.ts";
import { decodeTensor } from "../../program/tensor-values.ts";
import { indexOfLargest } from "../../reference/arg-max.ts";
import { gumbelBin, sampleIndex } from "../../reference/sample.ts";
import type { WitnessPlans } from "../witness-plan.ts";
import type { WitnessWriter } from "../witness-writer.ts";

const LOG2_INT16_BYTES = 1;

/** Counterpart of `RowKernels.sol`. */
export const ROW_PLANS: WitnessPlans<"ArgMax" | "RowMax" | "RowSum" | "RowSumSq" | "Sample"> = {
  ArgMax(writer, _, element, found) {
    const columns = lastDimension(writer.operandType(0));
    if (found < 0 || found >= columns) return;
    const first = element * columns;
    const rival = indexOfLargest(writer.operandValues(0).subarray(first, first + columns));
    writer.choice(rival);
    writePair(writer, first + rival, first + found);
  },

  RowMax: (writer, _, element) => writeRow(writer, element),
  RowSum: (writer, _, element) => writeRow(writer, element),
  RowSumSq: (writer, _, element) => writeRow(writer, Math.floor(element / 2)),

  Sample(writer, instruction, _, found) {
    if (found < 0 || found >= elementCount(writer.operandType(0))) return;
    const { constants, seed } = writer.source;
    const step = { number: writer.step, seed: Uint32Array.from(decodeTensor("int32", seed)) };
    const gumbel = decodeTensor("int16", constants[instruction.constant]);
    const rival = sampleIndex(instruction, writer.operandValues(0), gumbel, step);
    writer.choice(rival);
    writePair(writer, rival, found);
    for (const index of [rival, found]) writer.table(gumbelBin(step, index), 1);
  },
};

function lastDimension({ shape }: TensorType): number {
  return shape[shape.length - 1];
}

function writeRow(writer: WitnessWriter, row: number): void {
  const columns = lastDimension(writer.operandType(0));
  writer.operand(0, row * columns, columns);
}

/** Two elements of operand 0, which is int16; where one leaf holds both, it is shown once. */
function writePair(writer: WitnessWriter, left: number, right: number): void {
  const leafElements = 2 ** (writer.operandType(0).log2Leaf - LOG2_INT16_BYTES);
  if (Math.floor(left / leafElements) === Math.floor(right / leafElements)) {
    writer.operand(0, Math.min(left, right), Math.abs(left - right) + 1);
    return;
  }
  writer.operand(0, left, 1);
  writer.operand(0, right, 1);
}
