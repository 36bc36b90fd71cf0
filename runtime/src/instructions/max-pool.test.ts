import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import type { Random } from "../../testing/random.ts";
import {
  expectEnginesAgree,
  int16,
  type OneInstruction,
  oneInstructionProgram,
} from "../../testing/random-instruction.ts";
import { randomWindow } from "../../testing/random-window.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { MaxPoolInstruction } from "./max-pool.ts";

const VALID: MaxPoolInstruction = {
  ...{ op: "MaxPool", operands: [0] },
  ...{ kernelHeight: 3, kernelWidth: 2, strideHeight: 2, strideWidth: 2 },
  ...{ dilationHeight: 1, dilationWidth: 1, padTop: 1, padLeft: 0 },
  output: int16(1, 3, 2, 5),
};

function programOf(change: Partial<MaxPoolInstruction>, input = int16(1, 5, 4, 5)) {
  return oneInstructionProgram({ input, instruction: { ...VALID, ...change } });
}

function randomMaxPool(random: Random): OneInstruction {
  const { window, input, output } = randomWindow(random);
  return { input, instruction: { op: "MaxPool", operands: [0], ...window, output } };
}

describe("MaxPool", () => {
  itComputesVectors("max-pool", 45);

  it("gives the same bits in both engines", () => expectEnginesAgree("MaxPool", 200, randomMaxPool));

  it.each([
    { wrong: "a kernel of height 0", change: { kernelHeight: 0 }, message: "instructions[0].kernelHeight" },
    { wrong: "a stride of 256", change: { strideHeight: 256 }, message: "instructions[0].strideHeight" },
    { wrong: "a pad as large as the window", change: { padTop: 3 }, message: "instructions[0].padTop" },
    { wrong: "more than 64 positions", change: { kernelHeight: 13, kernelWidth: 5 }, message: "instructions[0].runs" },
    { wrong: "windows below the image", change: { output: int16(1, 4, 2, 5) }, message: "output height" },
    { wrong: "other channels", change: { output: int16(1, 3, 2, 4) }, message: "expected shape [1, 3, 2, 5]" },
    { wrong: "another batch", change: { output: int16(2, 3, 2, 5) }, message: "instructions[0].output" },
    { wrong: "an output of three dimensions", change: { output: int16(3, 2, 5) }, message: "instructions[0].output" },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
    expect(() => validateProgram(programOf({}, { ...int16(1, 5, 4, 5), dtype: "uint8" }))).toThrow("int16");
  });

  it("refuses a window whose places a proof could not open in bounded gas", () => {
    // 64 places in 2^12 leaves of 256 bytes: 64 * (256 + 12 * 32) bytes.
    const window = { kernelHeight: 8, kernelWidth: 8, padTop: 0 };
    const pool = (channels: number) =>
      programOf({ ...window, output: int16(1, 1, 1, channels) }, int16(1, 16, 16, channels));
    expect(() => validateProgram(pool(2 ** 11))).not.toThrow();
    expect(() => validateProgram(pool(2 ** 11 + 1))).toThrow("footprint: expected at most 40960 bytes, found 43008");
  });
});
