import { type Window, windowExtent } from "../instructions/window.ts";
import type { TensorType } from "../program/tensor-type.ts";
import type { Kernels } from "./kernels.ts";

const ELEMENT_BYTES = 2;

/** The operand of a windowed instruction, with zeros around it where windows reach beyond it. */
export interface PaddedImage {
  /** Bytes from the image's beginning to each output position's window. */
  readonly positions: readonly number[];
  /** Bytes from one row of the image to the next. */
  readonly rowBytes: number;
  /** Bytes from one position to the next in its row. */
  readonly positionBytes: number;
  /** Address of the image of the operand at `x`. */
  readonly addressOf: (x: number) => number;
  /** Makes the image of the operand at `x`. */
  readonly make: (x: number) => void;
}

/** An image in which every window of the instruction lies: the operand itself where it suffices. */
export function prepareImage(kernels: Kernels, window: Window, input: TensorType, output: TensorType): PaddedImage {
  const [batch, height, width, channels] = input.shape;
  const [, outHeight, outWidth] = output.shape;
  const { kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, padTop, padLeft } =
    window;
  const bottom = (outHeight - 1) * strideHeight + windowExtent(kernelHeight, dilationHeight);
  const right = (outWidth - 1) * strideWidth + windowExtent(kernelWidth, dilationWidth);
  const imageHeight = Math.max(padTop + height, bottom);
  const imageWidth = Math.max(padLeft + width, right);

  const positionBytes = channels * ELEMENT_BYTES;
  const rowBytes = imageWidth * positionBytes;
  const positions: number[] = [];
  for (let n = 0; n < batch; n++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        positions.push((n * imageHeight + oh * strideHeight) * rowBytes + ow * strideWidth * positionBytes);
      }
    }
  }
  if (imageHeight === height && imageWidth === width) {
    return { positions, rowBytes, positionBytes, addressOf: (x) => x, make: () => {} };
  }

  const { embed } = kernels.functions;
  const size = batch * imageHeight * rowBytes + SLACK_BYTES;
  const image = kernels.scratch(size);
  const left = padLeft * positionBytes;
  const make = (x: number) =>
    embed(x, batch, height, width * positionBytes, padTop, left, imageHeight, rowBytes, image);
  return { positions, rowBytes, positionBytes, addressOf: () => image, make };
}

/** Kernels may read, never use, this far past an image's end. */
const SLACK_BYTES = 32;
