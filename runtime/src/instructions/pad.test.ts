import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import { int16, oneInstructionProgram } from "../../testing/random-instruction.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { PadInstruction } from "./pad.ts";

const VALID: PadInstruction = { op: "Pad", operands: [0], axis: 1, before: 1, value: -5, output: int16(2, 6) };

function programOf(change: Partial<PadInstruction>) {
  return oneInstructionProgram({ input: int16(2, 3), instruction: { ...VALID, ...change } });
}

describe("Pad", () => {
  itComputesVectors("pad", 20);

  it.each([
    {
      wrong: "another element type",
      change: { output: { ...VALID.output, dtype: "int32" } } as const,
      message: "instructions[0].output: expected int16",
    },
    { wrong: "an axis that there is not", change: { axis: 2 }, message: "instructions[0].axis" },
    { wrong: "a negative pad", change: { before: -1 }, message: "instructions[0].before" },
    { wrong: "more before than there is room", change: { before: 4 }, message: "instructions[0].before" },
    { wrong: "a value beyond the type", change: { value: -32768 }, message: "instructions[0].value" },
    {
      wrong: "another shape",
      change: { output: int16(3, 6) },
      message: "instructions[0].output: expected shape [2, 6]",
    },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });
});
