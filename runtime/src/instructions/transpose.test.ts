import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import { int16, oneInstructionProgram } from "../../testing/random-instruction.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { TransposeInstruction } from "./transpose.ts";

const VALID: TransposeInstruction = {
  ...{ op: "Transpose", operands: [0], axis0: 2, axis1: 0, axis2: 1, axis3: -1 },
  output: int16(4, 2, 3),
};

function programOf(change: Partial<TransposeInstruction>) {
  return oneInstructionProgram({ input: int16(2, 3, 4), instruction: { ...VALID, ...change } });
}

describe("Transpose", () => {
  itComputesVectors("transpose", 40);

  it.each([
    {
      wrong: "another element type",
      change: { output: { ...VALID.output, dtype: "int32" } } as const,
      message: "instructions[0].output: expected int16",
    },
    { wrong: "an axis twice", change: { axis0: 1 }, message: "instructions[0] different axes" },
    { wrong: "an axis that there is not", change: { axis0: 3 }, message: "instructions[0].axis0" },
    { wrong: "a fourth axis of three", change: { axis3: 3 }, message: "instructions[0].axis3" },
    { wrong: "a missing axis", change: { axis2: -1 }, message: "instructions[0].axis2" },
    {
      wrong: "another shape",
      change: { output: int16(2, 3, 4) },
      message: "instructions[0].output: expected shape [4, 2, 3]",
    },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });
});
