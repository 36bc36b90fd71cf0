import { type MatMulInstruction, matMulBatches } from "../instructions/mat-mul.ts";
import { valueType } from "../program/program.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import { dotsCalls, packedByteLength, packHeads, TILE_ROWS } from "./dots.ts";
import { type KernelCall, partsOf } from "./parted-run.ts";
import type { Prepare } from "./prepare-instruction.ts";

const INT16_BYTES = 2;

export const prepareMatMul: Prepare<MatMulInstruction> = (instruction, out, plan) => {
  const { kernels, program, values, partWork } = plan;
  const { multiplier, shift, low, high, operands } = instruction;
  const [left, right] = operands.map((value) => valueType(program, value));
  const batches = matMulBatches(left, right);
  const [rows, columns] = left.shape.slice(-2);
  const channels = right.shape[right.shape.length - 2];
  const group = batches.left / batches.right;
  const leftStep = INT16_BYTES * rows * columns;
  const rightStep = INT16_BYTES * channels * columns;
  const outStep = INT16_BYTES * rows * channels;
  const work = batches.left * rows * channels * columns;
  const each = (calls: (x: number, matrix: number, y: number) => KernelCall[]) =>
    Array.from({ length: batches.left }, (_, b) =>
      calls(values[operands[0]] + b * leftStep, Math.floor(b / group), out + b * outStep),
    ).flat();

  if (rows < TILE_ROWS) {
    // The channels of one row lie side by side; of several rows they do not.
    const parts = rows > 1 ? [{ from: 0, to: channels }] : partsOf(channels, 1, channels * columns, partWork);
    const calls = each((x, matrix, y) =>
      parts.map(({ from, to }) => {
        const w = values[operands[1]] + matrix * rightStep + INT16_BYTES * columns * from;
        const [count, at] = [to - from, y + INT16_BYTES * from];
        return { kernel: "matVec", args: [x, rows, w, count, columns, multiplier, shift, low, high, at] };
      }),
    );
    return { before: () => {}, calls, work };
  }
  const pairs = Math.ceil(columns / 2);
  const packedStep = packedByteLength(channels, columns);
  const packed = kernels.scratch(packedStep * batches.right);
  const heads = kernels.place(packHeads(new Int32Array(channels), new Uint32Array(channels).fill(multiplier)));
  const rowTable = kernels.place(
    encodeTensor(
      "int32",
      Array.from({ length: rows }, (_, r) => INT16_BYTES * columns * r),
    ),
  );
  const runTable = kernels.place(encodeTensor("int32", [0]));
  const { packPairs } = kernels.functions;
  return {
    before: () => {
      for (let matrix = 0; matrix < batches.right; matrix++) {
        packPairs(values[operands[1]] + matrix * rightStep, channels, columns, packed + matrix * packedStep);
      }
    },
    work,
    calls: each((x, matrix, y) => {
      const places = { x, rowTable, rows, runTable, runs: 1, pairs, packed: packed + matrix * packedStep, heads };
      return dotsCalls({ ...places, channels, shift, low, high, out: y }, partWork);
    }),
  };
};
