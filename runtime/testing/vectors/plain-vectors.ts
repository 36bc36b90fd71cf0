import type { Hex } from "../../src/hash/hex.ts";
import type { GemmInstruction } from "../../src/instructions/gemm.ts";
import type { DType } from "../../src/program/dtype.ts";
import type { Program, RowsType } from "../../src/program/program.ts";
import type { TensorType } from "../../src/program/tensor-type.ts";

/** What the three oldest files of vectors have in common: `test/vectors/generate.py` writes them with plain numbers. */
interface PlainVector {
  readonly name: string;
  readonly operandBytes: Hex;
  readonly outputBytes: Hex;
  readonly record: Hex;
}

export interface ClampVector extends PlainVector {
  readonly dtype: DType;
  readonly x: readonly number[];
  readonly low: number;
  readonly high: number;
}

export interface ArgMaxVector extends PlainVector {
  readonly x: readonly number[][];
}

export interface GemmVector extends PlainVector {
  readonly x: readonly number[][];
  readonly weights: readonly number[][];
  readonly bias: readonly number[];
  readonly multipliers: readonly number[];
  readonly shift: number;
  readonly low: number;
  readonly high: number;
  readonly constantBytes: Hex;
}

const LOG2_LEAF = 8;
const of = (dtype: DType, shape: readonly number[]): TensorType => ({ dtype, shape, log2Leaf: LOG2_LEAF });

export function clampProgram({ dtype, x, low, high }: Pick<ClampVector, "dtype" | "x" | "low" | "high">): Program {
  const shape = [x.length];
  return {
    input: of(dtype, shape),
    constants: [],
    instructions: [{ op: "Clamp", operands: [0], low, high, output: of("int16", shape) }],
    outputs: [1],
  };
}

export function argMaxProgram(rows: number, columns: number, outputShape = [rows]): Program {
  return {
    input: of("int16", [rows, columns]),
    constants: [],
    instructions: [{ op: "ArgMax", operands: [0], output: of("int32", outputShape) }],
    outputs: [1],
  };
}

export function gemmProgram(vector: Pick<GemmVector, "x" | "weights" | "shift" | "low" | "high">): Program {
  const { x, weights, shift, low, high } = vector;
  const gemm: GemmInstruction = {
    ...{ op: "Gemm", operands: [0], constant: 0, shift, low, high },
    output: of("int16", [x.length, weights.length]),
  };
  return {
    input: of("int16", [x.length, x[0].length]),
    constants: [gemmRows(vector)],
    instructions: [gemm],
    outputs: [1],
  };
}

export function gemmRows({ x, weights }: Pick<GemmVector, "x" | "weights">): RowsType {
  return { kind: "rows", rows: weights.length, columns: x[0].length, log2Leaf: LOG2_LEAF };
}
