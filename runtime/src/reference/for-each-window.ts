import type { Window } from "../instructions/window.ts";
import type { TensorType } from "../program/tensor-type.ts";

/** A position of a window that lies within the operand. */
interface Tap {
  /** Its place in the window, row by row. */
  readonly index: number;
  /** The operand's element there in channel 0. */
  readonly offset: number;
}

/** Calls `visit` for every output position, with the element of the output in channel 0 and the taps of its window. */
export function forEachWindow(
  window: Window,
  input: TensorType,
  output: TensorType,
  visit: (out: number, taps: readonly Tap[]) => void,
): void {
  const [batch, height, width, channels] = input.shape;
  const [, outHeight, outWidth, outChannels] = output.shape;
  for (let n = 0; n < batch; n++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        const taps: Tap[] = [];
        for (let i = 0; i < window.kernelHeight; i++) {
          for (let j = 0; j < window.kernelWidth; j++) {
            const h = oh * window.strideHeight - window.padTop + i * window.dilationHeight;
            const w = ow * window.strideWidth - window.padLeft + j * window.dilationWidth;
            if (h < 0 || h >= height || w < 0 || w >= width) continue;
            taps.push({ index: i * window.kernelWidth + j, offset: ((n * height + h) * width + w) * channels });
          }
        }
        visit(((n * outHeight + oh) * outWidth + ow) * outChannels, taps);
      }
    }
  }
}
