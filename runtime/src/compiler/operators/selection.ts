import type { FloatTensor } from "../float-tensor.ts";
import { broadcastShape, broadcastTo, walk } from "./broadcast.ts";
import type { OperatorFamily } from "./operator.ts";
import { type OperatorCall, product, showShape, stridesOf } from "./operator-call.ts";

/** From these operator sets on, what were attributes are inputs. */
const SLICE_HAS_INPUTS = 10;
const PAD_HAS_INPUTS = 11;
const SPLIT_HAS_INPUT = 13;

function transposeAxes(call: OperatorCall): FloatTensor {
  const input = call.input(0);
  const rank = input.shape.length;
  const order = call.integers("perm") ?? input.shape.map((_, i) => rank - 1 - i);
  if ([...order].sort((a, b) => a - b).some((axis, i) => axis !== i) || order.length !== rank) {
    return call.fail(`perm ${showShape(order)} of ${showShape(input.shape)}`);
  }
  const strides = stridesOf(input.shape);
  return gather(call, input, {
    shape: order.map((axis) => input.shape[axis]),
    strides: order.map((axis) => strides[axis]),
    start: 0,
  });
}

/** A view of a tensor: where it starts, and how far apart its elements are along each dimension. */
interface View {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly start: number;
}

function gather(call: OperatorCall, input: FloatTensor, { shape, strides, start }: View): FloatTensor {
  const values = call.allocate(shape);
  walk(shape, [strides], ([from], to) => {
    values[to] = input.values[start + from];
  });
  return { ...input, shape, values };
}

/** Start, step and count of each axis of a Slice, clamped as ONNX says. */
export function sliceRanges(call: OperatorCall): { start: number; step: number; count: number }[] {
  const { shape } = call.input(0);
  const isOld = call.opset < SLICE_HAS_INPUTS;
  const starts = (isOld ? call.integers("starts") : call.list(1)) ?? call.fail("has no starts");
  const ends = (isOld ? call.integers("ends") : call.list(2)) ?? call.fail("has no ends");
  const axes = (isOld ? call.integers("axes") : call.list(3)) ?? starts.map((_, i) => i);
  const steps = (isOld ? null : call.list(4)) ?? starts.map(() => 1);
  const ranges = shape.map((size) => ({ start: 0, step: 1, count: size }));
  axes.forEach((given, i) => {
    const axis = call.axis(given, shape.length);
    const [size, step] = [shape[axis], steps[i]];
    if (!Number.isInteger(step) || step === 0) call.fail(`a step of ${step}`);
    const least = step > 0 ? 0 : -1;
    const clamp = (at: number) => Math.min(size + least, Math.max(least, at < 0 ? at + size : at));
    const start = Math.min(step > 0 ? size : size - 1, Math.max(0, starts[i] < 0 ? starts[i] + size : starts[i]));
    ranges[axis] = { start, step, count: Math.max(0, Math.ceil((clamp(ends[i]) - start) / step)) };
  });
  return ranges;
}

function slice(call: OperatorCall): FloatTensor {
  const input = call.input(0);
  const ranges = sliceRanges(call);
  const own = stridesOf(input.shape);
  return gather(call, input, {
    shape: ranges.map(({ count }) => count),
    strides: ranges.map(({ step }, i) => step * own[i]),
    start: ranges.reduce((at, { start }, i) => at + start * own[i], 0),
  });
}

function concat(call: OperatorCall): FloatTensor {
  const inputs = call.inputs.map((_, i) => call.input(i));
  const { shape } = call.input(0);
  const axis = call.axis(call.integer("axis", 1), shape.length);
  const fits = (other: FloatTensor) =>
    other.shape.length === shape.length && other.shape.every((size, i) => i === axis || size === shape[i]);
  const misfit = inputs.find((other) => !fits(other));
  if (misfit !== undefined) return call.fail(`${showShape(misfit.shape)} beside ${showShape(shape)}`);
  const total = inputs.reduce((sum, other) => sum + other.shape[axis], 0);
  const outShape = shape.map((size, i) => (i === axis ? total : size));
  const values = call.allocate(outShape);
  const inner = product(shape.slice(axis + 1));
  const outer = product(shape.slice(0, axis));
  let offset = 0;
  for (const other of inputs) {
    const run = other.shape[axis] * inner;
    for (let o = 0; o < outer; o++)
      values.set(other.values.subarray(o * run, (o + 1) * run), o * total * inner + offset);
    offset += run;
  }
  return { ...inputs[0], shape: outShape, values };
}

/** Sizes of the parts of a Split along its axis. */
export function splitSizes(call: OperatorCall, size: number): readonly number[] {
  const given = call.opset >= SPLIT_HAS_INPUT ? call.list(1) : call.integers("split");
  const parts = call.node.outputs.length;
  if (given === null) {
    const part = Math.ceil(size / parts);
    return Array.from({ length: parts }, (_, i) => Math.max(0, Math.min(part, size - i * part)));
  }
  if (given.length !== parts || given.reduce((sum, each) => sum + each, 0) !== size || given.some((each) => each < 0)) {
    return call.fail(`parts of ${showShape(given)} of ${size}`);
  }
  return given;
}

function split(call: OperatorCall): FloatTensor[] {
  const input = call.input(0);
  const axis = call.axis(call.integer("axis", 0), input.shape.length);
  const strides = stridesOf(input.shape);
  let at = 0;
  return splitSizes(call, input.shape[axis]).map((size) => {
    const shape = input.shape.map((each, i) => (i === axis ? size : each));
    const part = gather(call, input, { shape, strides, start: at * strides[axis] });
    at += size;
    return part;
  });
}

function expand(call: OperatorCall): FloatTensor {
  const input = call.input(0);
  const shape = broadcastShape(call, [input.shape, call.list(1) ?? call.fail("has no shape")]);
  return { ...input, shape, values: broadcastTo(call, input, shape) };
}

function tile(call: OperatorCall): FloatTensor {
  const input = call.input(0);
  const repeats = call.list(1) ?? call.fail("has no repeats");
  if (repeats.length !== input.shape.length) return call.fail(`repeats ${showShape(repeats)}`);
  const shape = input.shape.map((size, i) => size * repeats[i]);
  const values = call.allocate(shape);
  const [to, from] = [stridesOf(shape), stridesOf(input.shape)];
  for (let i = 0; i < values.length; i++) {
    let source = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      source += (Math.floor(i / to[axis]) % input.shape[axis]) * from[axis];
    }
    values[i] = input.values[source];
  }
  return { ...input, shape, values };
}

/** How many elements a Pad puts before and after each dimension; negative ones are cut off. */
export function padWidths(call: OperatorCall): { before: number; after: number }[] {
  const rank = call.input(0).shape.length;
  const pads = (call.opset < PAD_HAS_INPUTS ? call.integers("pads") : call.list(1)) ?? call.fail("has no pads");
  const axes = (call.opset < PAD_HAS_INPUTS ? null : call.list(3)) ?? Array.from({ length: rank }, (_, i) => i);
  if (pads.length !== 2 * axes.length) return call.fail(`pads ${showShape(pads)} for ${axes.length} axes`);
  const widths = Array.from({ length: rank }, () => ({ before: 0, after: 0 }));
  axes.forEach((given, i) => {
    widths[call.axis(given, rank)] = { before: pads[i], after: pads[i + axes.length] };
  });
  return widths;
}

/** The value that a constant Pad writes. */
export function padValue(call: OperatorCall): number {
  return call.opset < PAD_HAS_INPUTS ? call.float("value", 0) : call.scalar(2, 0);
}

function pad(call: OperatorCall): FloatTensor {
  const input = call.input(0);
  const widths = padWidths(call);
  const mode = call.string("mode", "constant");
  const sources = input.shape.map((size, i) => {
    const { before, after } = widths[i];
    const length = size + before + after;
    // Checked as a shape before an array of it is made.
    call.allocate([length]);
    return Array.from({ length }, (_, at) => padSource(call, { mode, size, at: at - before }));
  });
  const shape = sources.map((list) => list.length);
  const values = call.allocate(shape).fill(padValue(call));
  const [to, from] = [stridesOf(shape), stridesOf(input.shape)];
  for (let i = 0; i < values.length; i++) {
    let source = 0;
    for (let axis = 0; axis < shape.length && source >= 0; axis++) {
      const at = sources[axis][Math.floor(i / to[axis]) % shape[axis]];
      source = at < 0 ? -1 : source + at * from[axis];
    }
    if (source >= 0) values[i] = input.values[source];
  }
  return { ...input, shape, values };
}

/** The element that a padded place repeats, or -1 where it holds the constant. */
function padSource(call: OperatorCall, { mode, size, at }: { mode: string; size: number; at: number }): number {
  if (at >= 0 && at < size) return at;
  if (mode === "constant") return -1;
  if (mode === "edge") return at < 0 ? 0 : size - 1;
  if (mode === "wrap") return ((at % size) + size) % size;
  if (mode !== "reflect") return call.fail(`mode ${mode}`);
  const period = Math.max(1, 2 * (size - 1));
  const folded = ((at % period) + period) % period;
  return folded < size ? folded : period - folded;
}

/** Entries of the first input along an axis, picked by the second. */
function gatherEntries(call: OperatorCall): FloatTensor {
  const [input, indices] = [call.input(0), call.input(1)];
  const axis = call.axis(call.integer("axis", 0), input.shape.length);
  const [before, size, after] = [input.shape.slice(0, axis), input.shape[axis], input.shape.slice(axis + 1)];
  const shape = [...before, ...indices.shape, ...after];
  const values = call.allocate(shape);
  const inner = product(after);
  let to = 0;
  for (let o = 0; o < product(before); o++) {
    for (const given of indices.values) {
      const at = call.axis(given, size);
      const from = (o * size + at) * inner;
      values.set(input.values.subarray(from, from + inner), to);
      to += inner;
    }
  }
  return { ...input, shape, values };
}

/** Elements moved, none computed (https://github.com/onnx/onnx/blob/main/docs/Operators.md#Slice and its kin). */
export const SELECTION: OperatorFamily = {
  Concat: concat,
  Expand: expand,
  Gather: gatherEntries,
  Pad: pad,
  Slice: slice,
  Split: split,
  Tile: tile,
  Transpose: transposeAxes,
};
