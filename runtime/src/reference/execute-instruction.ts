import type { Instruction, Operation, Program } from "../program/program.ts";
import type { Rows } from "../tree/row-layout.ts";
import { referenceAdd } from "./add.ts";
import { referenceArgMax } from "./arg-max.ts";
import { referenceAttentionMix } from "./attention-mix.ts";
import { referenceAttentionScores } from "./attention-scores.ts";
import { referenceCacheAppend } from "./cache-append.ts";
import { referenceClamp } from "./clamp.ts";
import { referenceConcat } from "./concat.ts";
import { referenceConstant } from "./constant.ts";
import { referenceConv2D } from "./conv-2d.ts";
import { referenceDepthwiseConv2D } from "./depthwise-conv-2d.ts";
import { referenceExpShift } from "./exp-shift.ts";
import { referenceGather } from "./gather.ts";
import { referenceGemm } from "./gemm.ts";
import { referenceLut } from "./lut.ts";
import { referenceMatMul } from "./mat-mul.ts";
import { referenceMaxPool } from "./max-pool.ts";
import { referenceMul } from "./mul.ts";
import { referenceNormApply } from "./norm-apply.ts";
import { referencePad } from "./pad.ts";
import { referencePosition } from "./position.ts";
import { referenceReshape } from "./reshape.ts";
import { referenceRope } from "./rope.ts";
import { referenceRowMax } from "./row-max.ts";
import { referenceRowSum } from "./row-sum.ts";
import { referenceRowSumSq } from "./row-sum-sq.ts";
import { referenceSample } from "./sample.ts";
import { referenceSlice } from "./slice.ts";
import { referenceSoftmaxNormalise } from "./softmax-normalise.ts";
import { referenceSqrtReciprocal } from "./sqrt-reciprocal.ts";
import { referenceSumPool } from "./sum-pool.ts";
import { referenceTranspose } from "./transpose.ts";
import { referenceUpsample } from "./upsample.ts";

/** Where a run of a step program stands. */
export interface StepState {
  /** Number of the step, from 0. */
  readonly number: number;
  /** Four uint32 that the sampling depends on. */
  readonly seed: Uint32Array;
  /** What the instruction gave in the step before; null in the first step. */
  readonly previous: Int32Array | null;
}

/** What an instruction may read. */
export interface ReferenceState {
  readonly program: Program;
  /** Elements of the values; value 0 is the input. Those of later instructions are of no meaning. */
  readonly values: readonly Int32Array[];
  /** The constants that are rows of weights, by their index in the program. */
  readonly constants: readonly Rows[];
  /** Elements of the constants that are tables, by their index in the program. */
  readonly tables: readonly Int32Array[];
  /** Step 0 in a program without steps. */
  readonly step: StepState;
}

/** Computes an instruction's output, row-major. */
export type Reference<I extends Instruction> = (instruction: I, state: ReferenceState) => Int32Array;

const REFERENCES: { readonly [O in Operation]: Reference<Extract<Instruction, { op: O }>> } = {
  Add: referenceAdd,
  ArgMax: referenceArgMax,
  AttentionMix: referenceAttentionMix,
  AttentionScores: referenceAttentionScores,
  CacheAppend: referenceCacheAppend,
  Clamp: referenceClamp,
  Concat: referenceConcat,
  Constant: referenceConstant,
  Conv2D: referenceConv2D,
  DepthwiseConv2D: referenceDepthwiseConv2D,
  ExpShift: referenceExpShift,
  Gather: referenceGather,
  Gemm: referenceGemm,
  Lut: referenceLut,
  MatMul: referenceMatMul,
  MaxPool: referenceMaxPool,
  Mul: referenceMul,
  NormApply: referenceNormApply,
  Pad: referencePad,
  Position: referencePosition,
  Reshape: referenceReshape,
  Rope: referenceRope,
  RowMax: referenceRowMax,
  RowSum: referenceRowSum,
  RowSumSq: referenceRowSumSq,
  Sample: referenceSample,
  Slice: referenceSlice,
  SoftmaxNormalise: referenceSoftmaxNormalise,
  SqrtReciprocal: referenceSqrtReciprocal,
  SumPool: referenceSumPool,
  Transpose: referenceTranspose,
  Upsample: referenceUpsample,
};

/** Computes one instruction by its definition. */
export function executeInstruction(instruction: Instruction, state: ReferenceState): Int32Array {
  return (REFERENCES[instruction.op] as Reference<Instruction>)(instruction, state);
}
