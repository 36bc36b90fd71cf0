import type { FloatTensor } from "../float-tensor.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { makeNode, type Rewrite, type Rewriting } from "./rewriting.ts";

/** y = scale * x + bias for each channel. */
interface ChannelMap {
  readonly scale: (channel: number) => number;
  readonly bias: (channel: number) => number;
}

/** scale and bias of a BatchNormalization (Ioffe and Szegedy, 2015) with the statistics of training. */
function batchNorm(node: OnnxNode, rewriting: Rewriting): ChannelMap | null {
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((i) => rewriting.constant(node, i)?.values);
  if (!gamma || !beta || !mean || !variance) return null;
  const epsilon = node.attributes.get("epsilon")?.float ?? Math.fround(1e-5);
  const scale = (c: number) => gamma[c] / Math.sqrt(variance[c] + epsilon);
  return { scale, bias: (c) => beta[c] - mean[c] * scale(c) };
}

/** A Mul, Add, Sub or Div of a channel's constant, or null. */
function arithmetic(node: OnnxNode, tensor: FloatTensor, channels: { count: number; axis: number }): ChannelMap | null {
  const { values, shape } = tensor;
  const own = shape.length - channels.axis;
  const isPerChannel = values.length === channels.count && shape[own] === channels.count;
  if (values.length !== 1 && !isPerChannel) return null;
  const at = (c: number) => values[values.length === 1 ? 0 : c];
  const [one, zero] = [() => 1, () => 0];
  switch (node.operator) {
    case "Mul":
      return { scale: at, bias: zero };
    case "Div":
      return { scale: (c) => 1 / at(c), bias: zero };
    case "Add":
      return { scale: one, bias: at };
    case "Sub":
      return { scale: one, bias: (c) => -at(c) };
    default:
      return null;
  }
}

/** The channel map of a node after a Conv, and the input that it maps. */
function channelMap(node: OnnxNode, rewriting: Rewriting): { map: ChannelMap; input: string } | null {
  if (node.operator === "BatchNormalization") {
    const map = batchNorm(node, rewriting);
    return map === null ? null : { map, input: node.inputs[0] };
  }
  if (!["Mul", "Div", "Add", "Sub"].includes(node.operator)) return null;
  const isCommutative = node.operator === "Mul" || node.operator === "Add";
  const at = rewriting.constant(node, 1) === null && isCommutative ? 0 : 1;
  const tensor = rewriting.constant(node, at);
  const shape = rewriting.shape(node.outputs[0]);
  const input = node.inputs[1 - at];
  if (tensor === null || shape.length !== rewriting.shape(input).length) return null;
  // The channel axis counted from the end, as broadcasting counts.
  const map = arithmetic(node, tensor, { count: shape[1], axis: shape.length - 1 });
  return map === null ? null : { map, input };
}

/** BatchNormalization and arithmetic with constants go into the Conv before them. */
const foldIntoConv: Rewrite = (node, rewriting) => {
  const found = channelMap(node, rewriting);
  const conv = found === null ? undefined : rewriting.graph.producer(found.input);
  if (found === null || conv?.operator !== "Conv" || rewriting.graph.soleConsumer(found.input) === null) return null;
  const [w, b] = [rewriting.constant(conv, 1), rewriting.constant(conv, 2)];
  if (w === null || (b === null && (conv.inputs[2] ?? "") !== "")) return null;
  const channels = w.shape[0];
  const size = w.values.length / channels;
  const weights = w.values.map((each, i) => each * found.map.scale(Math.floor(i / size)));
  const bias = Array.from({ length: channels }, (_, c) => (b?.values[c] ?? 0) * found.map.scale(c) + found.map.bias(c));
  const inputs = [conv.inputs[0], rewriting.add(w.shape, weights), rewriting.add([channels], bias)];
  return [{ ...makeNode(node, "Conv", { inputs }), attributes: conv.attributes }];
};

/** A BatchNormalization after a Gemm goes into it. */
const foldIntoGemm: Rewrite = (node, rewriting) => {
  if (node.operator !== "BatchNormalization") return null;
  const [map, gemm] = [batchNorm(node, rewriting), rewriting.producer(node, 0, "Gemm", "MatMul")];
  if (map === null || gemm === null || rewriting.graph.soleConsumer(gemm.outputs[0]) === null) return null;
  const [w, b] = [rewriting.constant(gemm, 1), rewriting.constant(gemm, 2)];
  if (w === null || w.shape.length !== 2 || (b === null && (gemm.inputs[2] ?? "") !== "")) return null;
  const turned = gemm.operator === "Gemm" && gemm.attributes.get("transB")?.integer === 1;
  const channels = w.shape[turned ? 0 : 1];
  const columns = w.values.length / channels;
  const channelOf = (i: number) => (turned ? Math.floor(i / columns) : i % channels);
  const beta = gemm.attributes.get("beta")?.float ?? 1;
  const weights = rewriting.add(
    w.shape,
    w.values.map((each, i) => each * map.scale(channelOf(i))),
  );
  const own = (c: number) => (b === null ? 0 : beta * b.values[b.values.length === 1 ? 0 : c]);
  const bias = Array.from({ length: channels }, (_, c) => own(c) * map.scale(c) + map.bias(c));
  const attributes = Object.fromEntries([...gemm.attributes].filter(([name]) => name !== "beta"));
  const inputs = [gemm.inputs[0], weights, rewriting.add([channels], bias)];
  return [makeNode(node, "Gemm", { inputs, attributes })];
};

/** A factor after a MatMul, for all channels or for each, goes into its weights. */
const foldIntoMatMul: Rewrite = (node, rewriting) => {
  if (node.operator !== "Mul") return null;
  const at = rewriting.constant(node, 1) === null ? 0 : 1;
  const [factor, product] = [rewriting.constant(node, at), rewriting.producer(node, 1 - at, "MatMul")];
  if (factor === null || product === null || rewriting.graph.soleConsumer(product.outputs[0]) === null) return null;
  const w = rewriting.constant(product, 1);
  if (w === null || w.shape.length !== 2) return null;
  const [, channels] = w.shape;
  const isPerChannel = factor.values.length === channels && factor.shape.at(-1) === channels;
  const rank = rewriting.shape(product.outputs[0]).length;
  if ((factor.values.length !== 1 && !isPerChannel) || factor.shape.length > rank) return null;
  const weights = w.values.map((each, i) => each * factor.values[isPerChannel ? i % channels : 0]);
  return [makeNode(node, "MatMul", { inputs: [product.inputs[0], rewriting.add(w.shape, weights)] })];
};

/** A BatchNormalization that nothing takes in is a product and a sum. */
const batchNormAlone: Rewrite = (node, rewriting) => {
  if (node.operator !== "BatchNormalization") return null;
  const map = batchNorm(node, rewriting);
  if (map === null) return null;
  const shape = rewriting.shape(node.inputs[0]);
  const channels = shape[1];
  const wide = [channels, ...shape.slice(2).map(() => 1)];
  const list = (of: (c: number) => number) =>
    rewriting.add(
      wide,
      Array.from({ length: channels }, (_, c) => of(c)),
    );
  const product = rewriting.fresh();
  return [
    makeNode(node, "Mul", { inputs: [node.inputs[0], list(map.scale)], output: product }),
    makeNode(node, "Add", { inputs: [product, list(map.bias)] }),
  ];
};

/** Constant arithmetic and norms of the batch go where they cost nothing. */
export const FOLDING: readonly Rewrite[] = [foldIntoConv, foldIntoGemm, foldIntoMatMul, batchNormAlone];
