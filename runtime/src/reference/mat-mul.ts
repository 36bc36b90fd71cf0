import { type MatMulInstruction, matMulBatches } from "../instructions/mat-mul.ts";
import { valueType } from "../program/program.ts";
import type { Reference } from "./execute-instruction.ts";
import { requantiseClamped } from "./requantise-clamped.ts";

export const referenceMatMul: Reference<MatMulInstruction> = (instruction, { program, values }) => {
  const [left, right] = instruction.operands.map((value) => values[value]);
  const types = instruction.operands.map((value) => valueType(program, value));
  const batches = matMulBatches(types[0], types[1]);
  const [rows, columns] = types[0].shape.slice(-2);
  const channels = types[1].shape[types[1].shape.length - 2];
  const y = new Int32Array(batches.left * rows * channels);
  for (let b = 0; b < batches.left; b++) {
    const rightBatch = Math.floor((b * batches.right) / batches.left);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < channels; c++) {
        const [x, w] = [(b * rows + r) * columns, (rightBatch * channels + c) * columns];
        let accumulator = 0;
        for (let k = 0; k < columns; k++) accumulator = (accumulator + left[x + k] * right[w + k]) | 0;
        y[(b * rows + r) * channels + c] = requantiseClamped(accumulator, instruction.multiplier, instruction);
      }
    }
  }
  return y;
};
