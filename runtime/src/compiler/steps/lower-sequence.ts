import { DEFAULT_LOG2_LEAF } from "../../program/limits.ts";
import type { ConstantType } from "../../program/program.ts";
import { encodeTensor } from "../../program/tensor-values.ts";
import { chooseMultipliers, MAX_RATIO } from "../choose-multipliers.ts";
import { CompileError } from "../compile-error.ts";
import { int16, type LoweredValue, largest } from "../lower/lowered-value.ts";
import type { Lowering } from "../lower/lowering.ts";
import type { LoweringFamily } from "../lower/lowering-table.ts";
import { emitSoftmax } from "../lower/normalising.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { ACCUMULATOR_LIMIT, mixBound, PAIR_SLACK, scoreBound, turnedMost } from "./attention-bound.ts";
import { attentionAttributes } from "./sequence-operators.ts";

/** cos and sin have 15 fraction bits; 1 is a little less than it. */
const ONE = 32767;
const MOST_INT16 = 32767;
/** With fewer bits attention would not be worth running. */
const LEAST_BITS = 8;
const MOST_BITS = 14;

/** A Rope. */
function lowerRotary(node: OnnxNode, lowering: Lowering): void {
  const table = lowering.graph.constants.get(node.inputs[1]);
  if (table === undefined) throw new CompileError(`${describeNode(node)}: its table must be a constant`);
  const isTurn = (cos: number, i: number, all: Float64Array) =>
    i % 2 === 1 || Math.hypot(cos, all[i + 1]) <= 1 + PAIR_SLACK / 2;
  if (!table.values.every((each) => Math.abs(each) <= 1) || !table.values.every(isTurn)) {
    throw new CompileError(`${describeNode(node)}: its cos and sin do more than turn`);
  }
  const [rows, columns] = table.shape;
  const type: ConstantType = { kind: "table", dtype: "int16", rows, columns, log2Leaf: DEFAULT_LOG2_LEAF };
  const constant = lowering.addConstant(
    type,
    encodeTensor(
      "int16",
      Array.from(table.values, (each) => Math.round(each * ONE)),
    ),
  );
  const x = lowering.plain(node.inputs[0]);
  const most = Math.min(MOST_INT16, turnedMost(largest(x)));
  const value = lowering.emit({ op: "Rope", operands: [x.value], constant, output: x.type });
  lowering.set(node.outputs[0], { ...x, value, low: -most, high: most, bits: Math.ceil(Math.log2(most + 1)) });
}

/** CacheAppend of key and value, AttentionScores, a softmax, AttentionMix. */
function lowerAttention(node: OnnxNode, lowering: Lowering): void {
  const { heads, keyHeads, stepLimit, scale } = attentionAttributes(lowering.call(node));
  const [output, scoresName] = node.outputs;
  const [query, key, v] = node.inputs.map((name) => lowering.plain(name));
  const width = query.type.shape[1];
  const headSize = width / heads;
  const fits = (q: LoweredValue, k: LoweredValue) => scoreBound(headSize, largest(q), largest(k)) < ACCUMULATOR_LIMIT;
  const [q, k] = narrowedPair(lowering, node, [query, key], fits);
  const cacheWidth = keyHeads * headSize;
  const keys = lowering.emit({
    ...{ op: "CacheAppend", operands: [k.value], axis: 0 },
    output: int16([stepLimit, cacheWidth]),
  });
  const cached = lowering.emit({
    ...{ op: "CacheAppend", operands: [v.value], axis: 1 },
    output: int16([cacheWidth, stepLimit]),
  });
  const product = q.scale * k.scale * scale;
  const scoreScale = lowering.chooseScale(scoresName, undefined, product / MAX_RATIO);
  const type = int16([heads, stepLimit]);
  lowering.bounds.push({
    instruction: lowering.instructions.length,
    accumulator: scoreBound(headSize, largest(q), largest(k)),
  });
  const scores = lowering.emit({
    ...{ op: "AttentionScores", operands: [q.value, keys], ...attributesOf(product / scoreScale.scale) },
    output: type,
  });
  const lowered: LoweredValue = { value: scores, type, layout: "plain", ...scoreScale };
  const shares = emitSoftmax(lowering, lowered, heads, stepLimit);
  const mixed = shares.scale * v.scale;
  const mixScale = lowering.chooseScale(output, undefined, mixed / MAX_RATIO);
  lowering.bounds.push({ instruction: lowering.instructions.length, accumulator: mixBound(stepLimit, largest(v)) });
  const row = int16([1, width]);
  const value = lowering.emit({
    ...{ op: "AttentionMix", operands: [shares.value, cached], ...attributesOf(mixed / mixScale.scale) },
    output: row,
  });
  lowering.set(output, { value, type: row, layout: "plain", ...mixScale });
}

/** Query and key with as many bits as do not overflow. */
function narrowedPair(
  lowering: Lowering,
  node: OnnxNode,
  pair: readonly [LoweredValue, LoweredValue],
  fits: (q: LoweredValue, k: LoweredValue) => boolean,
): readonly [LoweredValue, LoweredValue] {
  if (fits(...pair)) return pair;
  for (let bits = MOST_BITS; bits >= LEAST_BITS; bits--) {
    const most = 2 ** bits - 1;
    const limited = (x: LoweredValue) => ({ ...x, low: Math.max(x.low, -most), high: Math.min(x.high, most) });
    if (!fits(limited(pair[0]), limited(pair[1]))) continue;
    return [lowering.narrowed(pair[0], bits), lowering.narrowed(pair[1], bits)];
  }
  throw new CompileError(`${describeNode(node)}: its scores overflow int32 even at ${LEAST_BITS} bits`);
}

function attributesOf(ratio: number): { multiplier: number; shift: number } {
  const { multipliers, shift } = chooseMultipliers(Float64Array.of(ratio));
  return { multiplier: multipliers[0], shift };
}

/** What only step programs have. */
export const SEQUENCE_LOWERINGS: LoweringFamily = { CausalAttention: lowerAttention, RotaryPosition: lowerRotary };
