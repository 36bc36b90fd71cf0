import type { FloatTensor } from "../float-tensor.ts";
import type { OperatorFamily } from "./operator.ts";
import { type OperatorCall, product, showShape } from "./operator-call.ts";
import { asPlane, readWindow, type WindowAxis } from "./window.ts";

/** What one window's elements become; `padded` counts the window's places within the padded input. */
type Reduce = (elements: readonly number[], padded: number) => number;

function pool(call: OperatorCall, reduce: Reduce): FloatTensor {
  const { shape, values } = call.input(0);
  const rank = shape.length - 2;
  if (rank !== 1 && rank !== 2) return call.fail(`takes one or two spatial dimensions, not ${showShape(shape)}`);
  if (call.node.outputs.length > 1 && call.node.outputs[1] !== "") return call.fail("its indices are not supported");
  const axes = readWindow(call, shape.slice(2), call.integers("kernel_shape") ?? []);
  const [rows, columns] = asPlane(axes);
  const outShape = [shape[0], shape[1], ...axes.map(({ output }) => output)];
  const result = call.allocate(outShape);
  call.spend(result.length * rows.kernel * columns.kernel);
  const plane = product(shape.slice(2));
  let to = 0;
  for (let channel = 0; channel < shape[0] * shape[1]; channel++) {
    for (let y = 0; y < rows.output; y++) {
      const rowPlaces = places(rows, y);
      for (let x = 0; x < columns.output; x++) {
        const columnPlaces = places(columns, x);
        const elements = rowPlaces.inside.flatMap((row) =>
          columnPlaces.inside.map((column) => values[channel * plane + row * columns.size + column]),
        );
        result[to++] = reduce(elements, rowPlaces.padded * columnPlaces.padded);
      }
    }
  }
  return { shape: outShape, values: result };
}

/** The places of a window that lie in the input, and how many lie in the input or its padding. */
function places(axis: WindowAxis, index: number): { inside: number[]; padded: number } {
  const inside: number[] = [];
  let padded = 0;
  for (let k = 0; k < axis.kernel; k++) {
    const at = index * axis.stride + k * axis.dilation - axis.padBefore;
    if (at < axis.size + axis.padAfter) padded++;
    if (at >= 0 && at < axis.size) inside.push(at);
  }
  return { inside, padded };
}

const sum = (elements: readonly number[]) => elements.reduce((all, each) => all + each, 0);
const most = (elements: readonly number[]) =>
  elements.reduce((all, each) => Math.max(all, each), Number.NEGATIVE_INFINITY);

function averagePool(call: OperatorCall): FloatTensor {
  const countsPadding = call.integer("count_include_pad", 0) === 1;
  return pool(call, (elements, padded) => sum(elements) / (countsPadding ? padded : elements.length));
}

function globalPool(call: OperatorCall, reduce: (elements: readonly number[]) => number): FloatTensor {
  const { shape, values } = call.input(0);
  if (shape.length < 3) return call.fail(`takes spatial dimensions, not ${showShape(shape)}`);
  const plane = product(shape.slice(2));
  call.spend(values.length);
  const result = Float64Array.from({ length: shape[0] * shape[1] }, (_, i) =>
    reduce([...values.subarray(i * plane, (i + 1) * plane)]),
  );
  return { shape: [shape[0], shape[1], ...shape.slice(2).map(() => 1)], values: result };
}

/** https://github.com/onnx/onnx/blob/main/docs/Operators.md#AveragePool and its kin. */
export const POOLING: OperatorFamily = {
  AveragePool: averagePool,
  GlobalAveragePool: (call) => globalPool(call, (elements) => sum(elements) / elements.length),
  GlobalMaxPool: (call) => globalPool(call, most),
  MaxPool: (call) => pool(call, most),
};
