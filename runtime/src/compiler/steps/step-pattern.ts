import type { FloatTensor } from "../float-tensor.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { OperatorCall } from "../operators/operator-call.ts";
import { sliceRanges } from "../operators/selection.ts";
import { WorkBudget } from "../tensor-limits.ts";
import { POSITION } from "./step-convention.ts";
import type { StepGraph } from "./step-graph.ts";

const SAME_ORDER: ReadonlySet<string> = new Set(["Reshape", "Squeeze", "Unsqueeze", "Flatten", "Identity"]);

/** Whether a node passes its first input's elements on in their order, in whatever shape. */
export function keepsOrder(graph: StepGraph, node: OnnxNode): boolean {
  if (SAME_ORDER.has(node.operator)) return true;
  if (node.operator !== "Transpose") return false;
  const shape = graph.shapeOf(node.inputs[0]);
  const order = node.attributes.get("perm")?.integers ?? shape.map((_, i) => shape.length - 1 - i);
  const long = order.filter((axis) => shape[axis] !== 1);
  return long.every((axis, i) => i === 0 || axis > long[i - 1]);
}

/** The value whose elements these are, in the same order: what reshapes were made of. */
export function origin(graph: StepGraph, name: string): string {
  let found = name;
  for (;;) {
    const node = graph.producer(found);
    if (node === undefined || !keepsOrder(graph, node)) return found;
    [found] = node.inputs;
  }
}

/** The node that computes a value, whatever its shape, if it has one of these operators. */
export function maker(graph: StepGraph, name: string, ...operators: readonly string[]): OnnxNode | null {
  const node = graph.producer(origin(graph, name));
  return node !== undefined && operators.includes(node.operator) ? node : null;
}

/** A value as another one times a number. */
export function factored(graph: StepGraph, name: string): { name: string; factor: number } {
  let [found, factor] = [origin(graph, name), 1];
  for (;;) {
    const node = maker(graph, found, "Mul", "Div");
    if (node === null) return { name: found, factor };
    const at = graph.constants.has(node.inputs[1]) ? 1 : 0;
    const number = graph.constants.get(node.inputs[at]);
    if (number?.values.length !== 1 || (node.operator === "Div" && at === 0)) return { name: found, factor };
    factor *= node.operator === "Div" ? 1 / number.values[0] : number.values[0];
    found = origin(graph, node.inputs[1 - at]);
  }
}

/** The constant table of which a value is the row of this step's position. */
export function positionTable(graph: StepGraph, name: string): FloatTensor | null {
  const node = maker(graph, name, "Gather");
  const table = node === null ? undefined : graph.constants.get(node.inputs[0]);
  const isRow = node !== null && origin(graph, node.inputs[1]) === POSITION && table?.shape.length === 2;
  return isRow && (node.attributes.get("axis")?.integer ?? 0) === 0 ? (table ?? null) : null;
}

/** Whether the attribute `axis`, or its default, is this many axes from the end: 1 is the last. */
export function isAxis(node: OnnxNode, rank: number, fromEnd: number, otherwise: number): boolean {
  const axis = node.attributes.get("axis")?.integer ?? otherwise;
  return (axis < 0 ? axis + rank : axis) === rank - fromEnd;
}

/** What a value is a half of, along the last axis: by a Slice, or by a Split in two. */
export function halfOf(graph: StepGraph, name: string): { source: string; half: 0 | 1 } | null {
  const node = graph.producer(name);
  if (node === undefined || (node.operator !== "Slice" && node.operator !== "Split")) return null;
  const [source] = node.inputs;
  const shape = graph.shapeOf(source);
  const size = shape.at(-1) ?? 0;
  if (graph.shapeOf(name).at(-1) !== size / 2) return null;
  if (node.operator === "Split") {
    const isLast = isAxis(node, shape.length, 1, 0) && node.outputs.length === 2;
    return isLast ? { source, half: node.outputs[0] === name ? 0 : 1 } : null;
  }
  const inputs = node.inputs.map((each) => graph.constants.get(each) ?? { shape: graph.shapeOf(each), values: NONE });
  const ranges = sliceRanges(new OperatorCall(node, inputs, graph.opset, new WorkBudget()));
  const last = ranges[ranges.length - 1];
  const isPart = ranges.slice(0, -1).every(({ start, count }, i) => start === 0 && count === shape[i]);
  if (!isPart || last.step !== 1 || (last.start !== 0 && last.start !== size / 2)) return null;
  return { source, half: last.start === 0 ? 0 : 1 };
}

const NONE = new Float64Array(0);
