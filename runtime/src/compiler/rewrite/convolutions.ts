import { CompileError } from "../compile-error.ts";
import { describeNode } from "../onnx/onnx-graph.ts";
import { MAX_TERMS, sliceNode, splitRanges, sumNodes } from "./products.ts";
import { makeNode, type Rewrite } from "./rewriting.ts";

/** More groups than this become too many instructions. */
const MAX_GROUPS = 64;
const CHANNEL_AXIS = 1;

/** A Conv in groups becomes one for each, unless every channel is a group of its own, which has an instruction. */
const groupedConv: Rewrite = (node, rewriting) => {
  const groups = node.attributes.get("group")?.integer ?? 1;
  const w = rewriting.constant(node, 1);
  if (node.operator !== "Conv" || groups === 1 || w === null) return null;
  const [channels, groupChannels] = w.shape;
  if (groupChannels === 1 && channels === groups) return null;
  if (groups > MAX_GROUPS) throw new CompileError(`${describeNode(node)}: ${groups} groups, at most ${MAX_GROUPS}`);
  const bias = rewriting.constant(node, 2);
  const [outputs, size] = [channels / groups, w.values.length / groups];
  const attributes = { ...Object.fromEntries(node.attributes), group: { integer: 1 } };
  const parts = Array.from({ length: groups }, (_, g) => {
    const [slice, part] = [rewriting.fresh(), rewriting.fresh()];
    const range = { axis: CHANNEL_AXIS, start: g * groupChannels, end: (g + 1) * groupChannels };
    const shape = [outputs, ...w.shape.slice(1)];
    const inputs = [slice, rewriting.add(shape, w.values.subarray(g * size, (g + 1) * size))];
    if (bias !== null) inputs.push(rewriting.add([outputs], bias.values.subarray(g * outputs, (g + 1) * outputs)));
    return {
      part,
      nodes: [
        sliceNode(node, rewriting, { input: node.inputs[0], output: slice, ...range }),
        makeNode(node, "Conv", { inputs, output: part, attributes }),
      ],
    };
  });
  return [
    ...parts.flatMap(({ nodes }) => nodes),
    makeNode(node, "Concat", {
      inputs: parts.map(({ part }) => part),
      attributes: { axis: { integer: CHANNEL_AXIS } },
    }),
  ];
};

/** A Conv of more terms than an instruction may add up becomes a sum of ones over parts of the input's channels. */
const longConv: Rewrite = (node, rewriting) => {
  const w = rewriting.constant(node, 1);
  if (node.operator !== "Conv" || w === null || (node.attributes.get("group")?.integer ?? 1) !== 1) return null;
  const [channels, inputs, ...kernel] = w.shape;
  const plane = kernel.reduce((all, size) => all * size, 1);
  if (inputs * plane <= MAX_TERMS || plane > MAX_TERMS) return null;
  const parts = splitRanges(inputs, Math.floor(MAX_TERMS / plane)).map(({ start, end }) => {
    const [slice, part] = [rewriting.fresh(), rewriting.fresh()];
    const values = new Float64Array(channels * (end - start) * plane);
    for (let c = 0; c < channels; c++) {
      const from = (c * inputs + start) * plane;
      values.set(w.values.subarray(from, from + (end - start) * plane), c * (end - start) * plane);
    }
    const weights = rewriting.add([channels, end - start, ...kernel], values);
    return {
      part,
      nodes: [
        sliceNode(node, rewriting, { input: node.inputs[0], output: slice, axis: CHANNEL_AXIS, start, end }),
        makeNode(node, "Conv", {
          inputs: [slice, weights],
          output: part,
          attributes: Object.fromEntries(node.attributes),
        }),
      ],
    };
  });
  const own = rewriting.constant(node, 2);
  const bias = own === null ? null : rewriting.add([channels, ...kernel.map(() => 1)], own.values);
  return [
    ...parts.flatMap(({ nodes }) => nodes),
    ...sumNodes(
      node,
      rewriting,
      parts.map(({ part }) => part),
      bias,
    ),
  ];
};

/** PRelu = relu(x) + slope * min(x, 0). */
const pRelu: Rewrite = (node, rewriting) => {
  if (node.operator !== "PRelu" || rewriting.scalar(node, 1) !== null) return null;
  const [x, slope] = node.inputs;
  const [positive, negative, product] = [rewriting.fresh(), rewriting.fresh(), rewriting.fresh()];
  return [
    makeNode(node, "Relu", { inputs: [x], output: positive }),
    makeNode(node, "Clip", { inputs: [x, "", rewriting.add([], [0])], output: negative }),
    makeNode(node, "Mul", { inputs: [negative, slope], output: product }),
    makeNode(node, "Add", { inputs: [positive, product] }),
  ];
};

/** Convolutions in the forms that instructions have. */
export const CONVOLUTIONS: readonly Rewrite[] = [groupedConv, longConv, pRelu];
