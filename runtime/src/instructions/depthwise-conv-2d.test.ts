import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import type { Random } from "../../testing/random.ts";
import {
  expectEnginesAgree,
  int16,
  type OneInstruction,
  oneInstructionProgram,
  rowsType,
} from "../../testing/random-instruction.ts";
import { randomWindow } from "../../testing/random-window.ts";
import type { RowsType } from "../program/program.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { DepthwiseConv2DInstruction } from "./depthwise-conv-2d.ts";

const VALID: DepthwiseConv2DInstruction = {
  ...{ op: "DepthwiseConv2D", operands: [0], constant: 0, shift: 40, low: 0, high: 32767 },
  ...{ kernelHeight: 3, kernelWidth: 3, strideHeight: 2, strideWidth: 1 },
  ...{ dilationHeight: 1, dilationWidth: 1, padTop: 1, padLeft: 0 },
  output: int16(2, 3, 4, 8),
};

function programOf(change: Partial<DepthwiseConv2DInstruction>, input = int16(2, 6, 6, 8), constant = rowsType(8, 9)) {
  return oneInstructionProgram({ input, constant, instruction: { ...VALID, ...change } });
}

function randomDepthwiseConv2D(random: Random): OneInstruction {
  const { window, input, output } = randomWindow(random);
  const taps = window.kernelHeight * window.kernelWidth;
  const constant = rowsType(input.shape[3], taps) as RowsType;
  const low = random.pick([-32767, 0, random.integer(-32767, 32767)]);
  return {
    input,
    constant,
    instruction: {
      ...{ op: "DepthwiseConv2D", operands: [0], constant: 0, ...window, shift: random.integer(32, 62) },
      ...{ low, high: random.integer(low, 32767), output: int16(...output.shape.slice(0, 3), constant.rows) },
    },
  };
}

describe("DepthwiseConv2D", () => {
  itComputesVectors("depthwise-conv-2d", 60);

  it("gives the same bits in both engines", { timeout: 30_000 }, () =>
    expectEnginesAgree("DepthwiseConv2D", 200, randomDepthwiseConv2D),
  );

  it.each([
    { wrong: "a shift below 32", change: { shift: 31 }, message: "instructions[0].shift" },
    { wrong: "a shift above 62", change: { shift: 63 }, message: "instructions[0].shift" },
    { wrong: "a kernel of height 0", change: { kernelHeight: 0 }, message: "instructions[0].kernelHeight" },
    { wrong: "a kernel of width 256", change: { kernelWidth: 256 }, message: "instructions[0].kernelWidth" },
    { wrong: "a stride of 0", change: { strideWidth: 0 }, message: "instructions[0].strideWidth" },
    { wrong: "a dilation of 0", change: { dilationHeight: 0 }, message: "instructions[0].dilationHeight" },
    { wrong: "a negative pad", change: { padTop: -1 }, message: "instructions[0].padTop" },
    { wrong: "a pad as large as the window", change: { padLeft: 3 }, message: "instructions[0].padLeft" },
    { wrong: "a kernel that is not the constant's", change: { kernelWidth: 2 }, message: "instructions[0].constant" },
    { wrong: "windows below the image", change: { output: int16(2, 5, 4, 8) }, message: "output height" },
    { wrong: "windows right of the image", change: { output: int16(2, 3, 7, 8) }, message: "output width" },
    { wrong: "another batch", change: { output: int16(1, 3, 4, 8) }, message: "instructions[0].output" },
    { wrong: "other channels", change: { output: int16(2, 3, 4, 9) }, message: "instructions[0].output" },
    { wrong: "limits out of order", change: { low: 3, high: 2 }, message: "instructions[0].high" },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });

  it("refuses more than 64 taps, and rows that are not the operand's channels", () => {
    const window = { padTop: 0, output: int16(1, 1, 1, 1), strideHeight: 1 };
    const large = (kernelHeight: number, kernelWidth: number) =>
      programOf({ ...window, kernelHeight, kernelWidth }, int16(1, 13, 13, 1), rowsType(1, kernelHeight * kernelWidth));
    expect(() => validateProgram(large(8, 8))).not.toThrow();
    expect(() => validateProgram(large(5, 13))).toThrow(".runs");
    expect(() => validateProgram(programOf({}, int16(2, 6, 6, 8), rowsType(7, 9)))).toThrow(".constant.rows");
  });

  it("refuses taps that a proof could not open in bounded gas", () => {
    const window = { kernelHeight: 8, kernelWidth: 8, padTop: 0, strideHeight: 1 };
    const layer = (channels: number) =>
      programOf({ ...window, output: int16(1, 1, 1, channels) }, int16(1, 16, 16, channels), rowsType(channels, 64));
    expect(() => validateProgram(layer(2 ** 11))).not.toThrow();
    expect(() => validateProgram(layer(2 ** 11 + 1))).toThrow("footprint");
  });
});
