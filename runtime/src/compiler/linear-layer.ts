import { CompileError } from "./compile-error.ts";
import type { ModelGraph } from "./model-graph.ts";
import { describeNode, type OnnxNode } from "./onnx/onnx-graph.ts";
import { gemmWeights } from "./operators/gemm.ts";
import { transpose } from "./operators/matrix-product.ts";

/** y = x * transpose(weights) + bias, from a Gemm, or from a MatMul with the Add after it. */
export interface LinearLayer {
  readonly node: OnnxNode;
  /** Name of the value x. */
  readonly input: string;
  /** Name of the value y: the Add's output where there is one. */
  readonly output: string;
  readonly channels: number;
  readonly columns: number;
  /** [channels, columns], row-major. */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/**
 * Reads a Gemm or MatMul as a linear layer; null for another operator.
 * @throws CompileError when its weights or its bias are no constants.
 */
export function linearLayerOf(graph: ModelGraph, node: OnnxNode): LinearLayer | null {
  if (node.operator !== "Gemm" && node.operator !== "MatMul") return null;
  const b = graph.constants.get(node.inputs[1]);
  if (b === undefined || graph.constants.has(node.inputs[0])) {
    throw new CompileError(`${describeNode(node)}: its second input must be a constant and its first must not`);
  }
  const w = node.operator === "Gemm" ? gemmWeights(node, b) : transpose(b);
  const [channels, columns] = w.shape;
  const { bias, output } = node.operator === "Gemm" ? gemmBias(graph, node) : matMulBias(graph, node);
  if (bias.length !== 1 && bias.length !== channels) {
    throw new CompileError(`${describeNode(node)}: its bias has ${bias.length} values for ${channels} channels`);
  }
  return {
    node,
    input: node.inputs[0],
    output,
    channels,
    columns,
    weights: w.values,
    bias: Float64Array.from({ length: channels }, (_, c) => bias[bias.length === 1 ? 0 : c]),
  };
}

interface BiasAndOutput {
  readonly bias: Float64Array;
  readonly output: string;
}

function gemmBias(graph: ModelGraph, node: OnnxNode): BiasAndOutput {
  const output = node.outputs[0];
  const name = node.inputs[2];
  if (name === undefined || name === "") return { bias: Float64Array.of(0), output };
  const c = graph.constants.get(name);
  if (c === undefined) throw new CompileError(`${describeNode(node)}: its third input must be a constant`);
  const beta = node.attributes.get("beta")?.float ?? 1;
  return { bias: c.values.map((value) => beta * value), output };
}

function matMulBias(graph: ModelGraph, node: OnnxNode): BiasAndOutput {
  const output = node.outputs[0];
  const next = graph.soleConsumer(output);
  const addend = next?.operator === "Add" ? next.inputs.find((name) => name !== output) : undefined;
  const bias = addend === undefined ? undefined : graph.constants.get(addend);
  if (next === null || bias === undefined) return { bias: Float64Array.of(0), output };
  return { bias: bias.values, output: next.outputs[0] };
}
