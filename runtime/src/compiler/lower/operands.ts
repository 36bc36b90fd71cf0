import type { FloatTensor } from "../float-tensor.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { channelsLastShape, type Layout, type LoweredValue, withSize } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";

/** The two operands of an Add or a Mul: `left` has the output's shape, `right` repeats over it. */
export interface Operands {
  readonly left: LoweredValue;
  readonly right: LoweredValue;
  /** True when `left` is the node's second input. */
  readonly isSwapped: boolean;
}

const same = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((size, i) => size === b[i]);

/** A node's two inputs in one layout, repeated as the instruction cannot repeat them itself. */
export function operandsOf(node: OnnxNode, lowering: Lowering): Operands {
  const { graph } = lowering;
  const shape = graph.shapeOf(node.outputs[0]);
  const isFull = (name: string) => graph.shapes.has(name) && same(graph.shapeOf(name), shape);
  const [a, b] = node.inputs;
  const full = [a, b].find(isFull) ?? a;
  const layout: Layout = isFull(full) && !lowering.has(full, "plain") ? "channelsLast" : "plain";
  const target = layout === "plain" ? shape : channelsLastShape(shape);
  const isSwapped = !isFull(a) && isFull(b);
  const [first, second] = isSwapped ? [b, a] : [a, b];
  if (isFull(first) && isFull(second)) {
    const [x, y] = [first, second].map((name) =>
      layout === "plain" ? lowering.plain(name) : lowering.channelsLast(name),
    );
    return { left: x, right: lowering.shaped(y, x.type.shape), isSwapped };
  }
  const left = operand(lowering, { name: first, shape, target, layout, isLeft: true });
  const right = operand(lowering, { name: second, shape, target, layout, isLeft: false });
  return { left, right, isSwapped };
}

interface Wanted {
  readonly name: string;
  /** ONNX's shape of the output. */
  readonly shape: readonly number[];
  /** The same in the layout. */
  readonly target: readonly number[];
  readonly layout: Layout;
  readonly isLeft: boolean;
}

function operand(lowering: Lowering, wanted: Wanted): LoweredValue {
  const { name, shape, target, layout, isLeft } = wanted;
  const constant = lowering.graph.constants.get(name);
  if (constant !== undefined) return constantOperand(lowering, constant, wanted);
  const own = lowering.graph.shapeOf(name);
  if (same(own, shape)) {
    const value = layout === "plain" ? lowering.plain(name) : lowering.channelsLast(name);
    return lowering.shaped(value, flat(target));
  }
  const wide = [...new Array<number>(shape.length - own.length).fill(1), ...own];
  const last = layout === "plain" ? wide : channelsLastShape(wide);
  const value =
    layout === "channelsLast" && own.length === shape.length ? lowering.channelsLast(name) : lowering.plain(name);
  return repeated(lowering, lowering.shaped(value, flat(last)), { own: last, target, isLeft });
}

/** Shapes of more than four dimensions only occur in full, as a list. */
function flat(shape: readonly number[]): readonly number[] {
  return shape.length <= 4 && shape.length > 0 ? shape : [shape.reduce((all, size) => all * size, 1)];
}

/** Repeats a value along the dimensions that the instruction cannot repeat: all but leading ones. */
function repeated(
  lowering: Lowering,
  value: LoweredValue,
  { own, target, isLeft }: { own: readonly number[]; target: readonly number[]; isLeft: boolean },
): LoweredValue {
  const first = isLeft ? 0 : own.findIndex((size) => size !== 1);
  let [shape, result] = [[...own], value];
  target.forEach((size, axis) => {
    if (first === -1 || axis < first || shape[axis] === size) return;
    const product = (sizes: readonly number[]) => sizes.reduce((all, each) => all * each, 1);
    const [before, after] = [product(shape.slice(0, axis)), product(shape.slice(axis + 1))];
    const source = lowering.shaped(result, [before, 1, 1, after]);
    const type = { ...source.type, shape: [before, size, 1, after] };
    const factors = { factorHeight: size, factorWidth: 1 };
    result = {
      ...source,
      type,
      value: lowering.emit({ op: "Upsample", operands: [source.value], ...factors, output: type }),
    };
    shape = withSize(shape, axis, size);
  });
  return lowering.shaped(result, flat(shape));
}

/** A constant in the layout: only its own dimensions, where they are the last ones, else all of them. */
function constantOperand(
  lowering: Lowering,
  tensor: FloatTensor,
  { shape, target, layout, isLeft }: Wanted,
): LoweredValue {
  const wide = [...new Array<number>(shape.length - tensor.shape.length).fill(1), ...tensor.shape];
  const turned = layout === "plain" ? { shape: wide, values: tensor.values } : turn(tensor.values, wide);
  const first = isLeft ? 0 : turned.shape.findIndex((size) => size !== 1);
  const kept = first === -1 ? [1] : target.slice(first);
  const own = first === -1 ? [1] : turned.shape.slice(first);
  const values = spread(turned.values, own, kept);
  return lowering.constantValue(values, flat(kept), layout);
}

/** [batch, channels, ...] to [batch, height, width, channels]. */
function turn(values: Float64Array, shape: readonly number[]): { shape: number[]; values: Float64Array } {
  const last = channelsLastShape(shape);
  const [batch, height, width, channels] = last;
  const result = new Float64Array(values.length);
  const plane = height * width;
  for (let i = 0; i < values.length; i++) {
    const [n, rest] = [Math.floor(i / (plane * channels)), i % (plane * channels)];
    result[(n * plane + (rest % plane)) * channels + Math.floor(rest / plane)] = values[i];
  }
  return { shape: batch === undefined ? [] : last, values: result };
}

function spread(values: Float64Array, own: readonly number[], target: readonly number[]): Float64Array {
  const count = target.reduce((all, size) => all * size, 1);
  return Float64Array.from({ length: count }, (_, i) => {
    let [rest, from, stride] = [i, 0, 1];
    for (let axis = target.length - 1; axis >= 0; axis--) {
      const at = rest % target[axis];
      rest = Math.floor(rest / target[axis]);
      if (own[axis] !== 1) from += at * stride;
      stride *= own[axis];
    }
    return values[from];
  });
}
