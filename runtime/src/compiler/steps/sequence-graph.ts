import { CompileError } from "../compile-error.ts";
import { evaluateNode } from "../evaluate-node.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { foldConstants, liveNodes } from "../fold-constants.ts";
import { ModelGraph } from "../model-graph.ts";
import { describeNode, type OnnxAttribute, type OnnxNode } from "../onnx/onnx-graph.ts";
import { simplify } from "../rewrite/simplify.ts";
import { WorkBudget } from "../tensor-limits.ts";
import { type Attention, matchAttention } from "./match-attention.ts";
import { matchRotation, type Rotation } from "./match-rotation.ts";
import { type Additions, permutedLayer } from "./permuted-layer.ts";
import { POSITION, TOKEN } from "./step-convention.ts";
import type { StepGraph } from "./step-graph.ts";
import { origin } from "./step-pattern.ts";

/**
 * The step as a graph with tokens as its only input, simplified: what reads caches, the position and rotary tables has
 * become CausalAttention and RotaryPosition. All else computes each row of its own, so that the graph computes a step
 * from one token and a whole run from all of its tokens.
 * @throws CompileError naming the first node that is not understood.
 */
export function sequenceGraph(step: StepGraph): ModelGraph {
  const additions: Additions = { nodes: [], constants: new Map(step.constants) };
  const attentions = new Map<string, Attention>();
  for (const node of step.nodes) {
    if (node.operator !== "Softmax") continue;
    const attention = matchAttention(step, node);
    attentions.set(attention.output, attention);
  }
  for (const node of step.nodes) {
    const attention = attentions.get(node.outputs[0]);
    if (attention === undefined) additions.nodes.push(node);
    else addAttention(step, node, attention, additions);
  }
  const nodes = liveNodes(additions.nodes, [step.logits]);
  const others = new Set([POSITION, ...step.caches.map(({ past }) => past)]);
  const stray = nodes.find(({ inputs }) => inputs.some((name) => others.has(name)));
  if (stray !== undefined) {
    const name = stray.inputs.find((input) => others.has(input));
    throw new CompileError(`${describeNode(stray)} reads "${name}" in a way that is not supported`);
  }
  const input = { name: TOKEN, shape: [1], type: "int64" } as const;
  const outputs = [{ name: step.logits, shape: [] }];
  const graph = { opset: step.opset, nodes, initializers: additions.constants, inputs: [input], outputs };
  return simplify(new ModelGraph(foldConstants(graph, [input])));
}

function addAttention(step: StepGraph, node: OnnxNode, attention: Attention, additions: Additions): void {
  const { heads, keys, values, scale, output } = attention;
  const [keyHeads, stepLimit] = keys.shape;
  const operand = (name: string, count: number) => turned(step, node, { name, heads: count }, additions);
  const inputs = [operand(attention.query, heads), operand(keys.fresh, keyHeads), origin(step, values.fresh)];
  const integers = Object.entries({ heads, keyHeads, stepLimit });
  const attributes = new Map<string, OnnxAttribute>(integers.map(([name, integer]) => [name, { integer }]));
  attributes.set("scale", { float: scale });
  const outputs = [output, scoresName(output)];
  additions.nodes.push({ name: node.name, operator: "CausalAttention", inputs, outputs, attributes });
}

/** Name of the scores of a CausalAttention, by which their range is known. */
export function scoresName(output: string): string {
  return `${output}.scores`;
}

/** A query or key; where it is turned by its position, its layer's channels are put in the order of pairs. */
function turned(
  step: StepGraph,
  node: OnnxNode,
  { name, heads }: { name: string; heads: number },
  additions: Additions,
): string {
  const rotation = matchRotation(step, name);
  if (rotation === null) return origin(step, name);
  const table = pairTable(rotation);
  const [, headSize] = table.shape;
  const order = Array.from({ length: heads * headSize }, (_, i) => {
    const column = i % headSize;
    return i - column + (column >> 1) + (column % 2) * (headSize / 2);
  });
  const source = permutedLayer(step, rotation.source, order, additions);
  const [tableName, output] = [`${source}.table`, `${source}.turned`];
  additions.constants.set(tableName, table);
  const inputs = [source, tableName];
  additions.nodes.push({
    name: node.name,
    operator: "RotaryPosition",
    inputs,
    outputs: [output],
    attributes: new Map(),
  });
  return output;
}

/** [positions, headSize]: cos and sin of each pair, one after the other. */
function pairTable({ cos, sin }: Rotation): FloatTensor {
  const [positions, headSize] = cos.shape;
  const values = Float64Array.from({ length: positions * headSize }, (_, i) => {
    const column = i % headSize;
    return (column % 2 === 0 ? cos : sin).values[i - column + (column >> 1)];
  });
  return { shape: [positions, headSize], values };
}

/**
 * The logits of every step of a run, row-major [steps, vocabulary].
 * @param visit Called with every node's outputs.
 */
export function evaluateRun(
  graph: ModelGraph,
  tokens: ArrayLike<number>,
  visit: (name: string, tensor: FloatTensor) => void = () => {},
): FloatTensor {
  const context = { opset: graph.opset, budget: new WorkBudget() };
  const input: FloatTensor = { shape: [tokens.length], values: Float64Array.from(tokens), type: "int64" };
  const values = new Map([[TOKEN, input]]);
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => values.get(name) ?? graph.constants.get(name));
    const outputs = evaluateNode(node, inputs, context);
    node.outputs.forEach((name, i) => {
      if (name === "" || outputs[i] === undefined) return;
      values.set(name, outputs[i]);
      visit(name, outputs[i]);
    });
  }
  return values.get(graph.outputNames[0]) ?? { shape: [0], values: new Float64Array(0) };
}
