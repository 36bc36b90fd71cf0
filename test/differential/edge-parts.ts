import type { Instruction } from "../../runtime/src/program/program.ts";
import type { TensorType } from "../../runtime/src/program/tensor-type.ts";
import { int16, rowsType } from "../../runtime/testing/random-instruction.ts";
import type { CaseParts } from "./case-maker.ts";

const LIMITS = { low: -32767, high: 32767 } as const;
const SQUARE = { strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1, padTop: 0, padLeft: 0 } as const;

const gemm = (columns: number): CaseParts => ({
  operands: [int16(2, columns)],
  constant: rowsType(3, columns),
  instruction: { op: "Gemm", operands: [0], constant: 0, shift: 32, ...LIMITS, output: int16(2, 3) },
});

const matMul = (left: number[], right: number[]): CaseParts => ({
  operands: [int16(...left), int16(...right)],
  instruction: {
    ...{ op: "MatMul", operands: [0, 1], multiplier: 1, shift: 32, ...LIMITS },
    output: int16(...left.slice(0, -1), right[right.length - 2]),
  },
});

const conv2D = (height: number, width: number, inputs: number, dilationWidth = 1): CaseParts => ({
  operands: [int16(1, height, 1 + (width - 1) * dilationWidth, inputs)],
  constant: rowsType(2, height * width * inputs),
  instruction: {
    ...{ op: "Conv2D", operands: [0], constant: 0, shift: 32, ...LIMITS },
    ...{ ...SQUARE, kernelHeight: height, kernelWidth: width, dilationWidth, output: int16(1, 1, 1, 2) },
  },
});

/** Runs of 512 bytes out of two mebibytes: with leaves of 1024 bytes their paths are too long. */
const longRuns: CaseParts = { ...conv2D(16, 16, 16), operands: [int16(1, 1024, 64, 16)] };

const depthwise = (height: number, width: number): CaseParts => ({
  operands: [int16(1, height, width, 3)],
  constant: rowsType(3, height * width),
  instruction: {
    ...{ op: "DepthwiseConv2D", operands: [0], constant: 0, shift: 32, ...LIMITS },
    ...{ ...SQUARE, kernelHeight: height, kernelWidth: width, output: int16(1, 1, 1, 3) },
  },
});

const pool = (op: "MaxPool" | "SumPool", side: number, channels: number): CaseParts => {
  const window = { ...SQUARE, kernelHeight: side, kernelWidth: side, output: int16(1, 1, 1, channels) };
  const operands = [int16(1, 16, 16, channels)];
  if (op === "MaxPool") return { operands, instruction: { op, operands: [0], ...window } };
  return { operands, instruction: { op, operands: [0], multiplier: 1, shift: 24, ...window } };
};

/** The last of `count` windows begins at position 4 * (count - 1) of 16. */
const strided = (count: number): CaseParts => {
  const window = { ...SQUARE, strideHeight: 4, strideWidth: 4, kernelHeight: 2, kernelWidth: 2 };
  return {
    operands: [int16(1, 16, 16, 2)],
    instruction: { op: "MaxPool", operands: [0], ...window, output: int16(1, 4, count, 2) },
  };
};

const wholeRow = (columns: number): CaseParts[] => {
  const x = int16(2, columns);
  const perRow: TensorType = { ...x, dtype: "int32", shape: [2] };
  const instructions: Instruction[] = [
    { op: "RowMax", operands: [0], output: int16(2) },
    { op: "RowSum", operands: [0], output: perRow },
    { op: "RowSumSq", operands: [0], centred: 1, output: { ...perRow, shape: [2, 2] } },
  ];
  return [
    ...instructions.map((instruction) => ({ operands: [x], instruction })),
    { operands: [x, perRow], instruction: { op: "SoftmaxNormalise", operands: [0, 1], output: x } },
    { operands: [x, int16(2)], instruction: { op: "ExpShift", operands: [0, 1], multiplier: 1, shift: 16, output: x } },
    {
      operands: [x, { ...perRow, shape: [2, 2] }, perRow],
      constant: rowsType(columns, 1),
      instruction: { op: "NormApply", operands: [0, 1, 2], constant: 0, shift: 32, ...LIMITS, output: x },
    },
  ];
};

const bytes = (...shape: number[]): TensorType => ({ dtype: "int8", shape, log2Leaf: 8 });

/** Moves along an axis that the output or another operand lacks, and what has another number of dimensions than it must. */
const RANKS: readonly CaseParts[] = [
  ...[bytes(5), bytes(5, 1), bytes(5, 3)].map((output): CaseParts => {
    return { operands: [bytes(5, 3)], instruction: { op: "Slice", operands: [0], axis: 1, start: 1, step: 1, output } };
  }),
  ...[bytes(5), bytes(5, 1)].map((second): CaseParts => {
    const output = bytes(5, 3 + (second.shape[1] ?? 0));
    return { operands: [bytes(5, 3), second], instruction: { op: "Concat", operands: [0, 1], axis: 1, output } };
  }),
  ...[bytes(5, 3), bytes(5), bytes(5, 2), bytes(5, 4)].map((output): CaseParts => {
    return { operands: [bytes(5, 3)], instruction: { op: "Pad", operands: [0], axis: 1, before: 0, value: 0, output } };
  }),
  ...[bytes(2, 3, 4), bytes(2, 3, 4, 1)].map((x): CaseParts => {
    const factors = { factorHeight: 1, factorWidth: 1 };
    return { operands: [x], instruction: { op: "Upsample", operands: [0], ...factors, output: x } };
  }),
  ...[2 ** 24, 2 ** 24 + 1].map((size): CaseParts => {
    return { operands: [bytes(size)], instruction: { op: "Reshape", operands: [0], output: bytes(size) } };
  }),
  ...[2, 3].map((columns): CaseParts => {
    const x: TensorType = { dtype: "int32", shape: [4, columns], log2Leaf: 8 };
    return { operands: [x], instruction: { op: "SqrtReciprocal", operands: [0], epsilon: 1, output: x } };
  }),
];

/** Instructions at a limit and just beyond it, where nothing but the limit decides. */
export const EDGES: readonly CaseParts[] = [
  ...RANKS,
  ...[4096, 4097, 8192].flatMap((columns) => [gemm(columns), matMul([2, columns], [3, columns]), ...wholeRow(columns)]),
  ...[2, 3, 4, 6, 12].flatMap((matrices) => [
    matMul([6, 2, 5], [matrices, 3, 5]),
    matMul([2, 3, 2, 5], [matrices, 3, 5]),
  ]),
  ...[longRuns, longRuns, longRuns, strided(4), strided(5), strided(6)],
  ...[455, 456].map((inputs) => conv2D(3, 3, inputs)),
  ...[64, 65].flatMap((height) => [conv2D(height, 1, 2), conv2D(1, height, 2, 2), depthwise(height, 1)]),
  ...[conv2D(8, 8, 2, 2), conv2D(13, 5, 2, 2), depthwise(8, 8), depthwise(13, 5), depthwise(5, 13)],
  ...(["MaxPool", "SumPool"] as const).flatMap((op) => [
    ...[
      pool(op, 8, 2047),
      pool(op, 8, 2048),
      pool(op, 8, 2049),
      pool(op, 8, 40_000),
      pool(op, 9, 3),
      pool(op, 5, 40_000),
    ],
  ]),
];
