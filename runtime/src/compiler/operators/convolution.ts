import type { FloatTensor } from "../float-tensor.ts";
import type { OperatorFamily } from "./operator.ts";
import { type OperatorCall, product, showShape } from "./operator-call.ts";
import { asPlane, readWindow } from "./window.ts";

/** A convolution of [n, c, w] or [n, c, h, w] with any number of groups. */
export function convolve(
  call: OperatorCall,
  x: FloatTensor,
  w: FloatTensor,
  bias: FloatTensor | undefined,
): FloatTensor {
  const rank = x.shape.length - 2;
  if ((rank !== 1 && rank !== 2) || w.shape.length !== x.shape.length) {
    return call.fail(`takes one or two spatial dimensions, not ${showShape(x.shape)} by ${showShape(w.shape)}`);
  }
  const groups = call.integer("group", 1);
  const [batch, channels] = x.shape;
  const [outputs, groupChannels] = w.shape;
  if (!(groups >= 1) || channels !== groupChannels * groups || outputs % groups !== 0) {
    return call.fail(`${showShape(w.shape)} does not fit ${channels} channels in ${groups} groups`);
  }
  const axes = readWindow(call, x.shape.slice(2), call.integers("kernel_shape") ?? w.shape.slice(2));
  const [rows, columns] = asPlane(axes);
  const shape = [batch, outputs, ...axes.map(({ output }) => output)];
  const result = call.allocate(shape);
  const [plane, outPlane, kernelSize] = [
    product(x.shape.slice(2)),
    rows.output * columns.output,
    product(w.shape.slice(2)),
  ];
  call.spend(result.length * groupChannels * kernelSize);
  for (let n = 0; n < batch; n++) {
    for (let o = 0; o < outputs; o++) {
      const target = result.subarray((n * outputs + o) * outPlane, (n * outputs + o + 1) * outPlane);
      target.fill(bias?.values[o] ?? 0);
      const firstChannel = Math.floor(o / (outputs / groups)) * groupChannels;
      for (let c = 0; c < groupChannels; c++) {
        const from = (n * channels + firstChannel + c) * plane;
        const source = x.values.subarray(from, from + plane);
        const at = (o * groupChannels + c) * kernelSize;
        accumulate(target, source, w.values.subarray(at, at + kernelSize), rows, columns);
      }
    }
  }
  return { shape, values: result };
}

type Plane = ReturnType<typeof asPlane>[number];

/** target += source * kernel for one channel of each. */
function accumulate(
  target: Float64Array,
  source: Float64Array,
  kernel: Float64Array,
  rows: Plane,
  columns: Plane,
): void {
  const { stride, size, output } = columns;
  for (let i = 0; i < rows.kernel; i++) {
    for (let j = 0; j < columns.kernel; j++) {
      const weight = kernel[i * columns.kernel + j];
      // Only columns within the source, so that the innermost loop has no test: most of a compile is spent there.
      const offset = j * columns.dilation - columns.padBefore;
      const first = Math.max(0, Math.ceil(-offset / stride));
      const end = Math.min(output, Math.floor((size - 1 - offset) / stride) + 1);
      for (let y = 0; y < rows.output; y++) {
        const row = y * rows.stride + i * rows.dilation - rows.padBefore;
        if (row < 0 || row >= rows.size) continue;
        const [from, to] = [row * size + offset, y * output];
        for (let x = first; x < end; x++) target[to + x] += weight * source[from + x * stride];
      }
    }
  }
}

/** https://github.com/onnx/onnx/blob/main/docs/Operators.md#Conv */
export const CONVOLUTION: OperatorFamily = {
  Conv: (call) => convolve(call, call.input(0), call.input(1), call.inputs[2]),
};
