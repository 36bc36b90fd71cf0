import { CompileError } from "../compile-error.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { emitRows } from "./linear.ts";
import { int16, int32, type LoweredValue } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweringFamily } from "./lowering-table.ts";
import { MAX_ROW } from "./rows.ts";

/** The fraction bits of a normalised element in a NormApply. */
const NORMAL_SCALE = 2 ** -16;
const MAX_EPSILON = 2 ** 52;
/** Probabilities have 15 fraction bits. */
const PROBABILITY_SCALE = 2 ** -15;
const MOST_PROBABLE = 32767;
/** A softmax's exponents have 8 fraction bits, in base 2. */
const EXPONENT_STEPS = 256 / Math.LN2;
const MIN_EXPONENT_SHIFT = 16;
const MAX_SHIFT = 62;

/** The input as rows of its last dimension. */
function rowsOf(node: OnnxNode, lowering: Lowering): { x: LoweredValue; rows: number; columns: number } {
  const shape = lowering.graph.shapeOf(node.inputs[0]);
  const columns = shape[shape.length - 1];
  if (columns > MAX_ROW)
    throw new CompileError(`${describeNode(node)}: rows of ${columns} elements, at most ${MAX_ROW}`);
  const rows = shape.slice(0, -1).reduce((all, size) => all * size, 1);
  return { x: lowering.plain(node.inputs[0], [rows, columns]), rows, columns };
}

/** RowSum (for a mean), RowSumSq, SqrtReciprocal, NormApply. */
function lowerNorm(node: OnnxNode, lowering: Lowering): void {
  const isCentred = node.operator === "LayerNormalization";
  const call = lowering.call(node);
  const { x, rows, columns } = rowsOf(node, lowering);
  const [gamma, beta] = [1, 2].map((i) => lowering.graph.constants.get(node.inputs[i] ?? ""));
  const wanted = (node.inputs[2] ?? "") !== "";
  const fits = gamma?.values.length === columns && (beta?.values.length ?? columns) === columns;
  if (!fits || (wanted && beta === undefined)) {
    throw new CompileError(`${describeNode(node)}: its scale and bias must be constant rows of ${columns}`);
  }
  const squares = lowering.emit({
    ...{ op: "RowSumSq", operands: [x.value], centred: isCentred ? 1 : 0 },
    output: int32([rows, 2]),
  });
  // The sum of squares is in units of (columns / scale)^2.
  const exact = call.float("epsilon", 1e-5) * (columns / x.scale) ** 2;
  const epsilon = Math.min(MAX_EPSILON, Math.max(1, Math.round(exact)));
  const reciprocal = lowering.emit({ op: "SqrtReciprocal", operands: [squares], epsilon, output: int32([rows, 2]) });
  const sums = isCentred ? lowering.emit({ op: "RowSum", operands: [x.value], output: int32([rows]) }) : null;
  const layer = {
    ...{ channels: columns, columns: 1, weights: gamma.values },
    bias: beta?.values ?? new Float64Array(columns),
  };
  // No element of a row of n is more than sqrt(n) standard deviations away from its mean.
  const largestX = Math.ceil(Math.sqrt(columns) / NORMAL_SCALE);
  const [output] = node.outputs;
  const parts = emitRows(lowering, layer, { inputScale: NORMAL_SCALE, largestX, output });
  const { constant, shift, low, high, name } = parts;
  const value = lowering.emit({
    ...{ op: "NormApply", constant, shift, low, high },
    operands: sums === null ? [x.value, reciprocal] : [x.value, reciprocal, sums],
    output: x.type,
  });
  lowering.name([output, name], { value, type: x.type, layout: "plain", ...parts.scale });
}

function lowerSoftmax(node: OnnxNode, lowering: Lowering): void {
  const { x, rows, columns } = rowsOf(node, lowering);
  lowering.set(node.outputs[0], emitSoftmax(lowering, x, rows, columns));
}

/** RowMax, ExpShift, RowSum, SoftmaxNormalise of int16 [rows, columns]. */
export function emitSoftmax(lowering: Lowering, x: LoweredValue, rows: number, columns: number): LoweredValue {
  const max = lowering.emit({ op: "RowMax", operands: [x.value], output: int16([rows]) });
  const ratio = x.scale * EXPONENT_STEPS;
  let shift = MAX_SHIFT;
  while (shift > MIN_EXPONENT_SHIFT && Math.round(ratio * 2 ** shift) >= 2 ** 31) shift--;
  const multiplier = Math.min(2 ** 31 - 1, Math.round(ratio * 2 ** shift));
  const type = int16([rows, columns]);
  const powers = lowering.emit({ op: "ExpShift", operands: [x.value, max], multiplier, shift, output: type });
  const sum = lowering.emit({ op: "RowSum", operands: [powers], output: int32([rows]) });
  const value = lowering.emit({ op: "SoftmaxNormalise", operands: [powers, sum], output: type });
  return {
    ...{ value, type, layout: "plain", scale: PROBABILITY_SCALE, low: 0, high: MOST_PROBABLE, bits: 15 },
    // Each is rounded by at most a half.
    rowSum: 2 ** 15 + Math.ceil(columns / 2),
  };
}

/** Rows that are brought to one size. */
export const NORMALISING: LoweringFamily = {
  LayerNormalization: lowerNorm,
  RMSNormalization: lowerNorm,
  Softmax: lowerSoftmax,
};
