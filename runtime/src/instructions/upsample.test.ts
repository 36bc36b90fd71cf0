import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import { int16, oneInstructionProgram } from "../../testing/random-instruction.ts";
import { validateProgram } from "../program/validate-program.ts";
import type { UpsampleInstruction } from "./upsample.ts";

const VALID: UpsampleInstruction = {
  ...{ op: "Upsample", operands: [0], factorHeight: 2, factorWidth: 3 },
  output: int16(1, 4, 9, 5),
};

function programOf(change: Partial<UpsampleInstruction>) {
  return oneInstructionProgram({ input: int16(1, 2, 3, 5), instruction: { ...VALID, ...change } });
}

describe("Upsample", () => {
  itComputesVectors("upsample", 20);

  it.each([
    {
      wrong: "another element type",
      change: { output: { ...VALID.output, dtype: "int32" } } as const,
      message: "instructions[0].output: expected int16",
    },
    { wrong: "a factor of 0", change: { factorHeight: 0 }, message: "instructions[0].factorHeight" },
    { wrong: "a factor that is no integer", change: { factorWidth: 1.5 }, message: "instructions[0].factorWidth" },
    {
      wrong: "another shape",
      change: { output: int16(1, 4, 6, 5) },
      message: "instructions[0].output: expected shape [1, 4, 9, 5]",
    },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(programOf({}));
    expect(() => validateProgram(programOf(change))).toThrow(message);
  });
});
