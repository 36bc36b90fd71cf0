import { transposeAttributes } from "../../instructions/transpose.ts";
import { DEFAULT_LOG2_LEAF } from "../../program/limits.ts";
import type { ConstantType } from "../../program/program.ts";
import { packRows } from "../../tree/row-layout.ts";
import { chooseMultipliers } from "../choose-multipliers.ts";
import { CompileError } from "../compile-error.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { resizeSources } from "../operators/resizing.ts";
import { padValue, padWidths, sliceRanges, splitSizes } from "../operators/selection.ts";
import { quantiseRows } from "../quantise-rows.ts";
import { channelsLastShape, int16, type LoweredValue, programShape, withSize } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweringFamily } from "./lowering-table.ts";

/** A view of three parts, so that an instruction works along the middle one whatever the number of dimensions. */
function alongAxis(shape: readonly number[], axis: number): [number, number, number] {
  const product = (sizes: readonly number[]) => sizes.reduce((all, each) => all * each, 1);
  return [product(shape.slice(0, axis)), shape[axis], product(shape.slice(axis + 1))];
}

const MIDDLE = 1;

/** Elements start, start + step, ... of one axis. */
function sliced(
  lowering: Lowering,
  x: LoweredValue,
  at: { shape: readonly number[]; axis: number; start: number; step: number; count: number },
): LoweredValue {
  const [before, size, after] = alongAxis(at.shape, at.axis);
  if (at.count === size && at.step === 1) return x;
  const source = lowering.shaped(x, [before, size, after]);
  const type = { ...source.type, shape: [before, at.count, after] };
  const { start, step } = at;
  return {
    ...source,
    type,
    value: lowering.emit({ op: "Slice", operands: [source.value], axis: MIDDLE, start, step, output: type }),
  };
}

function lowerSlice(node: OnnxNode, lowering: Lowering): void {
  const ranges = sliceRanges(lowering.call(node));
  let shape = [...lowering.graph.shapeOf(node.inputs[0])];
  let x = lowering.plain(node.inputs[0]);
  ranges.forEach(({ start, step, count }, axis) => {
    if (step < 1 || count < 1) throw new CompileError(`${describeNode(node)}: a step of ${step}, ${count} elements`);
    x = sliced(lowering, x, { shape, axis, start, step, count });
    shape = withSize(shape, axis, count);
  });
  lowering.set(node.outputs[0], lowering.shaped(x, programShape(shape)));
}

function lowerSplit(node: OnnxNode, lowering: Lowering): void {
  const call = lowering.call(node);
  const shape = lowering.graph.shapeOf(node.inputs[0]);
  const axis = call.axis(call.integer("axis", 0), shape.length);
  const x = lowering.plain(node.inputs[0]);
  let start = 0;
  splitSizes(call, shape[axis]).forEach((count, i) => {
    if (node.outputs[i] !== "" && count > 0) {
      const part = sliced(lowering, x, { shape, axis, start, step: 1, count });
      lowering.set(node.outputs[i], lowering.shaped(part, programShape(withSize(shape, axis, count))));
    }
    start += count;
  });
}

/** Dimensions that stay neighbours become one, and ones vanish, so that more than four can be put in order. */
function lowerTranspose(node: OnnxNode, lowering: Lowering): void {
  const shape = lowering.graph.shapeOf(node.inputs[0]);
  const given = node.attributes.get("perm")?.integers ?? shape.map((_, i) => shape.length - 1 - i);
  const order = given.filter((axis) => shape[axis] !== 1);
  const groups: number[][] = [];
  for (const axis of order) {
    const last = groups.at(-1);
    const kept = shape.map((_, i) => i).filter((i) => shape[i] !== 1);
    if (last !== undefined && kept.indexOf(axis) === kept.indexOf(last[last.length - 1]) + 1) last.push(axis);
    else groups.push([axis]);
  }
  const target = programShape(lowering.graph.shapeOf(node.outputs[0]));
  const x = lowering.plain(node.inputs[0]);
  if (groups.length < 2) {
    lowering.set(node.outputs[0], lowering.shaped(x, target));
    return;
  }
  if (groups.length > 4) throw new CompileError(`${describeNode(node)}: more than four dimensions in another order`);
  const sorted = [...groups].sort((a, b) => a[0] - b[0]);
  const sizeOf = (group: readonly number[]) => group.reduce((all, axis) => all * shape[axis], 1);
  const source = lowering.shaped(x, sorted.map(sizeOf));
  const type = { ...source.type, shape: groups.map(sizeOf) };
  const axes = transposeAttributes(groups.map((group) => sorted.indexOf(group)));
  const value = lowering.emit({ op: "Transpose", operands: [source.value], ...axes, output: type });
  lowering.set(node.outputs[0], lowering.shaped({ ...source, type, value }, target));
}

function lowerConcat(node: OnnxNode, lowering: Lowering): void {
  const { graph } = lowering;
  const call = lowering.call(node);
  const shape = graph.shapeOf(node.outputs[0]);
  const axis = call.axis(call.integer("axis", 1), shape.length);
  const isLast =
    shape.length === 4 && node.inputs.every((name) => graph.shapes.has(name) && !lowering.has(name, "plain"));
  const layout = isLast ? "channelsLast" : "plain";
  const lastAxis = axis === 0 ? 0 : axis === 1 ? shape.length - 1 : axis - 1;
  const values = node.inputs.map((name) => {
    const constant = graph.constants.get(name);
    if (constant !== undefined) return lowering.constantValue(constant.values, programShape(constant.shape), "plain");
    return isLast ? lowering.channelsLast(name) : lowering.plain(name);
  });
  // One scale for all: the coarsest, so that none of them saturates.
  const scale = values.reduce((all, each) => Math.max(all, each.scale), 0);
  const parts = values.map((each, i) => {
    const ratio = each.scale / scale;
    const [low, high] = [Math.floor(each.low * ratio) + 0, Math.ceil(each.high * ratio) + 0];
    const same = ratio === 1 ? each : lowering.rescale(each, { scale, bits: each.bits, low, high });
    const own = graph.shapeOf(node.inputs[i]);
    return lowering.shaped(same, alongAxis(isLast ? channelsLastShape(own) : own, isLast ? lastAxis : axis));
  });
  const joined = parts.reduce((all, part) => joinedPair(lowering, all, part));
  const target = isLast ? channelsLastShape(shape) : programShape(shape);
  lowering.set(node.outputs[0], { ...lowering.shaped(joined, target), layout });
}

function joinedPair(lowering: Lowering, first: LoweredValue, second: LoweredValue): LoweredValue {
  const [outer, size, inner] = first.type.shape;
  const type = { ...first.type, shape: [outer, size + second.type.shape[1], inner] };
  const operands = [first.value, second.value] as const;
  const value = lowering.emit({ op: "Concat", operands, axis: MIDDLE, output: type });
  const [low, high] = [Math.min(first.low, second.low), Math.max(first.high, second.high)];
  return { ...first, type, value, low, high, bits: Math.max(first.bits, second.bits) };
}

function lowerPad(node: OnnxNode, lowering: Lowering): void {
  const call = lowering.call(node);
  if (call.string("mode", "constant") !== "constant")
    throw new CompileError(`${describeNode(node)}: only constant pads`);
  let shape = [...lowering.graph.shapeOf(node.inputs[0])];
  let x = lowering.plain(node.inputs[0]);
  const value = Math.min(32767, Math.max(-32767, Math.round(padValue(call) / x.scale))) + 0;
  padWidths(call).forEach(({ before, after }, axis) => {
    if (before < 0 || after < 0) throw new CompileError(`${describeNode(node)}: a negative pad`);
    if (before + after === 0) return;
    const [outer, size, inner] = alongAxis(shape, axis);
    const source = lowering.shaped(x, [outer, size, inner]);
    const type = { ...source.type, shape: [outer, size + before + after, inner] };
    const pad = { op: "Pad", operands: [source.value], axis: MIDDLE, before, value, output: type } as const;
    const [low, high] = [Math.min(x.low, value), Math.max(x.high, value)];
    x = { ...source, type, value: lowering.emit(pad), low, high };
    shape = withSize(shape, axis, size + before + after);
  });
  lowering.set(node.outputs[0], lowering.shaped(x, programShape(shape)));
}

/** The nearest neighbour by a whole factor in height and width. */
function lowerResize(node: OnnxNode, lowering: Lowering): void {
  const sources = resizeSources(lowering.call(node));
  const shape = lowering.graph.shapeOf(node.inputs[0]);
  const factors = sources.map((list, axis) => list.length / shape[axis]);
  const isWhole = sources.every((list, axis) => list.every((from, to) => from === Math.floor(to / factors[axis])));
  if (shape.length !== 4 || !isWhole || factors[0] !== 1 || factors[1] !== 1 || !factors.every(Number.isInteger)) {
    throw new CompileError(`${describeNode(node)}: only whole factors of height and width, by the nearest before`);
  }
  const x = lowering.channelsLast(node.inputs[0]);
  const type = int16(channelsLastShape(lowering.graph.shapeOf(node.outputs[0])));
  const [, , factorHeight, factorWidth] = factors;
  const value = lowering.emit({ op: "Upsample", operands: [x.value], factorHeight, factorWidth, output: type });
  lowering.set(node.outputs[0], { ...x, value, type });
}

/** A constant table read at the input, or fixed entries of an activation. */
function lowerGather(node: OnnxNode, lowering: Lowering): void {
  const { graph } = lowering;
  const [data, indices] = node.inputs.map((name) => graph.constants.get(name));
  const call = lowering.call(node);
  const axis = call.axis(call.integer("axis", 0), graph.shapeOf(node.inputs[0]).length);
  if (data !== undefined) {
    lowerEmbedding(node, lowering, { axis, shape: data.shape, values: data.values });
    return;
  }
  if (indices === undefined) throw new CompileError(`${describeNode(node)}: its indices must be constant, or its data`);
  const shape = graph.shapeOf(node.inputs[0]);
  const starts = [...indices.values].map((given) => call.axis(given, shape[axis]));
  const step = (starts[1] ?? starts[0] + 1) - starts[0];
  if (step < 1 || starts.some((at, i) => at !== starts[0] + i * step)) {
    throw new CompileError(`${describeNode(node)}: its indices must be evenly spaced`);
  }
  const range = { shape, axis, start: starts[0], step, count: starts.length };
  const x = sliced(lowering, lowering.plain(node.inputs[0]), range);
  lowering.set(node.outputs[0], lowering.shaped(x, programShape(graph.shapeOf(node.outputs[0]))));
}

/** Fraction bits that a Gather's weights have. */
const GATHER_SCALE = 2 ** -16;

function lowerEmbedding(
  node: OnnxNode,
  lowering: Lowering,
  { axis, shape, values }: { axis: number; shape: readonly number[]; values: Float64Array },
): void {
  if (axis !== 0 || shape.length === 0) throw new CompileError(`${describeNode(node)}: only along the first axis`);
  const index = lowering.value(node.inputs[1]);
  if (index.type.dtype === "int16") throw new CompileError(`${describeNode(node)}: its indices must be an input`);
  const [channels] = shape;
  const columns = values.length / channels;
  const rows = quantiseRows({ channels, columns, weights: values, bias: new Float64Array(channels) }, 1);
  const scale = lowering.chooseScale(node.outputs[0]);
  const ratios = rows.scales.map((each) => (each / scale.scale) * GATHER_SCALE);
  const { multipliers, shift } = chooseMultipliers(ratios);
  const type: ConstantType = { kind: "rows", rows: channels, columns, log2Leaf: DEFAULT_LOG2_LEAF };
  const constant = lowering.addConstant(type, packRows(type, { weights: rows.weights, bias: rows.bias, multipliers }));
  const count = index.type.shape.reduce((all, size) => all * size, 1);
  const output = int16([count, columns]);
  const value = lowering.emit({ op: "Gather", operands: [index.value], constant, shift, output });
  const rowsOf: LoweredValue = { value, type: output, layout: "plain", ...scale };
  // A matrix' rows are in the order of any other shape; only what has more or fewer dimensions needs its own.
  const target = programShape(lowering.graph.shapeOf(node.outputs[0]));
  lowering.set(node.outputs[0], shape.length === 2 ? rowsOf : lowering.shaped(rowsOf, target));
}

function lowerAlias(node: OnnxNode, lowering: Lowering): void {
  lowering.alias(node);
}

/** A Cast changes nothing but an activation to integers, which would round it. */
function lowerCast(node: OnnxNode, lowering: Lowering): void {
  const { type } = lowering.value(node.inputs[0]);
  const isInteger = node.operator === "Cast" && ![1, 10, 11, 16].includes(node.attributes.get("to")?.integer ?? 0);
  if (isInteger && type.dtype === "int16") throw new CompileError(`${describeNode(node)}: a cast that rounds`);
  lowering.alias(node);
}

/** Elements moved, none computed. */
export const INDEX_MAPS: LoweringFamily = {
  Cast: lowerCast,
  CastLike: lowerCast,
  Concat: lowerConcat,
  Dropout: lowerAlias,
  Flatten: lowerAlias,
  Gather: lowerGather,
  Identity: lowerAlias,
  Pad: lowerPad,
  Reshape: lowerAlias,
  Resize: lowerResize,
  Slice: lowerSlice,
  Split: lowerSplit,
  Squeeze: lowerAlias,
  Transpose: lowerTranspose,
  Unsqueeze: lowerAlias,
  Upsample: lowerResize,
};
