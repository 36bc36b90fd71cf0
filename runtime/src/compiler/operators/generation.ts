import type { FloatTensor } from "../float-tensor.ts";
import type { OperatorFamily } from "./operator.ts";
import { type OperatorCall, product } from "./operator-call.ts";

/** A tensor, a number or a list of numbers that stands in the graph. */
function constant(call: OperatorCall): FloatTensor {
  const attribute = (name: string) => call.node.attributes.get(name);
  const tensor = attribute("value")?.tensor;
  if (tensor !== undefined) return tensor;
  const float = attribute("value_float")?.float;
  if (float !== undefined) return { shape: [], values: Float64Array.of(float) };
  const integer = attribute("value_int")?.integer;
  if (integer !== undefined) return { shape: [], values: Float64Array.of(integer), type: "int64" };
  const floats = attribute("value_floats")?.floats;
  if (floats !== undefined) return { shape: [floats.length], values: Float64Array.from(floats) };
  const integers = attribute("value_ints")?.integers;
  if (integers !== undefined) return { shape: [integers.length], values: Float64Array.from(integers), type: "int64" };
  return call.fail("its value is of a kind that is not supported");
}

function constantOfShape(call: OperatorCall): FloatTensor {
  const { values, type } = call.node.attributes.get("value")?.tensor ?? { values: Float64Array.of(0) };
  const shape = call.list(0) ?? call.fail("has no shape");
  return { shape, values: call.allocate(shape).fill(values[0]), ...(type === undefined ? {} : { type }) };
}

function range(call: OperatorCall): FloatTensor {
  const [start, limit, delta] = [call.scalar(0, 0), call.scalar(1, 0), call.scalar(2, 1)];
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  const values = call.allocate([count]).map((_, i) => start + i * delta);
  return { shape: [count], values, type: call.input(0).type ?? "float" };
}

function shapeOf(call: OperatorCall): FloatTensor {
  const { shape } = call.input(0);
  const values = Float64Array.from(shape.slice(call.integer("start", 0), call.integer("end", shape.length)));
  return { shape: [values.length], values, type: "int64" };
}

/** Values that no input decides (https://github.com/onnx/onnx/blob/main/docs/Operators.md#Constant and its kin). */
export const GENERATION: OperatorFamily = {
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Range: range,
  Shape: shapeOf,
  Size: (call) => ({ shape: [], values: Float64Array.of(product(call.input(0).shape)), type: "int64" }),
};

/** Operators that read only the shape of their input, which is known before any value is. */
export const SHAPE_READERS: ReadonlySet<string> = new Set(["Shape", "Size"]);
