import { describe, expect, it } from "vitest";
import { selfTestModel } from "../executor/self-test-model.ts";
import { validateProgram } from "./validate-program.ts";

describe("the outputs of a program", () => {
  const { program } = selfTestModel();
  const last = program.instructions.length;

  it.each([[[1]], [[last, last]], [[1, 1, 1, 1, 1, last]]])("may be %j", (outputs) => {
    validateProgram({ ...program, outputs });
  });

  it.each([
    [[], "outputs.length: expected an integer from 1 to 6"],
    [[1, 1, 1, 1, 1, 1, 1], "outputs.length"],
    [[0], "outputs[0]: expected an integer from 1"],
    [[1, last + 1], "outputs[1]"],
  ])("may not be %j", (outputs, message) => {
    expect(() => validateProgram({ ...program, outputs })).toThrow(message);
  });
});
