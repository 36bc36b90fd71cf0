import { type Window, windowExtent } from "../../src/instructions/window.ts";
import type { Random } from "../random.ts";
import { edgeLimits, edgeScale, edgeShift } from "./edges.ts";
import { int16, rows, type TinyMakers } from "./tiny-case.ts";

interface Image {
  readonly window: Window;
  readonly input: readonly [batch: number, height: number, width: number];
  readonly output: readonly [batch: number, height: number, width: number];
}

/** Half of them are what networks are made of, 3 x 3 with a pad of 1 and a stride of 1 or 2; the others are anything. */
function tinyImage(random: Random): Image {
  const batch = random.unit() < 0.9 ? 1 : 2;
  const usual = random.unit() < 0.5 ? random.integer(1, 2) : 0;
  const [vertical, horizontal] = [tinySide(random, usual), tinySide(random, usual)];
  return {
    window: {
      ...{ kernelHeight: vertical.kernel, kernelWidth: horizontal.kernel },
      ...{ strideHeight: vertical.stride, strideWidth: horizontal.stride },
      ...{ dilationHeight: vertical.dilation, dilationWidth: horizontal.dilation },
      ...{ padTop: vertical.pad, padLeft: horizontal.pad },
    },
    input: [batch, vertical.size, horizontal.size],
    output: [batch, vertical.count, horizontal.count],
  };
}

/** @param usual Stride of a side of three taps and a pad of one; 0 for any side. */
function tinySide(random: Random, usual: number) {
  const [kernel, stride, dilation] =
    usual > 0 ? [3, usual, 1] : [random.integer(1, 3), random.integer(1, 3), random.integer(1, 2)];
  const size = random.integer(1, usual > 0 ? 6 : 4);
  const pad = usual > 0 ? 1 : random.integer(0, windowExtent(kernel, dilation) - 1);
  const most = Math.floor((size - 1 + pad) / stride) + 1;
  return { kernel, stride, dilation, size, pad, count: random.unit() < 0.5 ? most : random.integer(1, most) };
}

/** Instructions whose window moves over an image. */
export const TINY_IMAGES: TinyMakers = {
  Conv2D: (random, { first, constant }) => {
    const { window, input, output } = tinyImage(random);
    const [inputs, channels] = [random.integer(1, 4), random.integer(1, 9)];
    return {
      ...{ operands: [int16(...input, inputs)] },
      constant: rows(channels, window.kernelHeight * window.kernelWidth * inputs),
      instruction: {
        ...{ op: "Conv2D", operands: [first], constant, shift: edgeShift(random, 32), ...edgeLimits(random) },
        ...{ ...window, output: int16(...output, channels) },
      },
    };
  },
  DepthwiseConv2D: (random, { first, constant }) => {
    const { window, input, output } = tinyImage(random);
    const channels = random.integer(1, 18);
    return {
      ...{ operands: [int16(...input, channels)] },
      constant: rows(channels, window.kernelHeight * window.kernelWidth),
      instruction: {
        ...{ op: "DepthwiseConv2D", operands: [first], constant, shift: edgeShift(random, 32), ...edgeLimits(random) },
        ...{ ...window, output: int16(...output, channels) },
      },
    };
  },
  MaxPool: (random, { first }) => {
    const { window, input, output } = tinyImage(random);
    const channels = random.integer(1, 10);
    return {
      operands: [int16(...input, channels)],
      instruction: { op: "MaxPool", operands: [first], ...window, output: int16(...output, channels) },
    };
  },
  SumPool: (random, { first }) => {
    const { window, input, output } = tinyImage(random);
    const channels = random.integer(1, 10);
    return {
      operands: [int16(...input, channels)],
      instruction: {
        ...{ op: "SumPool", operands: [first], ...edgeScale(random, 24), ...window },
        output: int16(...output, channels),
      },
    };
  },
};
