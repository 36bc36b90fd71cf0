import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import { int16, oneInstructionProgram } from "../../testing/random-instruction.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { SliceInstruction } from "./slice.ts";

const VALID: SliceInstruction = { op: "Slice", operands: [0], axis: 1, start: 1, step: 2, output: int16(2, 3) };

function programOf(change: Partial<SliceInstruction>) {
  return oneInstructionProgram({ input: int16(2, 6), instruction: { ...VALID, ...change } });
}

describe("Slice", () => {
  itComputesVectors("slice", 30);

  it.each([
    {
      wrong: "another element type",
      change: { output: { ...VALID.output, dtype: "int32" } } as const,
      message: "instructions[0].output: expected int16",
    },
    { wrong: "an axis that there is not", change: { axis: 2 }, message: "instructions[0].axis" },
    { wrong: "a negative start", change: { start: -1 }, message: "instructions[0].start" },
    { wrong: "a start past the end", change: { start: 6 }, message: "instructions[0].start" },
    { wrong: "a step of 0", change: { step: 0 }, message: "instructions[0].step" },
    { wrong: "a last index past the end", change: { start: 2 }, message: "instructions[0] last index" },
    {
      wrong: "another shape",
      change: { output: int16(1, 3) },
      message: "instructions[0].output: expected shape [2, 3]",
    },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });
});
