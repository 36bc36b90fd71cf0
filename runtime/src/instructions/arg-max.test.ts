import { describe, expect, it } from "vitest";
import { bothEngines } from "../../testing/both-engines.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { fromHex, type Hex, toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import type { Program } from "../program/program.ts";
import { validateProgram } from "../program/validate-program.ts";

interface ArgMaxVector {
  readonly name: string;
  readonly x: readonly number[][];
  readonly operandBytes: Hex;
  readonly outputBytes: Hex;
  readonly record: Hex;
}

function programOf(rows: number, columns: number, outputShape = [rows]): Program {
  return {
    input: { dtype: "int16", shape: [rows, columns], log2Leaf: 8 },
    constants: [],
    instructions: [{ op: "ArgMax", operands: [0], output: { dtype: "int32", shape: outputShape, log2Leaf: 8 } }],
    outputs: [1],
  };
}

describe("ArgMax", () => {
  const vectors = readVectors<ArgMaxVector>("arg-max");

  it("has vectors", () => expect(vectors.length).toBeGreaterThan(5));

  it.each(vectors)("computes: $name", async ({ x, operandBytes, outputBytes, record }) => {
    const program = programOf(x.length, x[0].length);
    expect(toHex(encodeProgram(program)[1])).toBe(record);
    for (const executor of await bothEngines({ program, constants: [] })) {
      expect(toHex(await executor.run(fromHex(operandBytes))), executor.engine).toBe(outputBytes);
    }
  });

  it("refuses an output of another shape", () => {
    validateProgram(programOf(2, 3));
    expect(() => validateProgram(programOf(2, 3, [1]))).toThrow("instructions[0].output: expected shape [2]");
  });
});
