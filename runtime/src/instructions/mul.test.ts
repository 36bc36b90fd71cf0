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
import type { MulInstruction } from "./mul.ts";

const VALID: MulInstruction = {
  ...{ op: "Mul", operands: [0, 1], multiplier: 5, shift: 40, low: -32767, high: 32767 },
  output: int16(2, 4),
};

function programOf(change: Partial<MulInstruction>, right = int16(4)) {
  return oneInstructionProgram({ input: int16(2, 4), right, instruction: { ...VALID, ...change } });
}

function randomMul(random: Random): OneInstruction {
  const [outer, period] = [random.integer(1, 4), random.integer(1, 40)];
  const low = random.integer(-32767, 32767);
  return {
    input: int16(outer, period),
    right: random.unit() < 0.5 ? int16(period) : int16(outer, period),
    instruction: {
      ...{ op: "Mul", operands: [0, 1], shift: random.integer(32, 62), low, high: random.integer(low, 32767) },
      multiplier: random.integer(0, 2 ** 31 - 1),
      output: int16(outer, period),
    },
  };
}

describe("Mul", () => {
  itComputesVectors("mul", 20);

  it("gives the same bits in both engines", () => expectEnginesAgree("Mul", 200, randomMul));

  it.each([
    { wrong: "a shift below 32", change: { shift: 31 }, message: "instructions[1].shift" },
    { wrong: "a shift above 62", change: { shift: 63 }, message: "instructions[1].shift" },
    { wrong: "a multiplier of 2^31", change: { multiplier: 2 ** 31 }, message: "instructions[1].multiplier" },
    { wrong: "a negative multiplier", change: { multiplier: -1 }, message: "instructions[1].multiplier" },
    { wrong: "limits out of order", change: { low: 3, high: 2 }, message: "instructions[1].high" },
    { wrong: "an output of another shape", change: { output: int16(8) }, message: "expected shape [2, 4]" },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
    expect(() => validateProgram(programOf({}, int16(2)))).toThrow("instructions[1].right");
  });
});
