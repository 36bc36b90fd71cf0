import type { ConstantType, Instruction, Program } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { constantByteLength } from "../tree/row-layout.ts";
import type { ExecutableModel } from "./executor.ts";

const [SIZE, HEADS, STEPS, VOCABULARY] = [24, 2, 9, 37];
const LIMITS = { low: -32767, high: 32767 } as const;
const SCALE = { multiplier: 2 ** 30, shift: 42 } as const;
const ROW = of("int16", 1, SIZE);
const PER_HEAD = of("int16", HEADS, STEPS);

/** A small step program with every instruction that sequence models are made of; its constants are of no meaning. */
export function selfTestSteps(): ExecutableModel {
  const constants: ConstantType[] = [
    { kind: "rows", rows: VOCABULARY, columns: SIZE, log2Leaf: 8 },
    { kind: "rows", rows: SIZE, columns: 1, log2Leaf: 8 },
    { kind: "table", dtype: "int16", rows: STEPS, columns: SIZE / HEADS, log2Leaf: 8 },
    { kind: "table", dtype: "int16", rows: 1, columns: 8192, log2Leaf: 8 },
  ];
  const token = of("int32", 1);
  const instructions: Instruction[] = [
    { op: "Gather", operands: [0], constant: 0, shift: 42, output: ROW },
    { op: "RowSum", operands: [1], output: of("int32", 1) },
    { op: "RowSumSq", operands: [1], centred: 1, output: of("int32", 1, 2) },
    { op: "SqrtReciprocal", operands: [3], epsilon: 77, output: of("int32", 1, 2) },
    { op: "NormApply", operands: [1, 4, 2], constant: 1, shift: 46, ...LIMITS, output: ROW },
    { op: "Rope", operands: [5], constant: 2, output: ROW },
    { op: "CacheAppend", operands: [6], axis: 0, output: of("int16", STEPS, SIZE) },
    { op: "CacheAppend", operands: [5], axis: 1, output: of("int16", SIZE, STEPS) },
    { op: "AttentionScores", operands: [6, 7], ...SCALE, output: PER_HEAD },
    { op: "RowMax", operands: [9], output: of("int16", HEADS) },
    { op: "ExpShift", operands: [9, 10], ...SCALE, output: PER_HEAD },
    { op: "RowSum", operands: [11], output: of("int32", HEADS) },
    { op: "SoftmaxNormalise", operands: [11, 12], output: PER_HEAD },
    { op: "AttentionMix", operands: [13, 8], ...SCALE, output: ROW },
    { op: "Gemm", operands: [14], constant: 0, shift: 44, ...LIMITS, output: of("int16", 1, VOCABULARY) },
    { op: "Position", operands: [], output: token },
    { op: "Sample", operands: [15], constant: 3, multiplier: 2 ** 30, shift: 32, output: token },
  ];
  const program: Program = {
    ...{ input: token, constants, instructions, outputs: [instructions.length] },
    loop: { prompt: of("int32", 4), stepLimit: STEPS, tokenLimit: STEPS, stopToken: -1 },
  };
  return {
    program,
    constants: constants.map((type) =>
      Uint8Array.from({ length: constantByteLength(type) }, (_, i) => (i * 89 + (i >> 8) * 31) % 251),
    ),
  };
}

function of(dtype: TensorType["dtype"], ...shape: number[]): TensorType {
  return { dtype, shape, log2Leaf: 8 };
}
