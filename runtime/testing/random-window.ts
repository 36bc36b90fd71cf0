import { type Window, windowExtent } from "../src/instructions/window.ts";
import type { TensorType } from "../src/program/tensor-type.ts";
import type { Random } from "./random.ts";
import { int16 } from "./random-instruction.ts";

/** A random valid window of at most 64 positions, with an operand and an output of as many channels. */
export function randomWindow(random: Random): { window: Window; input: TensorType; output: TensorType } {
  const [batch, channels] = [random.integer(1, 2), random.integer(1, 20)];
  const [vertical, horizontal] = [randomSide(random), randomSide(random)];
  const window: Window = {
    kernelHeight: vertical.kernel,
    kernelWidth: horizontal.kernel,
    strideHeight: vertical.stride,
    strideWidth: horizontal.stride,
    dilationHeight: vertical.dilation,
    dilationWidth: horizontal.dilation,
    padTop: vertical.pad,
    padLeft: horizontal.pad,
  };
  return {
    window,
    input: int16(batch, vertical.size, horizontal.size, channels),
    output: int16(batch, vertical.count, horizontal.count, channels),
  };
}

/** One direction: `count` windows, the last of which begins before the end of `size` positions. */
function randomSide(random: Random) {
  const [kernel, stride, dilation] = [random.integer(1, 5), random.integer(1, 4), random.integer(1, 3)];
  const size = random.integer(1, 12);
  const pad = random.integer(0, windowExtent(kernel, dilation) - 1);
  const count = random.integer(1, Math.floor((size - 1 + pad) / stride) + 1);
  return { kernel, stride, dilation, size, pad, count };
}
