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

/** Instructions at a limit and just beyond it, where nothing but the limit decides. */
export const EDGES: readonly CaseParts[] = [
  ...[4096, 4097, 8192].flatMap((columns) => [gemm(columns), matMul([2, columns], [3, columns]), ...wholeRow(columns)]),
  ...[2, 3, 4, 6, 12].flatMap((matrices) => [
    matMul([6, 2, 5], [matrices, 3, 5]),
    matMul([2, 3, 2, 5], [matrices, 3, 5]),
  ]),
  ...Array.from({ length: 3 }, () => longRuns),
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
