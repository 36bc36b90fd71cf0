import { describe, expect, it } from "vitest";
import { bothEngines } from "../../testing/both-engines.ts";
import { int16 } from "../../testing/random-instruction.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { type GemmVector, gemmProgram, gemmRows } from "../../testing/vectors/plain-vectors.ts";
import { fromHex, toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import type { Program } from "../program/program.ts";
import { validateProgram } from "../program/validate-program.ts";
import { packRows } from "../tree/row-layout.ts";

describe("Gemm", () => {
  const vectors = readVectors<GemmVector>("gemm");

  it("has vectors of the extremes", () => {
    expect(vectors.length).toBeGreaterThan(25);
    expect(vectors.some(({ shift }) => shift === 32) && vectors.some(({ shift }) => shift === 62)).toBe(true);
    expect(vectors.some(({ multipliers }) => multipliers.some((m) => m >= 2 ** 31))).toBe(true);
  });

  it.each(vectors)("computes: $name", async (vector) => {
    const program = gemmProgram(vector);
    expect(toHex(encodeProgram(program)[1])).toBe(vector.record);
    for (const executor of await bothEngines({ program, constants: [fromHex(vector.constantBytes)] })) {
      expect(toHex(await executor.run(fromHex(vector.operandBytes))), executor.engine).toBe(vector.outputBytes);
    }
  });

  it.each(vectors)("commits rows in lane order: $name", (vector) => {
    const packed = packRows(gemmRows(vector), {
      weights: Int8Array.from(vector.weights.flat()),
      bias: Int32Array.from(vector.bias),
      multipliers: Uint32Array.from(vector.multipliers),
    });
    expect(toHex(packed)).toBe(vector.constantBytes);
  });

  it("ignores what the row layout leaves unused", async () => {
    const vector = vectors.find(({ name }) => name === "random, 33 columns");
    if (vector === undefined) throw new Error("the vector is missing");
    const constant = fromHex(vector.constantBytes);
    const rowBytes = constant.length / vector.weights.length;
    const used = packRows(
      { ...gemmRows(vector), columns: rowBytes - 32 },
      {
        // 1 where a position of the row holds a weight, 0 where it is padding.
        weights: Int8Array.from({ length: vector.weights.length * (rowBytes - 32) }, (_, i) =>
          i % (rowBytes - 32) < 33 ? 1 : 0,
        ),
        bias: new Int32Array(vector.weights.length),
        multipliers: new Uint32Array(vector.weights.length),
      },
    );
    constant.forEach((byte, i) => {
      const position = i % rowBytes;
      if (position < 24 || (position >= 32 && used[i] === 0x80)) constant[i] = byte ^ 0xa5;
    });
    expect(toHex(constant)).not.toBe(vector.constantBytes);
    for (const executor of await bothEngines({ program: gemmProgram(vector), constants: [constant] })) {
      expect(toHex(await executor.run(fromHex(vector.operandBytes))), executor.engine).toBe(vector.outputBytes);
    }
  });

  const valid = { x: [[1, 2, 3]], weights: [[1, 2, 3]], shift: 40, low: 0, high: 32767 };
  it.each([
    { wrong: "a shift below 32", change: { shift: 31 }, message: "instructions[0].shift" },
    { wrong: "a shift above 62", change: { shift: 63 }, message: "instructions[0].shift" },
    { wrong: "a shift that is no integer", change: { shift: 40.5 }, message: "instructions[0].shift" },
    { wrong: "a low limit below the symmetric range", change: { low: -32768 }, message: "instructions[0].low" },
    { wrong: "a high limit below the low one", change: { low: 5, high: 4 }, message: "instructions[0].high" },
    { wrong: "a high limit above int16", change: { high: 32768 }, message: "instructions[0].high" },
    { wrong: "4097 columns", change: { x: [new Array(4097).fill(0)] }, message: "instructions[0].constant.columns" },
  ])("refuses $wrong", ({ change, message }) => {
    validateProgram(gemmProgram(valid));
    expect(() => validateProgram(gemmProgram({ ...valid, ...change }))).toThrow(message);
  });

  it("refuses shapes that do not agree", () => {
    const program = gemmProgram(valid);
    const [gemm] = program.instructions;
    const wrongOutput = { ...program, instructions: [{ ...gemm, output: int16(1, 2) }] };
    expect(() => validateProgram(wrongOutput)).toThrow("instructions[0].output: expected shape [1, 1]");
    const wrongInput = { ...program, input: int16(4) };
    expect(() => validateProgram(wrongInput)).toThrow("instructions[0].operand: expected whole rows of 3");
    const wrongType: Program = { ...program, input: { ...program.input, dtype: "uint8" } };
    expect(() => validateProgram(wrongType)).toThrow("instructions[0].operand: expected int16");
  });
});
