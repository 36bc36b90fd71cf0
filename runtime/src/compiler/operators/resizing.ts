import type { FloatTensor } from "../float-tensor.ts";
import type { OperatorFamily } from "./operator.ts";
import { type OperatorCall, showShape, stridesOf } from "./operator-call.ts";

/** From this operator set on, a Resize has a region of interest before its scales. */
const RESIZE_HAS_REGION = 11;
const UPSAMPLE_SCALES_ARE_INPUT = 9;

/** Output size and scale of each dimension. */
function readScales(call: OperatorCall, shape: readonly number[]): { sizes: number[]; scales: number[] } {
  if (call.node.operator === "Upsample") {
    const isInput = call.opset >= UPSAMPLE_SCALES_ARE_INPUT;
    const scales = [...((isInput ? call.list(1) : call.node.attributes.get("scales")?.floats) ?? [])];
    return { scales, sizes: shape.map((size, i) => Math.floor(size * scales[i])) };
  }
  const hasRegion = call.opset >= RESIZE_HAS_REGION;
  const given = call.list(hasRegion ? 2 : 1) ?? [];
  const wanted = hasRegion ? (call.list(3) ?? []) : [];
  const axes = call.integers("axes")?.map((axis) => call.axis(axis, shape.length)) ?? shape.map((_, i) => i);
  const scales = shape.map((size, i) => {
    const at = axes.indexOf(i);
    if (at < 0) return 1;
    return wanted.length > 0 ? wanted[at] / size : given[at];
  });
  const sizes = shape.map((size, i) => {
    const at = axes.indexOf(i);
    return at >= 0 && wanted.length > 0 ? wanted[at] : Math.floor(size * scales[i]);
  });
  return { sizes, scales };
}

/** The place in the input that an output's place stands for (the operator's coordinate_transformation_mode). */
function sourcePlace(call: OperatorCall, at: number, scale: number, sizes: { from: number; to: number }): number {
  const otherwise = call.node.operator === "Upsample" || call.opset < RESIZE_HAS_REGION ? "asymmetric" : "half_pixel";
  const mode = call.string("coordinate_transformation_mode", otherwise);
  if (mode === "asymmetric") return at / scale;
  if (mode === "half_pixel") return (at + 0.5) / scale - 0.5;
  if (mode === "pytorch_half_pixel") return sizes.to > 1 ? (at + 0.5) / scale - 0.5 : 0;
  if (mode === "tf_half_pixel_for_nn") return (at + 0.5) / scale;
  if (mode === "align_corners") return sizes.to > 1 ? (at * (sizes.from - 1)) / (sizes.to - 1) : 0;
  return call.fail(`coordinate_transformation_mode ${mode}`);
}

function nearest(call: OperatorCall, place: number): number {
  const isOld = call.node.operator === "Upsample" || call.opset < RESIZE_HAS_REGION;
  const mode = call.string("nearest_mode", isOld ? "floor" : "round_prefer_floor");
  if (mode === "floor") return Math.floor(place);
  if (mode === "ceil") return Math.ceil(place);
  if (mode === "round_prefer_floor") return Math.ceil(place - 0.5);
  if (mode === "round_prefer_ceil") return Math.floor(place + 0.5);
  return call.fail(`nearest_mode ${mode}`);
}

/** For each dimension, the input's place of each output's place. @throws CompileError for what is not nearest. */
export function resizeSources(call: OperatorCall): number[][] {
  const { shape } = call.input(0);
  if (call.string("mode", "nearest") !== "nearest") return call.fail(`mode ${call.string("mode", "")}: only nearest`);
  const { sizes, scales } = readScales(call, shape);
  if (scales.length !== shape.length || scales.some((scale) => !(scale > 0 && scale < 2 ** 24))) {
    return call.fail(`scales ${showShape(scales)} of ${showShape(shape)}`);
  }
  return shape.map((from, axis) => {
    call.allocate([sizes[axis]]);
    return Array.from({ length: sizes[axis] }, (_, at) => {
      const place = nearest(call, sourcePlace(call, at, scales[axis], { from, to: sizes[axis] }));
      return Math.min(from - 1, Math.max(0, place));
    });
  });
}

function resize(call: OperatorCall): FloatTensor {
  const input = call.input(0);
  const sources = resizeSources(call);
  const shape = sources.map((list) => list.length);
  const values = call.allocate(shape);
  const [to, from] = [stridesOf(shape), stridesOf(input.shape)];
  for (let i = 0; i < values.length; i++) {
    let source = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      source += sources[axis][Math.floor(i / to[axis]) % shape[axis]] * from[axis];
    }
    values[i] = input.values[source];
  }
  return { ...input, shape, values };
}

/** By the nearest element (https://github.com/onnx/onnx/blob/main/docs/Operators.md#Resize). */
export const RESIZING: OperatorFamily = { Resize: resize, Upsample: resize };
