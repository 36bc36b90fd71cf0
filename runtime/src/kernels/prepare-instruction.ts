import type { Instruction, Operation, Program, RowsType } from "../program/program.ts";
import { prepareAdd } from "./add.ts";
import { prepareArgMax } from "./arg-max.ts";
import { prepareAttentionMix } from "./attention-mix.ts";
import { prepareAttentionScores } from "./attention-scores.ts";
import { prepareCacheAppend } from "./cache-append.ts";
import { prepareClamp } from "./clamp.ts";
import { prepareConcat } from "./concat.ts";
import { prepareConstant } from "./constant.ts";
import { prepareConv2D } from "./conv-2d.ts";
import { prepareDepthwiseConv2D } from "./depthwise-conv-2d.ts";
import { prepareExpShift } from "./exp-shift.ts";
import { prepareGather } from "./gather.ts";
import { prepareGemm } from "./gemm.ts";
import type { Kernels } from "./kernels.ts";
import { prepareLut } from "./lut.ts";
import { prepareMatMul } from "./mat-mul.ts";
import { prepareMaxPool } from "./max-pool.ts";
import { prepareMul } from "./mul.ts";
import { prepareNormApply } from "./norm-apply.ts";
import { preparePad } from "./pad.ts";
import type { PartedRun } from "./parted-run.ts";
import { preparePosition } from "./position.ts";
import { prepareReshape } from "./reshape.ts";
import { prepareRope } from "./rope.ts";
import { prepareRowMax } from "./row-max.ts";
import { prepareRowSum } from "./row-sum.ts";
import { prepareRowSumSq } from "./row-sum-sq.ts";
import { prepareSample } from "./sample.ts";
import { prepareSlice } from "./slice.ts";
import { prepareSoftmaxNormalise } from "./softmax-normalise.ts";
import { prepareSqrtReciprocal } from "./sqrt-reciprocal.ts";
import { prepareSumPool } from "./sum-pool.ts";
import { prepareTranspose } from "./transpose.ts";
import { prepareUpsample } from "./upsample.ts";

/** Where the tensors of one program lie in a kernels' memory. */
export interface KernelPlan {
  readonly kernels: Kernels;
  readonly program: Program;
  /** Address of each value; value 0 is the input. */
  readonly values: readonly number[];
  /** Committed bytes of each constant. */
  readonly constants: readonly Uint8Array[];
  /** Address of the run's seed, 16 bytes. */
  readonly seed: number;
  /** Multiplications that make a part worth another thread's while. */
  readonly partWork: number;
}

/** Computes an instruction's output in the step of this number; 0 in a program without steps. */
export type Run = (step: number) => void;

/** Puts an instruction's constant into memory and returns what computes its output. */
export type Prepare<I extends Instruction> = (instruction: I, out: number, plan: KernelPlan) => Run | PartedRun;

const PREPARATIONS: { readonly [O in Operation]: Prepare<Extract<Instruction, { op: O }>> } = {
  Add: prepareAdd,
  ArgMax: prepareArgMax,
  AttentionMix: prepareAttentionMix,
  AttentionScores: prepareAttentionScores,
  CacheAppend: prepareCacheAppend,
  Clamp: prepareClamp,
  Concat: prepareConcat,
  Constant: prepareConstant,
  Conv2D: prepareConv2D,
  DepthwiseConv2D: prepareDepthwiseConv2D,
  ExpShift: prepareExpShift,
  Gather: prepareGather,
  Gemm: prepareGemm,
  Lut: prepareLut,
  MatMul: prepareMatMul,
  MaxPool: prepareMaxPool,
  Mul: prepareMul,
  NormApply: prepareNormApply,
  Pad: preparePad,
  Position: preparePosition,
  Reshape: prepareReshape,
  Rope: prepareRope,
  RowMax: prepareRowMax,
  RowSum: prepareRowSum,
  RowSumSq: prepareRowSumSq,
  Sample: prepareSample,
  Slice: prepareSlice,
  SoftmaxNormalise: prepareSoftmaxNormalise,
  SqrtReciprocal: prepareSqrtReciprocal,
  SumPool: prepareSumPool,
  Transpose: prepareTranspose,
  Upsample: prepareUpsample,
};

/** What computes an instruction's output at address `out`. */
export function prepareInstruction(instruction: Instruction, out: number, plan: KernelPlan): Run | PartedRun {
  return (PREPARATIONS[instruction.op] as Prepare<Instruction>)(instruction, out, plan);
}

/** Type of a constant that the validator found to be rows of weights. */
export function rowsTypeOf(program: Program, constant: number): RowsType {
  const type = program.constants[constant];
  if (type.kind !== "rows") throw new TypeError(`constant ${constant} is no rows of weights`);
  return type;
}
