import type { DepthwiseConv2DInstruction } from "../instructions/depthwise-conv-2d.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import type { Rows } from "../tree/row-layout.ts";
import { packHeads } from "./dots.ts";
import type { PaddedImage } from "./image.ts";
import { type PartedRun, partsOf } from "./parted-run.ts";
import type { KernelPlan } from "./prepare-instruction.ts";

const SIDE = 3;
const TAPS = SIDE * SIDE;
/** The kernel computes this many channels at a time. */
const BLOCK = 4;
const OFFSET_BYTES = 4;
const INT16_BYTES = 2;
/** A tap that there is not: its weight is 0. */
const NONE = -1;
/** The five pairs of taps that the kernel multiplies at once, by the stride. */
const PAIRS: Readonly<Record<number, readonly (readonly [first: number, second: number])[]>> = {
  1: [
    [0, 3],
    [1, 4],
    [2, 5],
    [NONE, 6],
    [7, 8],
  ],
  2: [
    [0, 3],
    [1, 4],
    [2, 5],
    [6, 7],
    [8, NONE],
  ],
};

/** Whether the kernel `depthwise3x3` computes it: what networks for images are mostly made of. */
export function is3x3(instruction: DepthwiseConv2DInstruction): boolean {
  const { kernelHeight, kernelWidth, strideWidth, dilationWidth } = instruction;
  return kernelHeight === SIDE && kernelWidth === SIDE && dilationWidth === 1 && strideWidth in PAIRS;
}

/** The calls of the kernel `depthwise3x3`, of some rows of y each. */
export function prepareDepthwise3x3(
  instruction: DepthwiseConv2DInstruction,
  { kernels, partWork }: KernelPlan,
  image: PaddedImage,
  { weights, bias, multipliers }: Rows,
): (x: number, out: number) => Pick<PartedRun, "calls" | "work"> {
  const { dilationHeight, strideWidth, shift, low, high, output } = instruction;
  const [batch, height, width, channels] = output.shape;
  const rows = batch * height;
  const starts = image.positions.filter((_, position) => position % width === 0);
  const rowOffsets = kernels.place(encodeTensor("int32", starts));
  const packed = kernels.place(packPairsOfTaps(weights, channels, PAIRS[strideWidth]));
  const heads = kernels.place(packHeads(bias, multipliers));
  const work = rows * width * channels * TAPS;
  const layout = [width, dilationHeight * image.rowBytes, strideWidth, packed, heads, channels, shift, low, high];
  return (x, out) => ({
    work,
    calls: partsOf(rows, 1, work, partWork).map(({ from, to }) => {
      const y = out + INT16_BYTES * from * width * channels;
      return { kernel: "depthwise3x3", args: [x, rowOffsets + OFFSET_BYTES * from, to - from, ...layout, y] };
    }),
  });
}

/** Weights [channels, 9] as the kernel reads them: four channels, a pair of taps, a channel, a tap of the pair. */
function packPairsOfTaps(weights: Int8Array, channels: number, pairs: readonly (readonly number[])[]): Uint8Array {
  const packed = new Int16Array(Math.ceil(channels / BLOCK) * pairs.length * BLOCK * 2);
  for (let c = 0; c < channels; c++) {
    pairs.forEach((taps, pair) => {
      const at = ((Math.floor(c / BLOCK) * pairs.length + pair) * BLOCK + (c % BLOCK)) * 2;
      taps.forEach((tap, i) => {
        if (tap !== NONE) packed[at + i] = weights[c * TAPS + tap];
      });
    });
  }
  return encodeTensor("int16", packed);
}
