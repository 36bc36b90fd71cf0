import { describe, expect, it } from "vitest";
import { bothEngines } from "../../testing/both-engines.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { type ArgMaxVector, argMaxProgram } from "../../testing/vectors/plain-vectors.ts";
import { fromHex, toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import { validateProgram } from "../program/validate-program.ts";

describe("ArgMax", () => {
  const vectors = readVectors<ArgMaxVector>("arg-max");

  it("has vectors", () => expect(vectors.length).toBeGreaterThan(5));

  it.each(vectors)("computes: $name", async ({ x, operandBytes, outputBytes, record }) => {
    const program = argMaxProgram(x.length, x[0].length);
    expect(toHex(encodeProgram(program)[1])).toBe(record);
    for (const executor of await bothEngines({ program, constants: [] })) {
      expect(toHex(await executor.run(fromHex(operandBytes))), executor.engine).toBe(outputBytes);
    }
  });

  it("refuses an output of another shape", () => {
    validateProgram(argMaxProgram(2, 3));
    expect(() => validateProgram(argMaxProgram(2, 3, [1]))).toThrow("instructions[0].output: expected shape [2]");
  });
});
