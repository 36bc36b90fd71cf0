import { type MatMulInstruction, matMulBatches } from "../instructions/mat-mul.ts";
import { valueType } from "../program/program.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import { packedByteLength, packHeads, TILE_ROWS } from "./dots.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareMatMul: Prepare<MatMulInstruction> = (instruction, out, { kernels, program, values }) => {
  const { multiplier, shift, low, high, operands } = instruction;
  const [left, right] = operands.map((value) => valueType(program, value));
  const batches = matMulBatches(left, right);
  const [rows, columns] = left.shape.slice(-2);
  const channels = right.shape[right.shape.length - 2];
  const group = batches.left / batches.right;
  const [leftStep, rightStep, outStep] = [2 * rows * columns, 2 * channels * columns, 2 * rows * channels];
  const { matVec, packPairs, dots } = kernels.functions;

  if (rows < TILE_ROWS) {
    return () => {
      for (let b = 0; b < batches.left; b++) {
        const [x, w] = [values[operands[0]] + b * leftStep, values[operands[1]] + Math.floor(b / group) * rightStep];
        matVec(x, rows, w, channels, columns, multiplier, shift, low, high, out + b * outStep);
      }
    };
  }
  const pairs = Math.ceil(columns / 2);
  const packed = kernels.scratch(packedByteLength(channels, columns));
  const heads = kernels.place(packHeads(new Int32Array(channels), new Uint32Array(channels).fill(multiplier)));
  const rowOffsets = kernels.place(
    encodeTensor(
      "int32",
      Array.from({ length: rows }, (_, r) => 2 * r * columns),
    ),
  );
  const runOffsets = kernels.place(encodeTensor("int32", [0]));
  return () => {
    for (let b = 0; b < batches.left; b++) {
      if (b % group === 0) packPairs(values[operands[1]] + (b / group) * rightStep, channels, columns, packed);
      const x = values[operands[0]] + b * leftStep;
      const y = out + b * outStep;
      dots(x, rowOffsets, rows, runOffsets, 1, pairs, packed, heads, channels, shift, low, high, y, 2 * channels);
    }
  };
};
