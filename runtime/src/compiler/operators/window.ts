import { type OperatorCall, showShape } from "./operator-call.ts";

/** One spatial dimension of a convolution or a pooling. */
export interface WindowAxis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padBefore: number;
  readonly padAfter: number;
  readonly output: number;
}

/** Larger kernels, strides, dilations and pads are refused: no model has them. */
const MAX_WINDOW = 4096;

/**
 * Reads kernel, strides, dilations and pads of a node, in ONNX's terms
 * (https://github.com/onnx/onnx/blob/main/docs/Operators.md#Conv): `auto_pad`, and `ceil_mode` of a pooling.
 */
export function readWindow(call: OperatorCall, spatial: readonly number[], kernel: readonly number[]): WindowAxis[] {
  const rank = spatial.length;
  const list = (name: string, otherwise: number, length = rank): readonly number[] => {
    const given = call.integers(name) ?? new Array<number>(length).fill(otherwise);
    const least = name === "pads" ? 0 : 1;
    if (given.length !== length || given.some((value) => !(value >= least && value <= MAX_WINDOW))) {
      call.fail(`${name} ${showShape(given)} for ${rank} spatial dimensions`);
    }
    return given;
  };
  if (kernel.length !== rank || kernel.some((size) => !(size >= 1 && size <= MAX_WINDOW))) {
    call.fail(`a kernel of ${showShape(kernel)} for ${rank} spatial dimensions`);
  }
  const [strides, dilations, pads] = [list("strides", 1), list("dilations", 1), list("pads", 0, 2 * rank)];
  return spatial.map((size, i) => {
    const reach = dilations[i] * (kernel[i] - 1) + 1;
    const [padBefore, padAfter] = padding(call, { size, reach, stride: strides[i] }, [pads[i], pads[i + rank]]);
    const span = size + padBefore + padAfter - reach;
    if (span < 0) call.fail(`a kernel that reaches over ${reach} of ${size} elements`);
    let output = Math.floor(span / strides[i]) + 1;
    if (call.integer("ceil_mode", 0) === 1) {
      output = Math.ceil(span / strides[i]) + 1;
      // A last window that would begin in the padding after the input is left out.
      if ((output - 1) * strides[i] >= size + padBefore) output--;
    }
    return { size, kernel: kernel[i], stride: strides[i], dilation: dilations[i], padBefore, padAfter, output };
  });
}

function padding(
  call: OperatorCall,
  { size, reach, stride }: { size: number; reach: number; stride: number },
  given: [number, number],
): [number, number] {
  const mode = call.string("auto_pad", "NOTSET");
  if (mode === "NOTSET") return given;
  if (mode === "VALID") return [0, 0];
  if (mode !== "SAME_UPPER" && mode !== "SAME_LOWER") return call.fail(`auto_pad ${mode}`);
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach - size);
  const smaller = Math.floor(total / 2);
  return mode === "SAME_UPPER" ? [smaller, total - smaller] : [total - smaller, smaller];
}

/** A one-dimensional window as a two-dimensional one of height 1, so that one loop serves both. */
export function asPlane(axes: readonly WindowAxis[]): [WindowAxis, WindowAxis] {
  const single = { size: 1, kernel: 1, stride: 1, dilation: 1, padBefore: 0, padAfter: 0, output: 1 };
  return axes.length === 1 ? [single, axes[0]] : [axes[0], axes[1]];
}
