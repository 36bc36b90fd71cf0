import type { Instruction, Program } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import { packRows } from "../tree/row-layout.ts";
import type { ExecutableModel } from "./executor.ts";

const COLUMNS = 45;
const CHANNELS = 7;
const ROWS = 2;
const KNOTS = 513;
const LIMITS = { low: -32767, high: 32767 };
const ONE_BY_ONE = { strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 };
const POOL = { ...ONE_BY_ONE, kernelHeight: 2, kernelWidth: 2, padTop: 1, padLeft: 0 };

const int16 = (...shape: number[]): TensorType => ({ dtype: "int16", shape, log2Leaf: 8 });

/**
 * A small program with every instruction that is not about sequences, and constants that reach saturation on both sides,
 * both ends of the shift's range and sizes that are no multiples of a vector.
 */
export function selfTestModel(): ExecutableModel {
  const rows = { kind: "rows", rows: CHANNELS, columns: COLUMNS, log2Leaf: 8 } as const;
  const table = { kind: "table", dtype: "int16", rows: 1, columns: KNOTS, log2Leaf: 8 } as const;
  const program: Program = {
    input: { dtype: "uint8", shape: [ROWS, COLUMNS], log2Leaf: 8 },
    constants: [rows, table],
    instructions: [
      { op: "Clamp", operands: [0], low: 3, high: 250, output: int16(ROWS, COLUMNS) },
      { op: "Gemm", operands: [1], constant: 0, shift: 38, ...LIMITS, output: int16(ROWS, CHANNELS) },
      { op: "ArgMax", operands: [2], output: { dtype: "int32", shape: [ROWS], log2Leaf: 8 } },
      ...imageInstructions(),
      ...productInstructions(),
    ],
    outputs: [3, 2, 17, 18],
  };
  const weights = Int8Array.from({ length: CHANNELS * COLUMNS }, (_, i) => ((i * 89) % 255) - 127);
  const bias = Int32Array.of(0, 1, -1, 2147483647, -2147483648, 12345, -54321);
  const multipliers = Uint32Array.of(2147483647, 1 << 30, 1 << 24, 99999, 2147483647, 0, 3);
  const knots = Int16Array.from({ length: KNOTS }, (_, i) => ((i * 7919) % 65536) - 32768);
  return { program, constants: [packRows(rows, { weights, bias, multipliers }), encodeTensor("int16", knots)] };
}

/** Values 4 to 11: the 90 numbers of value 1 as an image of 5 channels, through windows. */
function imageInstructions(): Instruction[] {
  const conv = { ...ONE_BY_ONE, kernelHeight: 3, kernelWidth: 3, padTop: 1, padLeft: 1 };
  // 45 taps for each of 7 channels: the same constant, seen otherwise.
  const depthwise = { ...ONE_BY_ONE, kernelHeight: 9, kernelWidth: 5, padTop: 4, padLeft: 2 };
  const image = int16(1, 6, 3, CHANNELS);
  return [
    { op: "Reshape", operands: [1], output: int16(1, 6, 3, 5) },
    { op: "Conv2D", operands: [4], constant: 0, shift: 36, ...conv, ...LIMITS, output: image },
    { op: "DepthwiseConv2D", operands: [5], constant: 0, shift: 42, ...depthwise, ...LIMITS, output: image },
    {
      ...{ op: "Add", operands: [5, 6], leftMultiplier: 2 ** 30, rightMultiplier: -(2 ** 31) + 1 },
      ...{ shift: 31, ...LIMITS, output: image },
    },
    { op: "Lut", operands: [7], constant: 1, output: image },
    { op: "MaxPool", operands: [8], ...POOL, output: int16(1, 6, 2, CHANNELS) },
    { op: "SumPool", operands: [8], multiplier: 2 ** 28, shift: 30, ...POOL, output: int16(1, 6, 2, CHANNELS) },
    { op: "Mul", operands: [9, 10], multiplier: 2 ** 30, shift: 45, ...LIMITS, output: int16(1, 6, 2, CHANNELS) },
  ];
}

/** Values 12 to 18: value 11 moved about, then multiplied with itself; and a constant. */
function productInstructions(): Instruction[] {
  return [
    { op: "Upsample", operands: [11], factorHeight: 1, factorWidth: 2, output: int16(1, 6, 4, CHANNELS) },
    { op: "Concat", operands: [11, 12], axis: 2, output: int16(1, 6, 6, CHANNELS) },
    {
      ...{ op: "Transpose", operands: [13], axis0: 0, axis1: 3, axis2: 1, axis3: 2 },
      output: int16(1, CHANNELS, 6, 6),
    },
    { op: "Slice", operands: [14], axis: 2, start: 1, step: 2, output: int16(1, CHANNELS, 3, 6) },
    { op: "Pad", operands: [15], axis: 2, before: 1, value: -99, output: int16(1, CHANNELS, 5, 6) },
    {
      ...{ op: "MatMul", operands: [16, 16], multiplier: 2 ** 31 - 1, shift: 46, ...LIMITS },
      output: int16(1, CHANNELS, 5, 5),
    },
    { op: "Constant", operands: [], constant: 1, output: int16(27, 19) },
  ];
}
