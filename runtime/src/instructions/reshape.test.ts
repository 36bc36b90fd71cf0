import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import { int16, oneInstructionProgram } from "../../testing/random-instruction.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { ReshapeInstruction } from "./reshape.ts";

const VALID: ReshapeInstruction = { op: "Reshape", operands: [0], output: int16(6) };

function programOf(change: Partial<ReshapeInstruction>) {
  return oneInstructionProgram({ input: int16(2, 3), instruction: { ...VALID, ...change } });
}

describe("Reshape", () => {
  itComputesVectors("reshape", 12);

  it.each([
    {
      wrong: "another element type",
      change: { output: { ...VALID.output, dtype: "int32" } } as const,
      message: "instructions[0].output: expected int16",
    },
    { wrong: "another number of elements", change: { output: int16(7) }, message: "instructions[0].output elements" },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });
});
