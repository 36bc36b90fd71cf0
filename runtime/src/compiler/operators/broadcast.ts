import type { FloatTensor } from "../float-tensor.ts";
import { type OperatorCall, showShape, stridesOf } from "./operator-call.ts";

/**
 * The shape that shapes broadcast to
 * (https://github.com/onnx/onnx/blob/main/docs/Broadcasting.md, multidirectional).
 */
export function broadcastShape(call: OperatorCall, shapes: readonly (readonly number[])[]): number[] {
  const rank = shapes.reduce((most, shape) => Math.max(most, shape.length), 0);
  return Array.from({ length: rank }, (_, i) => {
    let size = 1;
    for (const shape of shapes) {
      const own = shape[i - rank + shape.length] ?? 1;
      if (own === 1 || own === size) continue;
      if (size !== 1) return call.fail(`${shapes.map(showShape).join(" and ")} do not broadcast`);
      size = own;
    }
    return size;
  });
}

/** The tensor's elements, repeated to a shape that its own broadcasts to. */
export function broadcastTo(call: OperatorCall, tensor: FloatTensor, shape: readonly number[]): Float64Array {
  const { values } = tensor;
  if (tensor.shape.length === shape.length && tensor.shape.every((size, i) => size === shape[i])) return values;
  const result = call.allocate(shape);
  if (values.length === 1) return result.fill(values[0]);
  const own = stridesOf(tensor.shape);
  const strides = shape.map((_, i) => {
    const at = i - shape.length + tensor.shape.length;
    return at < 0 || tensor.shape[at] === 1 ? 0 : own[at];
  });
  walk(shape, [strides], ([from], to) => {
    result[to] = values[from];
  });
  return result;
}

/**
 * Visits every index of a shape, row-major, with the offset that each list of strides gives to it.
 * @param visit Gets the offsets (one array, changed from call to call) and the running number of the index.
 */
export function walk(
  shape: readonly number[],
  strides: readonly (readonly number[])[],
  visit: (offsets: readonly number[], index: number) => void,
): void {
  const count = shape.reduce((all, size) => all * size, 1);
  const position = new Array<number>(shape.length).fill(0);
  const offsets = strides.map(() => 0);
  for (let index = 0; index < count; index++) {
    visit(offsets, index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position[axis]++;
      for (let s = 0; s < offsets.length; s++) offsets[s] += strides[s][axis];
      if (position[axis] < shape[axis]) break;
      for (let s = 0; s < offsets.length; s++) offsets[s] -= strides[s][axis] * shape[axis];
      position[axis] = 0;
    }
  }
}
