import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import { int16, oneInstructionProgram } from "../../testing/random-instruction.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { ConcatInstruction } from "./concat.ts";

const VALID: ConcatInstruction = { op: "Concat", operands: [0, 1], axis: 1, output: int16(2, 7) };

function programOf(change: Partial<ConcatInstruction>) {
  return oneInstructionProgram({ input: int16(2, 3), right: int16(2, 4), instruction: { ...VALID, ...change } });
}

describe("Concat", () => {
  itComputesVectors("concat", 15);

  it.each([
    {
      wrong: "another element type",
      change: { output: { ...VALID.output, dtype: "int32" } } as const,
      message: "instructions[1].output: expected int16",
    },
    { wrong: "an axis that there is not", change: { axis: 2 }, message: "instructions[1].axis" },
    {
      wrong: "other dimensions that differ",
      change: { axis: 0 },
      message: "instructions[1].second: expected shape [2, 3]",
    },
    {
      wrong: "another shape",
      change: { output: int16(2, 6) },
      message: "instructions[1].output: expected shape [2, 7]",
    },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });
});
