import { describe, expect, it } from "vitest";
import { bothEngines } from "../../testing/both-engines.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { type ClampVector, clampProgram } from "../../testing/vectors/plain-vectors.ts";
import { fromHex, toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import { validateProgram } from "../program/validate-program.ts";

describe("Clamp", () => {
  const vectors = readVectors<ClampVector>("clamp");

  it("has vectors of both element types", () => {
    expect(new Set(vectors.map(({ dtype }) => dtype))).toEqual(new Set(["uint8", "int16"]));
  });

  it.each(vectors)("computes: $name", async (vector) => {
    const program = clampProgram(vector);
    expect(toHex(encodeProgram(program)[1])).toBe(vector.record);
    for (const executor of await bothEngines({ program, constants: [] })) {
      expect(toHex(await executor.run(fromHex(vector.operandBytes))), executor.engine).toBe(vector.outputBytes);
    }
  });

  it("refuses limits out of order, out of range, and an int32 operand", () => {
    const valid = { dtype: "int16", x: [1], low: 0, high: 9 } as const;
    validateProgram(clampProgram(valid));
    expect(() => validateProgram(clampProgram({ ...valid, low: 10 }))).toThrow("instructions[0].high");
    expect(() => validateProgram(clampProgram({ ...valid, low: -32768 }))).toThrow("instructions[0].low");
    expect(() => validateProgram(clampProgram({ ...valid, dtype: "int32" }))).toThrow("instructions[0].operand");
  });
});
