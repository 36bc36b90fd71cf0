import { addRule } from "../instructions/add.ts";
import { argMaxRule } from "../instructions/arg-max.ts";
import { attentionMixRule } from "../instructions/attention-mix.ts";
import { attentionScoresRule } from "../instructions/attention-scores.ts";
import { cacheAppendRule } from "../instructions/cache-append.ts";
import { clampRule } from "../instructions/clamp.ts";
import { concatRule } from "../instructions/concat.ts";
import { constantRule } from "../instructions/constant.ts";
import { conv2DRule } from "../instructions/conv-2d.ts";
import { depthwiseConv2DRule } from "../instructions/depthwise-conv-2d.ts";
import { expShiftRule } from "../instructions/exp-shift.ts";
import { gatherRule } from "../instructions/gather.ts";
import { gemmRule } from "../instructions/gemm.ts";
import type { InstructionRule } from "../instructions/instruction-rule.ts";
import { lutRule } from "../instructions/lut.ts";
import { matMulRule } from "../instructions/mat-mul.ts";
import { maxPoolRule } from "../instructions/max-pool.ts";
import { mulRule } from "../instructions/mul.ts";
import { normApplyRule } from "../instructions/norm-apply.ts";
import { padRule } from "../instructions/pad.ts";
import { positionRule } from "../instructions/position.ts";
import { reshapeRule } from "../instructions/reshape.ts";
import { ropeRule } from "../instructions/rope.ts";
import { rowMaxRule } from "../instructions/row-max.ts";
import { rowSumRule } from "../instructions/row-sum.ts";
import { rowSumSqRule } from "../instructions/row-sum-sq.ts";
import { sampleRule } from "../instructions/sample.ts";
import { sliceRule } from "../instructions/slice.ts";
import { softmaxNormaliseRule } from "../instructions/softmax-normalise.ts";
import { sqrtReciprocalRule } from "../instructions/sqrt-reciprocal.ts";
import { sumPoolRule } from "../instructions/sum-pool.ts";
import { transposeRule } from "../instructions/transpose.ts";
import { upsampleRule } from "../instructions/upsample.ts";
import type { Instruction, Operation } from "./program.ts";

/** The closed list of instructions. */
export const INSTRUCTION_SET: { readonly [O in Operation]: InstructionRule<Extract<Instruction, { op: O }>> } = {
  Add: addRule,
  ArgMax: argMaxRule,
  AttentionMix: attentionMixRule,
  AttentionScores: attentionScoresRule,
  CacheAppend: cacheAppendRule,
  Clamp: clampRule,
  Concat: concatRule,
  Constant: constantRule,
  Conv2D: conv2DRule,
  DepthwiseConv2D: depthwiseConv2DRule,
  ExpShift: expShiftRule,
  Gather: gatherRule,
  Gemm: gemmRule,
  Lut: lutRule,
  MatMul: matMulRule,
  MaxPool: maxPoolRule,
  Mul: mulRule,
  NormApply: normApplyRule,
  Pad: padRule,
  Position: positionRule,
  Reshape: reshapeRule,
  Rope: ropeRule,
  RowMax: rowMaxRule,
  RowSum: rowSumRule,
  RowSumSq: rowSumSqRule,
  Sample: sampleRule,
  Slice: sliceRule,
  SoftmaxNormalise: softmaxNormaliseRule,
  SqrtReciprocal: sqrtReciprocalRule,
  SumPool: sumPoolRule,
  Transpose: transposeRule,
  Upsample: upsampleRule,
};

/** The rule of an instruction's operation. */
export function ruleOf<I extends Instruction>(instruction: I): InstructionRule<I>;
export function ruleOf(instruction: Instruction): InstructionRule<Instruction> {
  return INSTRUCTION_SET[instruction.op] as InstructionRule<Instruction>;
}
