import { matMulBatches } from "../../instructions/mat-mul.ts";
import type { Window } from "../../instructions/window.ts";
import { elementCount, type TensorType } from "../../program/tensor-type.ts";
import type { WitnessPlans } from "../witness-plan.ts";
import type { WitnessWriter } from "../witness-writer.ts";
import { writeWindow } from "./window-runs.ts";

type DenseOperation =
  | "AttentionMix"
  | "AttentionScores"
  | "Conv2D"
  | "DepthwiseConv2D"
  | "Gemm"
  | "MatMul"
  | "MaxPool"
  | "SumPool";

/** Counterpart of `DenseKernels.sol`. */
export const DENSE_PLANS: WitnessPlans<DenseOperation> = {
  Gemm(writer, _, element) {
    const { rows: channels, columns } = writer.constantType;
    writer.operand(0, Math.floor(element / channels) * columns, columns);
    writer.row(element % channels);
  },

  MatMul(writer, { output }, element) {
    const [left, right] = [writer.operandType(0), writer.operandType(1)];
    const [rows, columns] = left.shape.slice(-2);
    const channels = output.shape[output.shape.length - 1];
    const row = Math.floor(element / channels);
    const batches = matMulBatches(left, right);
    const matrix = Math.floor((Math.floor(row / rows) * batches.right) / batches.left);
    writer.operand(0, row * columns, columns);
    writer.operand(1, (matrix * channels + (element % channels)) * columns, columns);
  },

  Conv2D(writer, instruction, element) {
    writeWindow(writer, instruction, element, { channel: 0, size: writer.operandType(0).shape[3] });
    writer.row(element % instruction.output.shape[3]);
  },

  DepthwiseConv2D(writer, instruction, element) {
    writeChannel(writer, instruction, element);
    writer.row(element % instruction.output.shape[3]);
  },

  MaxPool: writeChannel,
  SumPool: writeChannel,

  AttentionScores(writer, { output }, element) {
    const [heads, steps] = output.shape;
    const [head, j] = [Math.floor(element / steps), element % steps];
    if (j > writer.step) return;
    const width = elementCount(writer.operandType(0));
    const keyWidth = writer.operandType(1).shape[1];
    const size = width / heads;
    writer.operand(0, head * size, size);
    writer.operand(1, j * keyWidth + Math.floor((head * keyWidth) / width) * size, size);
  },

  AttentionMix(writer, { output }, element) {
    const [heads, steps] = writer.operandType(0).shape;
    const width = output.shape[1];
    const size = width / heads;
    const head = Math.floor(element / size);
    const valueHead = Math.floor((head * writer.operandType(1).shape[0]) / width);
    writer.operand(0, head * steps, writer.step + 1);
    writer.operand(1, (valueHead * size + (element % size)) * steps, writer.step + 1);
  },
};

/** A window over the output's channel alone. */
function writeChannel(
  writer: WitnessWriter,
  instruction: Window & { readonly output: TensorType },
  element: number,
): void {
  writeWindow(writer, instruction, element, { channel: element % instruction.output.shape[3], size: 1 });
}
