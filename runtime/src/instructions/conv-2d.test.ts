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
import type { Program, RowsType } from "../program/program.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { Conv2DInstruction } from "./conv-2d.ts";

const VALID: Conv2DInstruction = {
  ...{ op: "Conv2D", operands: [0], constant: 0, shift: 40, low: 0, high: 32767 },
  ...{ kernelHeight: 3, kernelWidth: 3, strideHeight: 2, strideWidth: 1 },
  ...{ dilationHeight: 1, dilationWidth: 1, padTop: 1, padLeft: 0 },
  output: int16(2, 3, 4, 5),
};

function programOf(change: Partial<Conv2DInstruction>, input = int16(2, 6, 6, 8), constant = rowsType(5, 72)) {
  return oneInstructionProgram({ input, constant, instruction: { ...VALID, ...change } });
}

function randomConv2D(random: Random): OneInstruction {
  const { window, input, output } = randomWindow(random);
  const taps = window.kernelHeight * window.kernelWidth;
  const constant = rowsType(random.integer(1, 20), taps * input.shape[3]) as RowsType;
  const low = random.pick([-32767, 0, random.integer(-32767, 32767)]);
  return {
    input,
    constant,
    instruction: {
      ...{ op: "Conv2D", operands: [0], constant: 0, ...window, shift: random.integer(32, 62) },
      ...{ low, high: random.integer(low, 32767), output: int16(...output.shape.slice(0, 3), constant.rows) },
    },
  };
}

describe("Conv2D", () => {
  itComputesVectors("conv-2d", 45);

  it("gives the same bits in both engines", { timeout: 30_000 }, () => expectEnginesAgree("Conv2D", 200, randomConv2D));

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
    { wrong: "windows below the image", change: { output: int16(2, 5, 4, 5) }, message: "output height" },
    { wrong: "windows right of the image", change: { output: int16(2, 3, 7, 5) }, message: "output width" },
    { wrong: "another batch", change: { output: int16(1, 3, 4, 5) }, message: "instructions[0].output" },
    { wrong: "other channels", change: { output: int16(2, 3, 4, 9) }, message: "instructions[0].output" },
    { wrong: "limits out of order", change: { low: 3, high: 2 }, message: "instructions[0].high" },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });

  it("refuses a dot product of more than 4096 terms, more than 64 runs, and a table for weights", () => {
    const window = { kernelHeight: 3, kernelWidth: 3, padTop: 0, output: int16(1, 1, 1, 1), strideHeight: 1 };
    expect(() => validateProgram(programOf(window, int16(1, 3, 3, 455), rowsType(1, 4095)))).not.toThrow();
    expect(() => validateProgram(programOf(window, int16(1, 3, 3, 456), rowsType(1, 4104)))).toThrow(".terms");
    const square = { ...window, kernelHeight: 9, kernelWidth: 9 };
    expect(() => validateProgram(programOf(square, int16(1, 17, 17, 1), rowsType(1, 81)))).not.toThrow();
    const apart = { ...square, dilationWidth: 2 };
    expect(() => validateProgram(programOf(apart, int16(1, 17, 17, 1), rowsType(1, 81)))).toThrow(".runs");
    const tall = { ...window, kernelHeight: 65, kernelWidth: 1 };
    expect(() => validateProgram(programOf(tall, int16(1, 65, 1, 1), rowsType(1, 65)))).toThrow(".runs");
    const table = { kind: "table", dtype: "int8", rows: 5, columns: 72, log2Leaf: 8 } as const;
    expect(() => validateProgram(programOf({}, int16(2, 6, 6, 8), table))).toThrow("expected rows of weights");
  });

  it("refuses runs that a proof could not open in bounded gas", () => {
    // Each of 16 rows is a run of 256 elements, which touches three leaves of 256 bytes at most; their path has 13 levels.
    const window = { kernelHeight: 16, kernelWidth: 16, padTop: 0, strideHeight: 1, output: int16(1, 1, 1, 1) };
    const layer = (height: number, log2Leaf: number): Program => {
      const x = int16(1, height, 64, 16);
      const program = programOf(window, x, rowsType(1, 4096));
      // The leaves of an input are always of 256 bytes, those of another value aren't.
      const copy = { op: "Reshape", operands: [0], output: { ...x, log2Leaf } } as const;
      return { ...program, instructions: [copy, { ...VALID, ...window, operands: [1] }], outputs: [2] };
    };
    expect(() => validateProgram(layer(2 ** 10, 8))).not.toThrow();
    // 16 * (2 * 1024 + 2 * 11 * 32) bytes, and half as deep a tree.
    expect(() => validateProgram(layer(2 ** 10, 10))).toThrow("footprint: expected at most 40960 bytes, found 44032");
    expect(() => validateProgram(layer(2 ** 4, 10))).not.toThrow();
  });
});
