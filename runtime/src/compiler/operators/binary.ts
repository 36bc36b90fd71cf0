import type { FloatTensor } from "../float-tensor.ts";
import { integerRange } from "../onnx/element-type.ts";
import { broadcastShape, broadcastTo } from "./broadcast.ts";
import type { Operator, OperatorFamily } from "./operator.ts";
import type { OperatorCall } from "./operator-call.ts";

type BinaryFunction = (a: number, b: number) => number;

function combine(call: OperatorCall, a: FloatTensor, b: FloatTensor, f: BinaryFunction): FloatTensor {
  const shape = broadcastShape(call, [a.shape, b.shape]);
  const result = call.allocate(shape);
  const type = a.type === undefined ? {} : { type: a.type };
  const [x, y] = [a.values, b.values];
  if (y.length === 1 && x.length === result.length) {
    for (let i = 0; i < x.length; i++) result[i] = f(x[i], y[0]);
    return { shape, values: result, ...type };
  }
  const [xs, ys] = [broadcastTo(call, a, shape), broadcastTo(call, b, shape)];
  for (let i = 0; i < result.length; i++) result[i] = f(xs[i], ys[i]);
  return { shape, values: result, ...type };
}

const binary =
  (f: BinaryFunction): Operator =>
  (call) =>
    combine(call, call.input(0), call.input(1), f);

const comparison =
  (f: (a: number, b: number) => boolean): Operator =>
  (call) => ({ ...combine(call, call.input(0), call.input(1), (a, b) => (f(a, b) ? 1 : 0)), type: "bool" });

/** Of one or more inputs, from the left. */
const variadic =
  (f: BinaryFunction): Operator =>
  (call) =>
    call.inputs.slice(1).reduce((all: FloatTensor, _, i) => combine(call, all, call.input(i + 1), f), call.input(0));

/** Integers are divided towards zero. */
function divide(call: OperatorCall): FloatTensor {
  const { type } = call.input(0);
  const isInteger = type !== undefined && integerRange(type) !== null;
  const f: BinaryFunction = isInteger ? (a, b) => Math.trunc(a / b) : (a, b) => a / b;
  return combine(call, call.input(0), call.input(1), f);
}

/** x where the condition holds, else y. */
function where(call: OperatorCall): FloatTensor {
  const inputs = [call.input(0), call.input(1), call.input(2)];
  const shape = broadcastShape(
    call,
    inputs.map((input) => input.shape),
  );
  const [condition, x, y] = inputs.map((input) => broadcastTo(call, input, shape));
  const { type } = call.input(1);
  return { shape, values: x.map((value, i) => (condition[i] === 0 ? y[i] : value)), ...(type ? { type } : {}) };
}

/** From this operator set on, the limits of a Clip are inputs and no longer attributes. */
const CLIP_LIMITS_ARE_INPUTS = 11;

/** The limits of a Clip; one that is left out is infinite. */
export function clipLimits(call: OperatorCall): { low: number; high: number } {
  const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (call.opset < CLIP_LIMITS_ARE_INPUTS) return { low: call.float("min", least), high: call.float("max", most) };
  return { low: call.scalar(1, least), high: call.scalar(2, most) };
}

function clip(call: OperatorCall): FloatTensor {
  const input = call.input(0);
  const { low, high } = clipLimits(call);
  call.spend(input.values.length);
  return { ...input, values: input.values.map((value) => Math.min(high, Math.max(low, value))) };
}

/** x, or slope * x where x is negative. */
function pRelu(call: OperatorCall): FloatTensor {
  return combine(call, call.input(0), call.input(1), (x, slope) => (x < 0 ? slope * x : x));
}

/** Functions of several elements with broadcasting (https://github.com/onnx/onnx/blob/main/docs/Operators.md). */
export const BINARY: OperatorFamily = {
  Add: binary((a, b) => a + b),
  And: comparison((a, b) => a !== 0 && b !== 0),
  Clip: clip,
  Div: divide,
  Equal: comparison((a, b) => a === b),
  Greater: comparison((a, b) => a > b),
  GreaterOrEqual: comparison((a, b) => a >= b),
  Less: comparison((a, b) => a < b),
  LessOrEqual: comparison((a, b) => a <= b),
  Max: variadic((a, b) => Math.max(a, b)),
  Min: variadic((a, b) => Math.min(a, b)),
  Mul: binary((a, b) => a * b),
  Or: comparison((a, b) => a !== 0 || b !== 0),
  PRelu: pRelu,
  Pow: binary((a, b) => a ** b),
  Sub: binary((a, b) => a - b),
  Sum: variadic((a, b) => a + b),
  Where: where,
};
