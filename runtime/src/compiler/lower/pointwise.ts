import { LUT_ENTRIES } from "../../instructions/lut.ts";
import { evaluateNode } from "../evaluate-node.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { liveNodes } from "../fold-constants.ts";
import type { ModelGraph } from "../model-graph.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { UNARY } from "../operators/unary.ts";
import { WorkBudget } from "../tensor-limits.ts";
import { type LoweredValue, largest } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";
import { MAX_BITS } from "./lowering.ts";

/** Operators that compute each element from elements in the same place. */
const ELEMENTWISE: ReadonlySet<string> = new Set([
  ...Object.keys(UNARY).filter((name) => name !== "Cast" && name !== "CastLike"),
  ...["Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Clip", "Where", "Equal", "Less", "LessOrEqual", "Greater"],
  ...["GreaterOrEqual", "And", "Or", "PRelu", "Sum"],
]);
/** Those that have instructions or no cost at all when they combine a value with a number. */
const SIMPLE: ReadonlySet<string> = new Set(["Add", "Sub", "Mul", "Div", "Clip", "Relu", "Neg"]);

const KNOT_DISTANCE = 128;
const FIRST_KNOT = -256;
/** A table has knots at multiples of 128: a value that reaches fewer of them is given more bits first. */
const LEAST_REACH = 2 ** 14;

/** A value that is a function of one other value, element by element, and needs a table. */
export interface PointwiseFunction {
  readonly output: string;
  /** Name of the value that it is a function of. */
  readonly root: string;
  /** False for a step of a function that only later steps of the same function read. */
  readonly isNeeded: boolean;
  lower(lowering: Lowering): void;
}

/**
 * Finds the largest parts of a graph that are functions of one number, however an exporter writes them: GELU by erf or
 * tanh, SiLU, hard-swish, a chain of several activations. Each becomes one table.
 */
export function findPointwise(graph: ModelGraph): Map<string, PointwiseFunction> {
  const roots = new Map<string, string>();
  const needsTable = new Set<string>();
  for (const node of graph.nodes) {
    const root = commonRoot(graph, node, roots);
    if (root === null) continue;
    const [output] = node.outputs;
    roots.set(output, root);
    const moving = node.inputs.filter((name) => graph.shapes.has(name));
    const isSimple = SIMPLE.has(node.operator) && moving.length === 1 && !isReciprocal(graph, node);
    if (!isSimple || moving.some((name) => needsTable.has(name))) needsTable.add(output);
  }
  const found = new Map<string, PointwiseFunction>();
  for (const output of needsTable) {
    const root = roots.get(output) ?? output;
    const isStep = (consumer: OnnxNode) => roots.get(consumer.outputs[0]) === root;
    const isNeeded = graph.outputNames.includes(output) || !graph.consumers(output).every(isStep);
    found.set(output, { output, root, isNeeded, lower: (lowering) => lowerTable(lowering, { output, root }) });
  }
  return found;
}

/** A division of a number by the value. */
function isReciprocal(graph: ModelGraph, node: OnnxNode): boolean {
  return node.operator === "Div" && graph.constants.has(node.inputs[0]);
}

/** The one value that all inputs of a node are functions of, or null. */
function commonRoot(graph: ModelGraph, node: OnnxNode, roots: ReadonlyMap<string, string>): string | null {
  if (!ELEMENTWISE.has(node.operator)) return null;
  let common: string | null = null;
  for (const name of node.inputs) {
    const constant = graph.constants.get(name);
    if (name === "" || constant?.values.length === 1) continue;
    if (constant !== undefined) return null;
    const root: string = roots.get(name) ?? name;
    if (common !== null && common !== root) return null;
    common = root;
  }
  if (common === null) return null;
  const [from, to] = [graph.shapeOf(common), graph.shapeOf(node.outputs[0])];
  return from.length === to.length && from.every((size, i) => size === to[i]) ? common : null;
}

function lowerTable(lowering: Lowering, { output, root }: { output: string; root: string }): void {
  const { graph } = lowering;
  const source = lowering.value(root);
  const x = largest(source) < LEAST_REACH ? widened(lowering, source) : source;
  const knots = Float64Array.from({ length: LUT_ENTRIES }, (_, i) => (FIRST_KNOT + i) * KNOT_DISTANCE * x.scale);
  const values = evaluateFrom(graph, { output, root }, knots);
  const inside = [...values].filter((_, i) => {
    const at = (FIRST_KNOT + i) * KNOT_DISTANCE;
    return at > x.low - KNOT_DISTANCE && at < x.high + KNOT_DISTANCE;
  });
  const limits = {
    low: inside.reduce((all, each) => Math.min(all, each), Number.POSITIVE_INFINITY),
    high: inside.reduce((all, each) => Math.max(all, each), Number.NEGATIVE_INFINITY),
  };
  const scale = lowering.chooseScale(output, limits);
  const entries = Array.from(values, (each) => clampEntry(each / scale.scale, scale));
  const constant = lowering.addTable("int16", entries);
  const value = lowering.emit({ op: "Lut", operands: [x.value], constant, output: x.type });
  lowering.set(output, { value, type: x.type, layout: x.layout, ...scale });
}

function clampEntry(value: number, { low, high }: { low: number; high: number }): number {
  return Number.isNaN(value) ? 0 : Math.min(high, Math.max(low, Math.round(value))) + 0;
}

/** The same value in 15 bits, so that it reaches all knots. */
function widened(lowering: Lowering, x: LoweredValue): LoweredValue {
  const most = 2 ** MAX_BITS - 1;
  const factor = Math.floor(most / Math.max(1, largest(x)));
  const to = { scale: x.scale / factor, bits: MAX_BITS, low: x.low * factor, high: x.high * factor };
  return factor > 1 ? lowering.rescale(x, to) : x;
}

/** The function at many places at once, by the float evaluator. */
function evaluateFrom(
  graph: ModelGraph,
  { output, root }: { output: string; root: string },
  x: Float64Array,
): Float64Array {
  const context = { opset: graph.opset, budget: new WorkBudget() };
  const values = new Map<string, FloatTensor>([[root, { shape: [x.length], values: x }]]);
  for (const node of stepsTo(graph, output, root)) {
    const inputs = node.inputs.map((name) => {
      const constant = graph.constants.get(name);
      return values.get(name) ?? (constant && { ...constant, shape: [] });
    });
    values.set(node.outputs[0], evaluateNode(node, inputs, context)[0]);
  }
  return values.get(output)?.values ?? x;
}

/** The nodes from the root to the output, in order. */
function stepsTo(graph: ModelGraph, output: string, root: string): readonly OnnxNode[] {
  const pending = [output];
  const found = new Set<OnnxNode>();
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const node = name === root ? undefined : graph.producer(name);
    if (node === undefined || found.has(node)) continue;
    found.add(node);
    pending.push(...node.inputs);
  }
  return liveNodes(
    graph.nodes.filter((node) => found.has(node)),
    [output],
  );
}
