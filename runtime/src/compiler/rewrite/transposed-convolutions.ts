import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { OperatorCall } from "../operators/operator-call.ts";
import {
  readTransposedGroups,
  readTransposedWindow,
  type TransposedAxis,
} from "../operators/transposed-convolution.ts";
import { WorkBudget } from "../tensor-limits.ts";
import { sliceNode } from "./products.ts";
import { makeNode, type Rewrite, type Rewriting } from "./rewriting.ts";

const FIRST_SPATIAL_AXIS = 2;

/** What a dimension has too much or too little on both sides for a Conv with turned kernels; negative is too much. */
function margins({ size, kernel, stride, dilation, cutBefore, output }: TransposedAxis): [number, number] {
  const reach = (kernel - 1) * dilation;
  const before = reach - cutBefore;
  return [before, output + reach - size * stride - before];
}

/** ONNX's [inputs, groupOutputs, ...kernel] as a Conv's [outputs, groupInputs, ...kernel], kernels turned around. */
function turnedWeights(w: { shape: readonly number[]; values: Float64Array }, groups: number): Float64Array {
  const [channels, groupOutputs, ...kernel] = w.shape;
  const size = kernel.reduce((all, each) => all * each, 1);
  const groupInputs = channels / groups;
  const turned = new Float64Array(w.values.length);
  for (let c = 0; c < channels; c++) {
    const [group, own] = [Math.floor(c / groupInputs), c % groupInputs];
    for (let o = 0; o < groupOutputs; o++) {
      const [from, to] = [(c * groupOutputs + o) * size, ((group * groupOutputs + o) * groupInputs + own) * size];
      for (let k = 0; k < size; k++) turned[to + k] = w.values[from + size - 1 - k];
    }
  }
  return turned;
}

/** Cuts off what is too much at the edges of the value `name`. */
function cutNodes(
  node: OnnxNode,
  rewriting: Rewriting,
  name: string,
  edges: readonly { margin: [number, number]; size: number }[],
) {
  let input = name;
  const nodes = edges.flatMap(({ margin: [before, after], size }, i) => {
    if (before >= 0 && after >= 0) return [];
    const range = { axis: FIRST_SPATIAL_AXIS + i, start: Math.max(0, -before), end: size + Math.min(0, after) };
    const slice = sliceNode(node, rewriting, { input, output: rewriting.fresh(), ...range });
    [input] = slice.outputs;
    return [slice];
  });
  return { nodes, input };
}

/** A ConvTranspose is a Conv with turned kernels over the input with zeros between its elements. */
const transposedConv: Rewrite = (node, rewriting) => {
  const [w, bias] = [rewriting.constant(node, 1), rewriting.constant(node, 2)];
  if (node.operator !== "ConvTranspose" || w === null || (bias === null && (node.inputs[2] ?? "") !== "")) return null;
  const x = { shape: rewriting.shape(node.inputs[0]), values: new Float64Array(0) };
  const call = new OperatorCall(node, [x, w], node.opset ?? rewriting.graph.opset, new WorkBudget());
  const axes = readTransposedWindow(call, x, w);
  const { groups, channels, groupOutputs } = readTransposedGroups(call, x, w);
  const edges = axes.map((axis) => ({ margin: margins(axis), size: axis.size * axis.stride, axis }));
  const far = edges.find(({ margin, axis }) => margin[1] > (axis.kernel - 1) * axis.dilation);
  if (far !== undefined) return call.fail("more than a kernel of padding after the output");

  const spaced = rewriting.fresh();
  const factors = { integers: axes.map(({ stride }) => stride) };
  const cut = cutNodes(node, rewriting, spaced, edges);
  const weights = rewriting.add(
    [groupOutputs * groups, channels / groups, ...w.shape.slice(2)],
    turnedWeights(w, groups),
  );
  const pads = [0, 1].flatMap((side) => edges.map(({ margin }) => Math.max(0, margin[side])));
  return [
    makeNode(node, "SpaceOut", { inputs: [node.inputs[0]], output: spaced, attributes: { factors } }),
    ...cut.nodes,
    makeNode(node, "Conv", {
      inputs: [cut.input, weights, ...(bias === null ? [] : [node.inputs[2]])],
      attributes: {
        group: { integer: groups },
        pads: { integers: pads },
        dilations: { integers: axes.map(({ dilation }) => dilation) },
      },
    }),
  ];
};

export const TRANSPOSED_CONVOLUTIONS: readonly Rewrite[] = [transposedConv];
