import { expect, it } from "vitest";
import type { Random } from "../../testing/random.ts";
import { expectEnginesAgree, int16, type OneInstruction, rowsType } from "../../testing/random-instruction.ts";
import type { DepthwiseConv2DInstruction } from "../instructions/depthwise-conv-2d.ts";
import { is3x3 } from "./depthwise-3x3.ts";

const LIMITS = { low: -32767, high: 32767 } as const;

/** Rows so long, of so many channels, that the kernel computes them in parts. */
function longRows(random: Random): OneInstruction {
  const stride = random.integer(1, 2);
  const [channels, width] = [random.integer(400, 1100), random.integer(5, 24)];
  const output = int16(1, 2, Math.ceil(width / stride), channels);
  const window = {
    ...{ kernelHeight: 3, kernelWidth: 3, strideHeight: stride, strideWidth: stride },
    ...{ dilationHeight: 1, dilationWidth: 1, padTop: 1, padLeft: 1 },
  } as const;
  const instruction: DepthwiseConv2DInstruction = {
    ...{ op: "DepthwiseConv2D", operands: [0], constant: 0, shift: random.integer(36, 44), ...LIMITS },
    ...{ ...window, output },
  };
  expect(is3x3(instruction)).toBe(true);
  return { input: int16(1, 3, width, channels), constant: rowsType(channels, 9), instruction };
}

it("computes long rows of many channels, part by part", { timeout: 30_000 }, () =>
  expectEnginesAgree("3 x 3", 12, longRows),
);
