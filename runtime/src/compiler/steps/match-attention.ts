import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import type { StepCache } from "./step-convention.ts";
import type { StepGraph } from "./step-graph.ts";
import { factored, isAxis, keepsOrder, maker, origin, positionTable } from "./step-pattern.ts";

/** Attention of one query to the rows of a cache and its own. */
export interface Attention {
  /** Name of the query, before the factors that are in `scale`. */
  readonly query: string;
  readonly keys: StepCache;
  readonly values: StepCache;
  /** What the scores are multiplied with. */
  readonly scale: number;
  /** Name of the mixed values, [1, heads * headSize]. */
  readonly output: string;
  readonly heads: number;
}

/** The least that a masked row's score must be lowered by: e^-32 of another row's share is below a share's last bit. */
const LEAST_MASKED = -32;

/**
 * Reads the attention around a Softmax: scores of the cache's rows and of the step's own, which are concatenated before
 * or after the product, a mask by position, the values mixed by the shares.
 * @throws CompileError naming the node where it is anything else.
 */
export function matchAttention(graph: StepGraph, softmax: OnnxNode): Attention {
  const refuse = (node: OnnxNode, reason: string): never => {
    throw new CompileError(`${describeNode(node)}: ${reason}, in the attention of ${describeNode(softmax)}`);
  };
  const rank = graph.shapeOf(softmax.inputs[0]).length;
  if (!isAxis(softmax, rank, 1, -1)) refuse(softmax, "not over the last axis");
  const masked = maker(graph, softmax.inputs[0], "Add") ?? refuse(softmax, "its scores have no mask added to them");
  const maskAt = positionTable(graph, masked.inputs[0]) === null ? 1 : 0;
  const mask = positionTable(graph, masked.inputs[maskAt]) ?? refuse(masked, "adds no row of a mask by position");
  if (!isMask(mask, graph.stepLimit)) refuse(masked, "its mask is not 0 for earlier rows and the own, and below -32");
  const { product, factor } = scoresOf(graph, masked.inputs[1 - maskAt]) ?? refuse(masked, "unknown scores");
  const query = factored(graph, product.query);
  const mix = mixOf(graph, softmax) ?? refuse(softmax, "its shares mix no cached values");
  const [keyHeads, , headSize] = product.cache.shape;
  const [valueHeads, , valueSize] = mix.cache.shape;
  const heads = graph.shapeOf(query.name).reduce((all, size) => all * size, 1) / headSize;
  if (valueHeads !== keyHeads || valueSize !== headSize || heads % keyHeads !== 0) {
    refuse(softmax, `${heads} heads of keys [${keyHeads}, ${headSize}] and values [${valueHeads}, ${valueSize}]`);
  }
  const { cache: values, output } = mix;
  return { query: query.name, keys: product.cache, values, scale: factor * query.factor, output, heads };
}

interface CacheProduct {
  readonly query: string;
  readonly cache: StepCache;
}

/** The product that the scores are, and the factor between them. */
function scoresOf(graph: StepGraph, name: string): { product: CacheProduct; factor: number } | null {
  const { name: inner, factor } = factored(graph, name);
  const concat = maker(graph, inner, "Concat");
  if (concat === null) {
    const all = keyProduct(graph, inner);
    const cache = all === null ? null : wholeCache(graph, all.keys);
    return all === null || cache === null ? null : { product: { query: all.query, cache }, factor };
  }
  const rank = graph.shapeOf(concat.outputs[0]).length;
  if (concat.inputs.length !== 2 || !isAxis(concat, rank, 1, 1)) return null;
  const [past, own] = concat.inputs.map((part) => {
    const each = factored(graph, part);
    return { factor: each.factor, product: keyProduct(graph, each.name) };
  });
  if (past.product === null || own.product === null || past.factor !== own.factor) return null;
  const cache = cacheOf(graph, past.product.keys, own.product.keys);
  const isSame = origin(graph, past.product.query) === origin(graph, own.product.query);
  return cache === null || !isSame
    ? null
    : { product: { query: past.product.query, cache }, factor: factor * past.factor };
}

/** query * keys turned. */
function keyProduct(graph: StepGraph, name: string): { query: string; keys: string } | null {
  const node = maker(graph, name, "MatMul");
  const turn = node === null ? undefined : graph.producer(node.inputs[1]);
  const order = turn?.operator === "Transpose" ? (turn.attributes.get("perm")?.integers ?? []) : [];
  const isTurned = order.length >= 2 && order.every((axis, i) => axis === exchanged(order.length)[i]);
  return node === null || turn === undefined || !isTurned ? null : { query: node.inputs[0], keys: turn.inputs[0] };
}

const exchanged = (rank: number) => Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));

/** The cache whose rows, and then this step's, are concatenated. */
function wholeCache(graph: StepGraph, name: string): StepCache | null {
  const concat = maker(graph, name, "Concat");
  const rank = graph.shapeOf(concat?.outputs[0] ?? "").length;
  if (concat === null || concat.inputs.length !== 2 || !isAxis(concat, rank, 2, 1)) return null;
  return cacheOf(graph, concat.inputs[0], concat.inputs[1]);
}

function cacheOf(graph: StepGraph, past: string, own: string): StepCache | null {
  const cache = graph.caches.find((each) => each.past === origin(graph, past));
  return cache !== undefined && origin(graph, own) === origin(graph, cache.fresh) ? cache : null;
}

/** The product of the shares with cached values, as a row. */
function mixOf(graph: StepGraph, softmax: OnnxNode): { cache: StepCache; output: string } | null {
  const [node, ...others] = graph.consumers(softmax.outputs[0]);
  if (node?.operator !== "MatMul" || others.length > 0 || node.inputs[0] !== softmax.outputs[0]) return null;
  const cache = wholeCache(graph, node.inputs[1]);
  let [output] = node.outputs;
  for (;;) {
    const [next, ...rest] = graph.consumers(output);
    if (next === undefined || rest.length > 0 || !keepsOrder(graph, next)) break;
    [output] = next.outputs;
  }
  const shape = graph.shapeOf(output);
  return cache !== null && shape.length === 2 && shape[0] === 1 ? { cache, output } : null;
}

/** [positions, steps + 1]: what each row's score is lowered by; the last column is the step's own row. */
function isMask({ shape, values }: FloatTensor, steps: number): boolean {
  const [positions, columns] = shape;
  if (positions < steps || columns !== steps + 1) return false;
  return values.every((value, i) => {
    const [position, row] = [Math.floor(i / columns), i % columns];
    return row < position || row === steps ? value === 0 : value <= LEAST_MASKED;
  });
}
