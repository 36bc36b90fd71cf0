import type { FloatTensor } from "../float-tensor.ts";
import { integerRange } from "../onnx/element-type.ts";
import { convolve } from "./convolution.ts";
import { batchProduct } from "./matrix.ts";
import type { OperatorFamily } from "./operator.ts";
import { type OperatorCall, product } from "./operator-call.ts";
import { roundHalfEven } from "./unary.ts";

/** Where among a scale's or zero point's elements each element of a tensor finds its own: one, or one an axis index. */
function elementIndex(
  call: OperatorCall,
  shape: readonly number[],
  count: number,
  axisGiven: number,
): (i: number) => number {
  if (count === 1) return () => 0;
  const axis = call.axis(axisGiven, shape.length);
  if (shape[axis] !== count) return call.fail(`${count} scales for ${shape[axis]} channels`);
  const inner = product(shape.slice(axis + 1));
  return (i) => Math.floor(i / inner) % count;
}

/** (q - zero point) * scale. */
export function dequantise(
  call: OperatorCall,
  q: FloatTensor,
  [scale, zero]: readonly [FloatTensor, FloatTensor | undefined],
  axis: number,
): FloatTensor {
  const at = elementIndex(call, q.shape, scale.values.length, axis);
  call.spend(q.values.length);
  const values = q.values.map(
    (each, i) => (each - (zero?.values[zero.values.length === 1 ? 0 : at(i)] ?? 0)) * scale.values[at(i)],
  );
  return { shape: q.shape, values };
}

/** round(x / scale) + zero point, within the zero point's type. */
export function quantise(
  call: OperatorCall,
  x: FloatTensor,
  [scale, zero]: readonly [FloatTensor, FloatTensor | undefined],
  axis: number,
): FloatTensor {
  const type = zero?.type ?? "uint8";
  const [least, most] = integerRange(type) ?? call.fail(`a zero point of type ${type}`);
  const at = elementIndex(call, x.shape, scale.values.length, axis);
  call.spend(x.values.length);
  const values = x.values.map((each, i) => {
    const offset = zero?.values[zero.values.length === 1 ? 0 : at(i)] ?? 0;
    // Divided as floats of 32 bits, so that halves fall where they do elsewhere.
    return Math.min(most, Math.max(least, roundHalfEven(Math.fround(each / scale.values[at(i)])) + offset));
  });
  return { shape: x.shape, values, type };
}

/** https://github.com/onnx/onnx/blob/main/docs/Operators.md#DynamicQuantizeLinear */
function dynamicQuantise(call: OperatorCall): FloatTensor[] {
  const x = call.input(0);
  const low = x.values.reduce((all, each) => Math.min(all, each), 0);
  const high = x.values.reduce((all, each) => Math.max(all, each), 0);
  const step = Math.fround(high - low) / 255 || 1;
  const zero = Math.min(255, Math.max(0, roundHalfEven(-low / step)));
  const scale = { shape: [], values: Float64Array.of(Math.fround(step)) };
  const offset = { shape: [], values: Float64Array.of(zero), type: "uint8" } as const;
  return [quantise(call, x, [scale, offset], 0), scale, offset];
}

const CHANNELS = 1;

function qLinearConv(call: OperatorCall): FloatTensor {
  const x = dequantise(call, call.input(0), [call.input(1), call.inputs[2]], CHANNELS);
  const w = dequantise(call, call.input(3), [call.input(4), call.inputs[5]], 0);
  const bias = call.inputs[8];
  // The bias is in the accumulator's scale: that of x times that of each output channel's weights.
  const [xScale, wScales] = [call.input(1).values[0], call.input(4).values];
  const scaled = bias && {
    shape: bias.shape,
    values: bias.values.map((each, i) => each * xScale * wScales[wScales.length === 1 ? 0 : i]),
  };
  return quantise(call, convolve(call, x, w, scaled), [call.input(6), call.inputs[7]], CHANNELS);
}

function qLinearMatMul(call: OperatorCall): FloatTensor {
  const a = dequantise(call, call.input(0), [call.input(1), call.inputs[2]], call.input(0).shape.length - 2);
  const b = dequantise(call, call.input(3), [call.input(4), call.inputs[5]], call.input(3).shape.length - 1);
  const y = batchProduct(call, a, b);
  return quantise(call, y, [call.input(6), call.inputs[7]], y.shape.length - 1);
}

const ONE: FloatTensor = { shape: [], values: Float64Array.of(1) };

function matMulInteger(call: OperatorCall): FloatTensor {
  const [a, b] = [call.input(0), call.input(1)];
  const zeros = [call.inputs[2], call.inputs[3]];
  const x = dequantise(call, a, [spread(zeros[0]), zeros[0]], Math.max(0, a.shape.length - 2));
  const w = dequantise(call, b, [spread(zeros[1]), zeros[1]], b.shape.length - 1);
  return { ...batchProduct(call, x, w), type: "int32" };
}

/** Scales of 1, as many as there are zero points. */
function spread(zero: FloatTensor | undefined): FloatTensor {
  return zero === undefined ? ONE : { shape: zero.shape, values: new Float64Array(zero.values.length).fill(1) };
}

function convInteger(call: OperatorCall): FloatTensor {
  const x = dequantise(call, call.input(0), [ONE, call.inputs[2]], CHANNELS);
  const w = dequantise(call, call.input(1), [spread(call.inputs[3]), call.inputs[3]], 0);
  return { ...convolve(call, x, w, undefined), type: "int32" };
}

/** Models that are quantised already (https://github.com/onnx/onnx/blob/main/docs/Operators.md#QLinearConv, ...). */
export const QUANTISED: OperatorFamily = {
  ConvInteger: convInteger,
  DequantizeLinear: (call) => dequantise(call, call.input(0), [call.input(1), call.inputs[2]], call.integer("axis", 1)),
  DynamicQuantizeLinear: dynamicQuantise,
  MatMulInteger: matMulInteger,
  QLinearConv: qLinearConv,
  QLinearMatMul: qLinearMatMul,
  QuantizeLinear: (call) => quantise(call, call.input(0), [call.input(1), call.inputs[2]], call.integer("axis", 1)),
};
