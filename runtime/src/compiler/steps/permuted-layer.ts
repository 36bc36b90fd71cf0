import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import type { StepGraph } from "./step-graph.ts";

/** Nodes and constants that are put beside those of the file. */
export interface Additions {
  readonly nodes: OnnxNode[];
  readonly constants: Map<string, FloatTensor>;
}

/**
 * Adds a copy of the layer that computes a value [1, width], its channels in another order.
 * @param order Channel i of the copy is channel `order[i]` of the layer.
 * @returns Name of the copy's output.
 * @throws CompileError when the value is not computed by a Gemm or a MatMul with constant weights, or such a one with a
 * constant added.
 */
export function permutedLayer(graph: StepGraph, name: string, order: readonly number[], additions: Additions): string {
  const node = graph.producer(name);
  if (node === undefined) throw new CompileError(`"${name}" is turned by its position, but no layer computes it`);
  const permuted = permutedInputs(graph, node, order, additions);
  const output = `${name}.paired`;
  additions.nodes.push({ ...node, inputs: permuted, outputs: [output] });
  return output;
}

function permutedInputs(graph: StepGraph, node: OnnxNode, order: readonly number[], additions: Additions): string[] {
  const constant = (at: number, axis: number): string => {
    const tensor = graph.constants.get(node.inputs[at]);
    if (tensor === undefined) throw new CompileError(`${describeNode(node)}: its input ${at} must be a constant`);
    const name = `${node.inputs[at]}.paired`;
    additions.constants.set(name, permutedAxis(node, tensor, axis, order));
    return name;
  };
  const [x] = node.inputs;
  if (node.operator === "Gemm") {
    const weights = constant(1, node.attributes.get("transB")?.integer === 1 ? 0 : 1);
    const hasBias = (node.inputs[2] ?? "") !== "";
    return [x, weights, ...(hasBias ? [constant(2, -1)] : [])];
  }
  if (node.operator === "MatMul") return [x, constant(1, 1)];
  const isBiased = node.operator === "Add" && node.inputs.some((name) => isMatrix(graph.producer(name)));
  if (isBiased) {
    const at = graph.constants.has(node.inputs[1]) ? 1 : 0;
    return [permutedLayer(graph, node.inputs[1 - at], order, additions), constant(at, -1)];
  }
  throw new CompileError(`${describeNode(node)}: only a layer of constant weights can be turned by its position`);
}

const isMatrix = (node: OnnxNode | undefined) => node?.operator === "Gemm" || node?.operator === "MatMul";

/** A tensor with the entries of one axis in another order; -1 is the last one, which may be a single number's. */
function permutedAxis(node: OnnxNode, tensor: FloatTensor, axis: number, order: readonly number[]): FloatTensor {
  const { shape, values } = tensor;
  if (axis === -1 && values.length === 1) return tensor;
  const at = axis === -1 ? shape.length - 1 : axis;
  if (shape[at] !== order.length) {
    throw new CompileError(`${describeNode(node)}: ${shape[at]} channels, the heads have ${order.length}`);
  }
  const inner = shape.slice(at + 1).reduce((all, size) => all * size, 1);
  const block = inner * order.length;
  const from = (i: number) => i - (i % block) + order[Math.floor((i % block) / inner)] * inner + (i % inner);
  return { ...tensor, values: values.map((_, i) => values[from(i)]) };
}
