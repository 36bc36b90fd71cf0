import type { FloatTensor } from "../float-tensor.ts";
import type { OperatorFamily } from "./operator.ts";
import { type OperatorCall, product, showShape } from "./operator-call.ts";

/** From this operator set on, the axes of Squeeze and Unsqueeze are an input and no longer an attribute. */
const AXES_ARE_INPUT = 13;

function withShape(call: OperatorCall, shape: readonly number[]): FloatTensor {
  const input = call.input(0);
  if (product(shape) !== input.values.length || !shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    return call.fail(`${showShape(input.shape)} has no shape ${showShape(shape)}`);
  }
  return { ...input, shape };
}

/** The same values in another shape: 0 keeps a dimension (unless allowzero), one -1 takes what is left. */
function reshape(call: OperatorCall): FloatTensor {
  const { shape, values } = call.input(0);
  const keepsZero = call.integer("allowzero", 0) === 1;
  const wanted = (call.list(1) ?? call.fail("has no shape")).map((size, i) =>
    size === 0 && !keepsZero ? (shape[i] ?? 0) : size,
  );
  if (wanted.filter((size) => size === -1).length > 1) return call.fail(`shape ${showShape(wanted)} leaves two open`);
  const known = wanted.reduce((all, size) => (size === -1 ? all : all * size), 1);
  return withShape(
    call,
    wanted.map((size) => (size === -1 ? values.length / known : size)),
  );
}

/** The dimensions before `axis` become one, and those from it on another. */
function flatten(call: OperatorCall): FloatTensor {
  const { shape } = call.input(0);
  const given = call.integer("axis", 1);
  const axis = given < 0 ? given + shape.length : given;
  if (axis < 0 || axis > shape.length) return call.fail(`axis ${given} of ${showShape(shape)}`);
  return withShape(call, [product(shape.slice(0, axis)), product(shape.slice(axis))]);
}

function axesOf(call: OperatorCall): readonly number[] | null {
  return call.opset >= AXES_ARE_INPUT ? call.list(1) : call.integers("axes");
}

function squeeze(call: OperatorCall): FloatTensor {
  const { shape } = call.input(0);
  const axes = axesOf(call)?.map((axis) => call.axis(axis, shape.length));
  return withShape(
    call,
    shape.filter((size, i) => (axes === undefined ? size !== 1 : !axes.includes(i))),
  );
}

function unsqueeze(call: OperatorCall): FloatTensor {
  const { shape } = call.input(0);
  const given = axesOf(call) ?? call.fail("has no axes");
  const rank = shape.length + given.length;
  const axes = given.map((axis) => call.axis(axis, rank));
  if (new Set(axes).size !== axes.length) return call.fail(`axes ${showShape(given)} repeat`);
  const rest = [...shape];
  return withShape(
    call,
    Array.from({ length: rank }, (_, i) => (axes.includes(i) ? 1 : (rest.shift() ?? 1))),
  );
}

/** The input, and for a Dropout that is asked for its mask, ones: nothing is dropped in inference. */
function pass(call: OperatorCall): FloatTensor[] {
  const input = call.input(0);
  if (call.scalar(2, 0) !== 0) return call.fail("training_mode is not supported");
  return [input, { shape: input.shape, values: new Float64Array(input.values.length).fill(1), type: "bool" }];
}

/** Other shapes for the same values (https://github.com/onnx/onnx/blob/main/docs/Operators.md#Reshape and its kin). */
export const SHAPING: OperatorFamily = {
  Dropout: pass,
  Flatten: flatten,
  Identity: (call) => call.input(0),
  Reshape: reshape,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
};
