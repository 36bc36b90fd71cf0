import type { AddInstruction } from "../instructions/add.ts";
import type { ArgMaxInstruction } from "../instructions/arg-max.ts";
import type { AttentionMixInstruction } from "../instructions/attention-mix.ts";
import type { AttentionScoresInstruction } from "../instructions/attention-scores.ts";
import type { CacheAppendInstruction } from "../instructions/cache-append.ts";
import type { ClampInstruction } from "../instructions/clamp.ts";
import type { ConcatInstruction } from "../instructions/concat.ts";
import type { ConstantInstruction } from "../instructions/constant.ts";
import type { Conv2DInstruction } from "../instructions/conv-2d.ts";
import type { DepthwiseConv2DInstruction } from "../instructions/depthwise-conv-2d.ts";
import type { ExpShiftInstruction } from "../instructions/exp-shift.ts";
import type { GatherInstruction } from "../instructions/gather.ts";
import type { GemmInstruction } from "../instructions/gemm.ts";
import type { LutInstruction } from "../instructions/lut.ts";
import type { MatMulInstruction } from "../instructions/mat-mul.ts";
import type { MaxPoolInstruction } from "../instructions/max-pool.ts";
import type { MulInstruction } from "../instructions/mul.ts";
import type { NormApplyInstruction } from "../instructions/norm-apply.ts";
import type { PadInstruction } from "../instructions/pad.ts";
import type { PositionInstruction } from "../instructions/position.ts";
import type { ReshapeInstruction } from "../instructions/reshape.ts";
import type { RopeInstruction } from "../instructions/rope.ts";
import type { RowMaxInstruction } from "../instructions/row-max.ts";
import type { RowSumInstruction } from "../instructions/row-sum.ts";
import type { RowSumSqInstruction } from "../instructions/row-sum-sq.ts";
import type { SampleInstruction } from "../instructions/sample.ts";
import type { SliceInstruction } from "../instructions/slice.ts";
import type { SoftmaxNormaliseInstruction } from "../instructions/softmax-normalise.ts";
import type { SqrtReciprocalInstruction } from "../instructions/sqrt-reciprocal.ts";
import type { SumPoolInstruction } from "../instructions/sum-pool.ts";
import type { TransposeInstruction } from "../instructions/transpose.ts";
import type { UpsampleInstruction } from "../instructions/upsample.ts";
import type { DType } from "./dtype.ts";
import type { TensorType } from "./tensor-type.ts";

/** One instruction: a pure function of earlier values and at most one constant, with one output tensor. */
export type Instruction =
  | AddInstruction
  | ArgMaxInstruction
  | AttentionMixInstruction
  | AttentionScoresInstruction
  | CacheAppendInstruction
  | ClampInstruction
  | ConcatInstruction
  | ConstantInstruction
  | Conv2DInstruction
  | DepthwiseConv2DInstruction
  | ExpShiftInstruction
  | GatherInstruction
  | GemmInstruction
  | LutInstruction
  | MatMulInstruction
  | MaxPoolInstruction
  | MulInstruction
  | NormApplyInstruction
  | PadInstruction
  | PositionInstruction
  | ReshapeInstruction
  | RopeInstruction
  | RowMaxInstruction
  | RowSumInstruction
  | RowSumSqInstruction
  | SampleInstruction
  | SliceInstruction
  | SoftmaxNormaliseInstruction
  | SqrtReciprocalInstruction
  | SumPoolInstruction
  | TransposeInstruction
  | UpsampleInstruction;

/** Name of an instruction. */
export type Operation = Instruction["op"];

/**
 * A matrix of int8 weights [rows, columns] with a bias (int32) and a multiplier (31 bits) per row, one row per output
 * channel, in the layout of `row-layout.ts`.
 */
export interface RowsType {
  readonly kind: "rows";
  readonly rows: number;
  readonly columns: number;
  readonly log2Leaf: number;
}

/**
 * Plain numbers [rows, columns], row-major, little-endian, without padding: a table of an instruction, or a tensor that
 * `Constant` makes a value.
 */
export interface TableType {
  readonly kind: "table";
  readonly dtype: TableDType;
  readonly rows: number;
  readonly columns: number;
  readonly log2Leaf: number;
}

/** Element types of tables. */
export const TABLE_DTYPES = ["int8", "int16", "int32"] as const satisfies readonly DType[];
export type TableDType = (typeof TABLE_DTYPES)[number];

/** Type of a constant. */
export type ConstantType = RowsType | TableType;

/**
 * A model as a list of tensor instructions over integers.
 *
 * Values are numbered: value 0 is the input, value n + 1 is what instruction n computes. The answer is the bytes of
 * `outputs`, concatenated in that order, little-endian.
 */
export interface Program {
  readonly input: TensorType;
  readonly constants: readonly ConstantType[];
  readonly instructions: readonly Instruction[];
  readonly outputs: readonly number[];
  /** Of a program that is repeated, step by step; left out of one that is run once. */
  readonly loop?: StepLoop;
}

/**
 * How a step program is repeated: an autoregressive model, one token a step.
 *
 * Its `input` is int32 [1]: in step t the token t of the prompt, and after the prompt the token that step t - 1 gave.
 * Its only output, int32 [1], is the token that the step gives (an ArgMax or a Sample). A run ends with the step, from
 * the prompt's last token on, that gives `stopToken`, or that gives the last token that `tokenLimit` or `stepLimit`
 * allows. The answer is the tokens given from the prompt's last step on, without the stop token, in the prompt's element
 * type (uint8: the token modulo 256).
 */
export interface StepLoop {
  /**
   * uint8 (a model of bytes) or int32 (a model with a tokenizer), [promptLimit]. A prompt has 1 to promptLimit tokens;
   * only their bytes are given.
   */
  readonly prompt: TensorType;
  /** The most steps of a run, at least promptLimit, at most 4096: the length of the caches. */
  readonly stepLimit: number;
  /** The most tokens of an answer, 1 to stepLimit. */
  readonly tokenLimit: number;
  /** Token that ends the run; -1 for none. */
  readonly stopToken: number;
}

/** Type of value `index` (0 is the input, n + 1 the output of instruction n). */
export function valueType(program: Program, index: number): TensorType {
  return index === 0 ? program.input : program.instructions[index - 1].output;
}
