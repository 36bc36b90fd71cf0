import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import type { Random } from "../../testing/random.ts";
import {
  expectEnginesAgree,
  int16,
  type OneInstruction,
  oneInstructionProgram,
} from "../../testing/random-instruction.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { MatMulInstruction } from "./mat-mul.ts";

const VALID: MatMulInstruction = {
  ...{ op: "MatMul", operands: [0, 1], multiplier: 5, shift: 40, low: -32767, high: 32767 },
  output: int16(4, 3, 7),
};

function programOf(change: Partial<MatMulInstruction>, left = int16(4, 3, 5), right = int16(2, 7, 5)) {
  return oneInstructionProgram({ input: left, right, instruction: { ...VALID, ...change } });
}

function randomMatMul(random: Random): OneInstruction {
  const [rows, columns, channels] = [random.integer(1, 11), random.integer(1, 40), random.integer(1, 20)];
  const [batches, group] = [random.integer(1, 2), random.integer(1, 3)];
  const low = random.pick([-32767, random.integer(-32767, 32767)]);
  return {
    input: int16(batches * group, rows, columns),
    right: int16(batches, channels, columns),
    instruction: {
      ...{ op: "MatMul", operands: [0, 1], shift: random.integer(32, 62), low, high: random.integer(low, 32767) },
      multiplier: random.integer(0, 2 ** 31 - 1),
      output: int16(batches * group, rows, channels),
    },
  };
}

describe("MatMul", () => {
  itComputesVectors("mat-mul", 50);

  it("gives the same bits in both engines", () => expectEnginesAgree("MatMul", 200, randomMatMul));

  it.each([
    { wrong: "a shift below 32", change: { shift: 31 }, message: "instructions[1].shift" },
    { wrong: "a shift above 62", change: { shift: 63 }, message: "instructions[1].shift" },
    { wrong: "a multiplier of 2^31", change: { multiplier: 2 ** 31 }, message: "instructions[1].multiplier" },
    { wrong: "limits out of order", change: { low: 3, high: 2 }, message: "instructions[1].high" },
    { wrong: "an output of another shape", change: { output: int16(4, 7, 3) }, message: "expected shape [4, 3, 7]" },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });

  it("refuses operands that do not agree, and dot products that are too long", () => {
    const refused = (left: number[], right: number[], message: string) =>
      expect(() => validateProgram(programOf({}, int16(...left), int16(...right)))).toThrow(message);
    refused([4, 3, 5], [2, 7, 6], "instructions[1].right columns");
    refused([4, 3, 5], [3, 7, 5], "instructions[1].right: expected batches that divide 4");
    refused([4, 3, 5], [8, 7, 5], "instructions[1].right: expected batches that divide 4");
    refused([5], [7, 5], "instructions[1].left.shape.length");
    refused([4, 3, 5], [5], "instructions[1].right.shape.length");
    refused([1, 4097], [1, 4097], "instructions[1].left columns");
  });
});
