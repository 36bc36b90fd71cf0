import type { Hex } from "../../src/hash/hex.ts";
import type { Program } from "../../src/program/program.ts";
import type { TensorType } from "../../src/program/tensor-type.ts";

export interface StepModelVector {
  readonly name: string;
  readonly sampled: boolean;
  readonly stopToken: number;
  readonly tokenLimit: number;
  readonly prompt: Hex;
  readonly seed: Hex;
  readonly constants: readonly Hex[];
  readonly answer: Hex;
  readonly steps: number;
  readonly traceRoot: Hex;
}

const [SIZE, HEADS, STEPS, VOCABULARY] = [8, 2, 6, 11];
const of = (dtype: TensorType["dtype"], ...shape: number[]): TensorType => ({ dtype, shape, log2Leaf: 8 });
const int16 = (...shape: number[]) => of("int16", ...shape);
const int32 = (...shape: number[]) => of("int32", ...shape);

/** The program that `StepModel` of `test/vectors/sequences.py` is. */
export function stepModelProgram({ sampled, stopToken, tokenLimit }: StepModelVector): Program {
  const rows = (count: number, columns: number) => ({ kind: "rows", rows: count, columns, log2Leaf: 8 }) as const;
  const table = (count: number, columns: number) =>
    ({ kind: "table", dtype: "int16", rows: count, columns, log2Leaf: 8 }) as const;
  const limits = { low: -32767, high: 32767 };
  const row = int16(1, SIZE);
  return {
    input: int32(1),
    constants: [rows(VOCABULARY, SIZE), rows(SIZE, 1), rows(VOCABULARY, SIZE), table(STEPS, 4), table(1, 8192)],
    instructions: [
      { op: "Gather", operands: [0], constant: 0, shift: 42, output: row },
      { op: "RowSumSq", operands: [1], centred: 0, output: int32(1, 2) },
      { op: "SqrtReciprocal", operands: [2], epsilon: 77, output: int32(1, 2) },
      { op: "NormApply", operands: [1, 3], constant: 1, shift: 40, ...limits, output: row },
      { op: "Rope", operands: [4], constant: 3, output: row },
      { op: "CacheAppend", operands: [5], axis: 0, output: int16(STEPS, SIZE) },
      { op: "CacheAppend", operands: [4], axis: 1, output: int16(SIZE, STEPS) },
      { op: "AttentionScores", operands: [5, 6], multiplier: 2 ** 30, shift: 42, output: int16(HEADS, STEPS) },
      { op: "RowMax", operands: [8], output: int16(HEADS) },
      { op: "ExpShift", operands: [8, 9], multiplier: 2 ** 30, shift: 32, output: int16(HEADS, STEPS) },
      { op: "RowSum", operands: [10], output: int32(HEADS) },
      { op: "SoftmaxNormalise", operands: [10, 11], output: int16(HEADS, STEPS) },
      { op: "AttentionMix", operands: [12, 7], multiplier: 2 ** 30, shift: 45, output: row },
      { op: "Gemm", operands: [13], constant: 2, shift: 40, ...limits, output: int16(1, VOCABULARY) },
      sampled
        ? { op: "Sample", operands: [14], constant: 4, multiplier: 2 ** 30, shift: 32, output: int32(1) }
        : { op: "ArgMax", operands: [14], output: int32(1) },
    ],
    outputs: [15],
    loop: { prompt: of("uint8", 3), stepLimit: STEPS, tokenLimit, stopToken },
  };
}
