import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import type { ModelGraph } from "../model-graph.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { transpose } from "../operators/matrix-product.ts";

/** A sum of products with constant weights, from a Gemm, a MatMul with the Add after it, or a Conv. */
export interface LinearLayer {
  readonly kind: "gemm" | "conv" | "depthwise";
  readonly node: OnnxNode;
  /** Name of the value x. */
  readonly input: string;
  /** Name of the value y: the Add's output where there is one. */
  readonly output: string;
  readonly channels: number;
  readonly columns: number;
  /** [channels, columns], row-major, columns in the instruction's order. */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

const layers = new WeakMap<OnnxNode, LinearLayer>();

/**
 * Reads a Gemm, MatMul or Conv as a linear layer; null for another operator, and for a Gemm that is none.
 * @throws CompileError when its weights or its bias are no constants.
 */
export function linearLayerOf(graph: ModelGraph, node: OnnxNode): LinearLayer | null {
  if (node.operator !== "Gemm" && node.operator !== "MatMul" && node.operator !== "Conv") return null;
  const known = layers.get(node);
  if (known !== undefined) return known;
  const b = graph.constants.get(node.inputs[1]);
  if (b === undefined || graph.constants.has(node.inputs[0])) {
    throw new CompileError(`${describeNode(node)}: its second input must be a constant and its first must not`);
  }
  const layer = node.operator === "Conv" ? convLayer(graph, node, b) : matrixLayer(graph, node, b);
  layers.set(node, layer);
  return layer;
}

function matrixLayer(graph: ModelGraph, node: OnnxNode, b: FloatTensor): LinearLayer {
  const w = node.operator === "Gemm" ? gemmWeights(node, b) : transpose(b);
  const [channels, columns] = w.shape;
  const { bias, output } = node.operator === "Gemm" ? gemmBias(graph, node) : matMulBias(graph, node, channels);
  if (bias.length !== 1 && bias.length !== channels) {
    throw new CompileError(`${describeNode(node)}: its bias has ${bias.length} values for ${channels} channels`);
  }
  return {
    kind: "gemm",
    ...{ node, input: node.inputs[0], output, channels, columns },
    weights: w.values,
    bias: spread(bias, channels),
  };
}

function spread(bias: Float64Array, channels: number): Float64Array {
  return Float64Array.from({ length: channels }, (_, c) => bias[bias.length === 1 ? 0 : c]);
}

/** alpha * b as [channels, columns]. */
function gemmWeights(node: OnnxNode, b: FloatTensor): FloatTensor {
  const rows = node.attributes.get("transB")?.integer === 1 ? b : transpose(b);
  const alpha = node.attributes.get("alpha")?.float ?? 1;
  return alpha === 1 ? rows : { shape: rows.shape, values: rows.values.map((value) => alpha * value) };
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

function matMulBias(graph: ModelGraph, node: OnnxNode, channels: number): BiasAndOutput {
  const output = node.outputs[0];
  const next = graph.soleConsumer(output);
  const addend = next?.operator === "Add" ? next.inputs.find((name) => name !== output) : undefined;
  const bias = addend === undefined ? undefined : graph.constants.get(addend);
  const isRow = bias?.values.length === 1 || (bias?.values.length === channels && bias.shape.at(-1) === channels);
  if (next === null || bias === undefined || !isRow) return { bias: Float64Array.of(0), output };
  return { bias: bias.values, output: next.outputs[0] };
}

/** ONNX's [channels, inputs, ...kernel] as [channels, ...kernel, inputs]. */
function convLayer(graph: ModelGraph, node: OnnxNode, w: FloatTensor): LinearLayer {
  const [channels, inputs, ...kernel] = w.shape;
  const plane = kernel.reduce((all, size) => all * size, 1);
  const groups = node.attributes.get("group")?.integer ?? 1;
  const columns = inputs * plane;
  const weights = new Float64Array(channels * columns);
  for (let c = 0; c < channels; c++) {
    for (let k = 0; k < inputs; k++) {
      for (let p = 0; p < plane; p++) weights[c * columns + p * inputs + k] = w.values[(c * inputs + k) * plane + p];
    }
  }
  const name = node.inputs[2] ?? "";
  const bias = name === "" ? { values: Float64Array.of(0) } : graph.constants.get(name);
  if (bias === undefined) throw new CompileError(`${describeNode(node)}: its third input must be a constant`);
  return {
    kind: groups === 1 ? "conv" : "depthwise",
    ...{ node, input: node.inputs[0], output: node.outputs[0], channels, columns, weights },
    bias: spread(bias.values, channels),
  };
}
