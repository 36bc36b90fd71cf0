import type { FloatTensor } from "../float-tensor.ts";
import { integerRange } from "../onnx/element-type.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { makeNode, type Rewrite, type Rewriting } from "./rewriting.ts";

/** q - zero point, along `axis`, in floats. */
function shifted(tensor: FloatTensor, zero: FloatTensor | null, axis: number): Float64Array {
  const inner = tensor.shape.slice(axis + 1).reduce((all, size) => all * size, 1);
  const count = zero?.values.length ?? 1;
  return tensor.values.map((q, i) => q - (zero?.values[count === 1 ? 0 : Math.floor(i / inner) % count] ?? 0));
}

function scaledBy(values: Float64Array, shape: readonly number[], scale: FloatTensor, axis: number): Float64Array {
  const inner = shape.slice(axis + 1).reduce((all, size) => all * size, 1);
  const count = scale.values.length;
  return values.map((each, i) => each * scale.values[count === 1 ? 0 : Math.floor(i / inner) % count]);
}

/** The float range that a quantised type stands for. */
function rangeOf(scale: number, zero: FloatTensor | null): [number, number] {
  const [least, most] = integerRange(zero?.type ?? "uint8") ?? [0, 255];
  const offset = zero?.values[0] ?? 0;
  return [(least - offset) * scale, (most - offset) * scale];
}

/** Quantised and back: the value itself within the range; int16 keeps more of it than 8 bits did. */
const roundTrip: Rewrite = (node, rewriting) => {
  if (node.operator !== "DequantizeLinear") return null;
  const before = rewriting.producer(node, 0, "QuantizeLinear");
  const [scale, own] = [rewriting.scalar(node, 1), before === null ? null : rewriting.scalar(before, 1)];
  if (before === null || scale === null || scale !== own) return null;
  const [low, high] = rangeOf(scale, rewriting.constant(before, 2));
  const limits = [low, high].map((limit) => rewriting.add([], [limit]));
  return [makeNode(node, "Clip", { inputs: [before.inputs[0], ...limits] })];
};

/** A quantised layer in floats: DequantizeLinear, the layer, QuantizeLinear. */
const quantisedLayer: Rewrite = (node, rewriting) => {
  if (node.operator !== "QLinearConv" && node.operator !== "QLinearMatMul") return null;
  const isConv = node.operator === "QLinearConv";
  const [w, wScale, wZero] = [3, 4, 5].map((i) => rewriting.constant(node, i));
  const xScale = rewriting.scalar(node, 1);
  if (w === null || wScale === null || xScale === null) return null;
  const axis = isConv ? 0 : w.shape.length - 1;
  const weights = rewriting.add(w.shape, scaledBy(shifted(w, wZero, axis), w.shape, wScale, axis));
  const bias = rewriting.constant(node, 8);
  const [x, y] = [rewriting.fresh(), rewriting.fresh()];
  const inputs = [x, weights];
  if (bias !== null) {
    const values = bias.values.map((each, i) => each * xScale * wScale.values[wScale.values.length === 1 ? 0 : i]);
    inputs.push(rewriting.add(bias.shape, values));
  }
  return [
    makeNode(node, "DequantizeLinear", { inputs: node.inputs.slice(0, 3), output: x }),
    makeNode(node, isConv ? "Conv" : "MatMul", { inputs, output: y, attributes: Object.fromEntries(node.attributes) }),
    makeNode(node, "QuantizeLinear", { inputs: [y, node.inputs[6], node.inputs[7]] }),
  ];
};

/** An input that is quantised as it comes is left as it is: its scale is 1 and its zero point 0. */
const dynamicQuantised: Rewrite = (node, rewriting) => {
  if (node.operator !== "DynamicQuantizeLinear") return null;
  return [makeNode(node, "Identity", { inputs: [node.inputs[0]] }), ...constantNodes(node, [1, 0])].filter(
    (each) => rewriting.graph.consumers(each.outputs[0]).length > 0 || each.operator === "Identity",
  );
};

/** The scale and the zero point, as constants under their old names. */
function constantNodes(node: OnnxNode, numbers: readonly number[]): OnnxNode[] {
  return numbers.map((number, i) =>
    makeNode(node, "Constant", {
      inputs: [],
      output: node.outputs[i + 1],
      attributes: { value_float: { float: number } },
    }),
  );
}

/** A layer of integers: the same layer of (x - zero point) and (w - zero point). */
const integerLayer: Rewrite = (node, rewriting) => {
  if (node.operator !== "MatMulInteger" && node.operator !== "ConvInteger") return null;
  const isConv = node.operator === "ConvInteger";
  const [w, wZero, xZero] = [rewriting.constant(node, 1), rewriting.constant(node, 3), rewriting.constant(node, 2)];
  if (w === null || ((node.inputs[2] ?? "") !== "" && xZero === null)) return null;
  const weights = rewriting.add(w.shape, shifted(w, wZero, isConv ? 0 : w.shape.length - 1));
  const x = rewriting.fresh();
  const zero = rewriting.add([], [xZero?.values[0] ?? 0]);
  return [
    makeNode(node, "Sub", { inputs: [node.inputs[0], zero], output: x }),
    makeNode(node, isConv ? "Conv" : "MatMul", {
      inputs: [x, weights],
      attributes: Object.fromEntries(node.attributes),
    }),
  ];
};

/** A value that is quantised and not brought back at once: the steps of 8 bits are dropped, the range is kept. */
const quantiseAlone: Rewrite = (node, rewriting: Rewriting) => {
  if (node.operator !== "QuantizeLinear") return null;
  if (rewriting.graph.consumers(node.outputs[0]).some(({ operator }) => operator === "DequantizeLinear")) return null;
  const [scale, zero] = [rewriting.scalar(node, 1), rewriting.constant(node, 2)];
  const isPending = rewriting.graph
    .consumers(node.outputs[0])
    .some(({ operator }) => operator === "QLinearConv" || operator === "QLinearMatMul");
  if (scale === null || isPending) return null;
  const [least, most] = integerRange(zero?.type ?? "uint8") ?? [0, 255];
  const [steps, sum] = [rewriting.fresh(), rewriting.fresh()];
  const number = (value: number) => rewriting.add([], [value]);
  return [
    makeNode(node, "Div", { inputs: [node.inputs[0], number(scale)], output: steps }),
    makeNode(node, "Add", { inputs: [steps, number(zero?.values[0] ?? 0)], output: sum }),
    makeNode(node, "Clip", { inputs: [sum, number(least), number(most)] }),
  ];
};

/** A quantised value of another origin (the model's input). */
const dequantiseAlone: Rewrite = (node, rewriting) => {
  if (node.operator !== "DequantizeLinear" || rewriting.producer(node, 0, "QuantizeLinear") !== null) return null;
  const isPending = rewriting.producer(node, 0, "QLinearConv", "QLinearMatMul") !== null;
  const [scale, zero] = [rewriting.scalar(node, 1), rewriting.constant(node, 2)];
  if (scale === null || isPending) return null;
  const difference = rewriting.fresh();
  return [
    makeNode(node, "Sub", { inputs: [node.inputs[0], rewriting.add([], [zero?.values[0] ?? 0])], output: difference }),
    makeNode(node, "Mul", { inputs: [difference, rewriting.add([], [scale])] }),
  ];
};

/** Models that were quantised to 8 bits elsewhere become float models of the same ranges. */
export const QUANTISED_MODELS: readonly Rewrite[] = [
  quantisedLayer,
  dynamicQuantised,
  integerLayer,
  roundTrip,
  quantiseAlone,
  dequantiseAlone,
];
