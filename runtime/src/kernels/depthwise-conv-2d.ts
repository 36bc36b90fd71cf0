import type { DepthwiseConv2DInstruction } from "../instructions/depthwise-conv-2d.ts";
import { valueType } from "../program/program.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import { unpackRows } from "../tree/row-layout.ts";
import { is3x3, prepareDepthwise3x3 } from "./depthwise-3x3.ts";
import { packHeads } from "./dots.ts";
import { prepareImage } from "./image.ts";
import { partsOf } from "./parted-run.ts";
import { type Prepare, rowsTypeOf } from "./prepare-instruction.ts";

const BLOCK = 8;
const OFFSET_BYTES = 4;
const INT16_BYTES = 2;

export const prepareDepthwiseConv2D: Prepare<DepthwiseConv2DInstruction> = (instruction, out, plan) => {
  const { kernels, program, values, constants, partWork } = plan;
  const { operands, constant, output, shift, low, high } = instruction;
  const image = prepareImage(kernels, instruction, valueType(program, operands[0]), output);
  const plain = unpackRows(rowsTypeOf(program, constant), constants[constant]);
  const x = values[operands[0]];
  if (is3x3(instruction)) {
    const rows = prepareDepthwise3x3(instruction, plan, image, plain);
    return { before: () => image.make(x), ...rows(image.addressOf(x), out) };
  }
  const { weights, bias, multipliers } = plain;
  const channels = bias.length;

  const { kernelHeight, kernelWidth, dilationHeight, dilationWidth } = instruction;
  const taps: number[] = [];
  for (let i = 0; i < kernelHeight; i++) {
    for (let j = 0; j < kernelWidth; j++) {
      taps.push(i * dilationHeight * image.rowBytes + j * dilationWidth * image.positionBytes);
    }
  }
  // An odd number of taps is made even with one whose weights are 0.
  if (taps.length % 2 === 1) taps.push(0);
  const pairs = taps.length / 2;

  const packed = kernels.place(packTaps(weights, channels, kernelHeight * kernelWidth, pairs));
  const heads = kernels.place(packHeads(bias, multipliers));
  const tapOffsets = kernels.place(encodeTensor("int32", taps));
  const rowOffsets = kernels.place(encodeTensor("int32", image.positions));
  const positions = image.positions.length;
  const work = positions * channels * pairs * 2;
  const parts = partsOf(positions, 1, work, partWork);
  return {
    before: () => image.make(x),
    work,
    calls: parts.map(({ from, to }) => {
      const [offsets, y] = [rowOffsets + OFFSET_BYTES * from, out + INT16_BYTES * channels * from];
      const taps = [tapOffsets, pairs, packed, heads, channels, shift, low, high];
      return { kernel: "depthwise", args: [image.addressOf(x), offsets, to - from, ...taps, y] };
    }),
  };
};

/** Weights [channels, taps] as the kernel reads them: eight channels, a pair of taps, a channel, a tap of the pair. */
function packTaps(weights: Int8Array, channels: number, taps: number, pairs: number): Uint8Array {
  const packed = new Int16Array(Math.ceil(channels / BLOCK) * pairs * BLOCK * 2);
  for (let c = 0; c < channels; c++) {
    for (let t = 0; t < taps; t++) {
      const block = Math.floor(c / BLOCK) * pairs + (t >> 1);
      packed[(block * BLOCK + (c % BLOCK)) * 2 + (t & 1)] = weights[c * taps + t];
    }
  }
  return encodeTensor("int16", packed);
}
