import type { FloatTensor } from "../float-tensor.ts";
import type { OperatorFamily } from "./operator.ts";
import { type OperatorCall, product, showShape } from "./operator-call.ts";

/** One spatial dimension of a transposed convolution. */
export interface TransposedAxis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Rows that are cut off before the first one. */
  readonly cutBefore: number;
  readonly output: number;
}

/** Larger kernels, strides, dilations and pads are refused: no model has them. */
const MAX_WINDOW = 4096;

/**
 * Reads a node's window in ONNX's terms (https://github.com/onnx/onnx/blob/main/docs/Operators.md#ConvTranspose), with
 * `auto_pad` and `output_shape`.
 */
export function readTransposedWindow(call: OperatorCall, x: FloatTensor, w: FloatTensor): TransposedAxis[] {
  const spatial = x.shape.slice(2);
  const rank = spatial.length;
  if ((rank !== 1 && rank !== 2) || w.shape.length !== x.shape.length) {
    return call.fail(`takes one or two spatial dimensions, not ${showShape(x.shape)} by ${showShape(w.shape)}`);
  }
  const list = (name: string, otherwise: number, length = rank): readonly number[] => {
    const given = call.integers(name) ?? new Array<number>(length).fill(otherwise);
    const isRight =
      given.length === length && given.every((each) => each >= Math.min(otherwise, 1) && each <= MAX_WINDOW);
    return isRight ? given : call.fail(`${name} ${showShape(given)} for ${rank} spatial dimensions`);
  };
  const [strides, dilations, pads] = [list("strides", 1), list("dilations", 1), list("pads", 0, 2 * rank)];
  const extra = list("output_padding", 0);
  const wanted = call.integers("output_shape")?.slice(-rank);
  const mode = call.string("auto_pad", "NOTSET");
  return spatial.map((size, i) => {
    const kernel = w.shape[2 + i];
    const [stride, dilation] = [strides[i], dilations[i]];
    const whole = stride * (size - 1) + extra[i] + (kernel - 1) * dilation + 1;
    const same = mode === "SAME_UPPER" || mode === "SAME_LOWER" ? size * stride : undefined;
    const target = wanted?.[i] ?? same;
    const cut = Math.max(0, whole - (target ?? whole));
    const ownBefore = mode === "SAME_UPPER" ? Math.floor(cut / 2) : Math.ceil(cut / 2);
    const cutBefore = target === undefined ? pads[i] : ownBefore;
    const output = target ?? whole - pads[i] - pads[i + rank];
    if (!(kernel >= 1 && kernel <= MAX_WINDOW && output >= 1)) {
      call.fail(`a kernel of ${kernel} gives ${output} of ${size} elements`);
    }
    return { size, kernel, stride, dilation, cutBefore, output };
  });
}

/** Of a node's groups: how many, and the output channels of each. */
export function readTransposedGroups(call: OperatorCall, x: FloatTensor, w: FloatTensor) {
  const groups = call.integer("group", 1);
  const [channels, groupOutputs] = w.shape;
  if (!(groups >= 1) || channels % groups !== 0 || x.shape[1] !== channels) {
    return call.fail(`${showShape(w.shape)} does not fit ${x.shape[1]} channels in ${groups} groups`);
  }
  return { groups, channels, groupOutputs };
}

/** Every element of x is added to its window of the output, times the kernel. */
function convolveTransposed(call: OperatorCall): FloatTensor {
  const [x, w, bias] = [call.input(0), call.input(1), call.inputs[2]];
  const axes = readTransposedWindow(call, x, w);
  const { groups, channels, groupOutputs } = readTransposedGroups(call, x, w);
  const [batch] = x.shape;
  const outputs = groupOutputs * groups;
  const shape = [batch, outputs, ...axes.map(({ output }) => output)];
  const values = call.allocate(shape);
  const [plane, outPlane, kernelSize] = [product(x.shape.slice(2)), product(shape.slice(2)), product(w.shape.slice(2))];
  call.spend(x.values.length * groupOutputs * kernelSize);
  if (bias !== undefined)
    for (let i = 0; i < values.length; i++) values[i] = bias.values[Math.floor(i / outPlane) % outputs];
  for (let n = 0; n < batch; n++) {
    for (let c = 0; c < channels; c++) {
      const source = x.values.subarray((n * channels + c) * plane, (n * channels + c + 1) * plane);
      const first = n * outputs + Math.floor(c / (channels / groups)) * groupOutputs;
      for (let o = 0; o < groupOutputs; o++) {
        const at = (c * groupOutputs + o) * kernelSize;
        const target = values.subarray((first + o) * outPlane, (first + o + 1) * outPlane);
        scatter(target, source, w.values.subarray(at, at + kernelSize), axes);
      }
    }
  }
  return { shape, values };
}

function scatter(
  target: Float64Array,
  source: Float64Array,
  kernel: Float64Array,
  axes: readonly TransposedAxis[],
): void {
  const single = { size: 1, kernel: 1, stride: 1, dilation: 1, cutBefore: 0, output: 1 };
  const [rows, columns] = axes.length === 1 ? [single, axes[0]] : axes;
  const place = (axis: TransposedAxis, at: number, k: number) => at * axis.stride + k * axis.dilation - axis.cutBefore;
  for (let k = 0; k < kernel.length; k++) {
    const [i, j] = [Math.floor(k / columns.kernel), k % columns.kernel];
    for (let y = 0; y < rows.size; y++) {
      const row = place(rows, y, i);
      if (row < 0 || row >= rows.output) continue;
      for (let z = 0; z < columns.size; z++) {
        const column = place(columns, z, j);
        if (column < 0 || column >= columns.output) continue;
        target[row * columns.output + column] += kernel[k] * source[y * columns.size + z];
      }
    }
  }
}

/** x with zeros after each row and column, so that both are `factors` times as many. The compiler's own. */
function spaceOut(call: OperatorCall): FloatTensor {
  const x = call.input(0);
  const spatial = x.shape.slice(2);
  const factors = call.integers("factors") ?? spatial.map(() => 1);
  const shape = [...x.shape.slice(0, 2), ...spatial.map((size, i) => size * factors[i])];
  const values = call.allocate(shape);
  const width = spatial[spatial.length - 1];
  const [factorHeight, factorWidth] = [factors.length === 1 ? 1 : factors[0], factors[factors.length - 1]];
  x.values.forEach((value, i) => {
    values[Math.floor(i / width) * factorHeight * width * factorWidth + (i % width) * factorWidth] = value;
  });
  return { shape, values };
}

/** Operators that only the compiler's own rewriting writes. */
export const INTERNAL_CONVOLUTION: OperatorFamily = { SpaceOut: spaceOut };

export const TRANSPOSED_CONVOLUTION: OperatorFamily = { ConvTranspose: convolveTransposed };
