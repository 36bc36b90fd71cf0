import type { Window } from "../instructions/window.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import type { Kernels } from "./kernels.ts";

/** Puts a pool's window into memory as its kernels read it. */
export function placePoolWindow(kernels: Kernels, window: Window, input: TensorType, output: TensorType): number {
  const { kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, padTop, padLeft } =
    window;
  const fields = [
    ...input.shape.slice(1),
    ...output.shape.slice(1, 3),
    ...[kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, padTop, padLeft],
  ];
  return kernels.place(encodeTensor("int32", fields));
}
