import { describe, expect, it } from "vitest";
import { bothEngines } from "../../testing/both-engines.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { fromHex, type Hex, toHex } from "../hash/hex.ts";
import type { DType } from "../program/dtype.ts";
import { encodeProgram } from "../program/encode-program.ts";
import type { Program } from "../program/program.ts";
import { validateProgram } from "../program/validate-program.ts";

interface ClampVector {
  readonly name: string;
  readonly dtype: DType;
  readonly x: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly operandBytes: Hex;
  readonly outputBytes: Hex;
  readonly record: Hex;
}

function programOf({ dtype, x, low, high }: Pick<ClampVector, "dtype" | "x" | "low" | "high">): Program {
  const shape = [x.length];
  return {
    input: { dtype, shape, log2Leaf: 8 },
    constants: [],
    instructions: [{ op: "Clamp", operands: [0], low, high, output: { dtype: "int16", shape, log2Leaf: 8 } }],
    outputs: [1],
  };
}

describe("Clamp", () => {
  const vectors = readVectors<ClampVector>("clamp");

  it("has vectors of both element types", () => {
    expect(new Set(vectors.map(({ dtype }) => dtype))).toEqual(new Set(["uint8", "int16"]));
  });

  it.each(vectors)("computes: $name", async (vector) => {
    const program = programOf(vector);
    expect(toHex(encodeProgram(program)[1])).toBe(vector.record);
    for (const executor of await bothEngines({ program, constants: [] })) {
      expect(toHex(await executor.run(fromHex(vector.operandBytes))), executor.engine).toBe(vector.outputBytes);
    }
  });

  it("refuses limits out of order, out of range, and an int32 operand", () => {
    const valid = { dtype: "int16", x: [1], low: 0, high: 9 } as const;
    validateProgram(programOf(valid));
    expect(() => validateProgram(programOf({ ...valid, low: 10 }))).toThrow("instructions[0].high");
    expect(() => validateProgram(programOf({ ...valid, low: -32768 }))).toThrow("instructions[0].low");
    expect(() => validateProgram(programOf({ ...valid, dtype: "int32" }))).toThrow("instructions[0].operand");
  });
});
