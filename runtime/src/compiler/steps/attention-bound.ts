import type { ModelGraph } from "../model-graph.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";

export const ACCUMULATOR_LIMIT = 2 ** 31;
const SHARES_SUM = 2 ** 15;

/** What a pair of cos and sin may be longer than 1 by: a float's rounding, and then that of 15 fraction bits. */
export const PAIR_SLACK = 2 ** -13;

/** Largest magnitude after a turn by RotaryPosition: of a pair it is at most the pair's length. */
export function turnedMost(most: number): number {
  return Math.ceil(Math.SQRT2 * most * (1 + PAIR_SLACK)) + 1;
}

/** Largest |accumulator| of a product of query and key of these magnitudes. */
export function scoreBound(headSize: number, query: number, key: number): number {
  return headSize * query * key;
}

/** Largest |accumulator| of values mixed by the shares of `steps` rows, each rounded by at most a half. */
export function mixBound(steps: number, value: number): number {
  return (SHARES_SUM + Math.ceil(steps / 2)) * value;
}

/**
 * Whether a CausalAttention cannot overflow when one of its inputs has this magnitude before it is turned, and a query
 * or key the same as the other. Of values any int16 will do: at the most steps, 4096, `mixBound` is below 2^31.
 */
export function fitsAttention(graph: ModelGraph, node: OnnxNode, input: string, most: number): boolean {
  const [query, key] = node.inputs;
  if (input !== query && input !== key) return true;
  const headSize = (graph.shapeOf(query).at(-1) ?? 1) / (node.attributes.get("heads")?.integer ?? 1);
  const turned = turnedMost(most);
  return scoreBound(headSize, turned, turned) < ACCUMULATOR_LIMIT;
}
