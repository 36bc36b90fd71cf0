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
import type { AddInstruction } from "./add.ts";

const TOP = 2 ** 31 - 1;
const VALID: AddInstruction = {
  ...{ op: "Add", operands: [0, 1], leftMultiplier: 5, rightMultiplier: -7, shift: 24, low: -32767, high: 32767 },
  output: int16(2, 3, 4),
};

function programOf(change: Partial<AddInstruction>, left = int16(2, 3, 4), right = int16(3, 4)) {
  return oneInstructionProgram({ input: left, right, instruction: { ...VALID, ...change } });
}

function randomAdd(random: Random): OneInstruction {
  const [outer, period] = [random.integer(1, 4), random.integer(1, 40)];
  const low = random.integer(-32767, 32767);
  return {
    input: int16(outer, period),
    right: random.unit() < 0.5 ? int16(period) : int16(outer, period),
    instruction: {
      ...{ op: "Add", operands: [0, 1], shift: random.integer(24, 62), low, high: random.integer(low, 32767) },
      leftMultiplier: random.integer(-TOP, TOP),
      rightMultiplier: random.integer(-TOP, TOP),
      output: int16(outer, period),
    },
  };
}

describe("Add", () => {
  itComputesVectors("add", 35);

  it("gives the same bits in both engines", () => expectEnginesAgree("Add", 200, randomAdd));

  it.each([
    { wrong: "a shift below 24", change: { shift: 23 }, message: "instructions[1].shift" },
    { wrong: "a shift above 62", change: { shift: 63 }, message: "instructions[1].shift" },
    { wrong: "a multiplier of 2^31", change: { leftMultiplier: 2 ** 31 }, message: "instructions[1].leftMultiplier" },
    { wrong: "a multiplier of -2^31", change: { rightMultiplier: -(2 ** 31) }, message: "instructions[1].rightMult" },
    { wrong: "a multiplier that is no integer", change: { leftMultiplier: 0.5 }, message: "instructions[1].leftMult" },
    { wrong: "a low limit of -32768", change: { low: -32768 }, message: "instructions[1].low" },
    { wrong: "limits out of order", change: { low: 3, high: 2 }, message: "instructions[1].high" },
    { wrong: "an output of another shape", change: { output: int16(24) }, message: "expected shape [2, 3, 4]" },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });

  it("refuses a right operand that is not left's last dimensions", () => {
    for (const shape of [[4], [1, 1, 3, 4], [1], [2, 3, 4]]) {
      expect(() => validateProgram(programOf({}, int16(2, 3, 4), int16(...shape)))).not.toThrow();
    }
    for (const shape of [[3], [2], [2, 1, 4], [3, 1], [2, 2, 3, 4], [2, 3, 5]]) {
      expect(() => validateProgram(programOf({}, int16(2, 3, 4), int16(...shape)))).toThrow("instructions[1].right");
    }
  });
});
