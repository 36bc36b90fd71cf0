import { describe, expect, it } from "vitest";
import { bothEngines } from "../../testing/both-engines.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { fromHex, type Hex, toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import type { Program, RowsType } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { validateProgram } from "../program/validate-program.ts";
import { packRows } from "../tree/row-layout.ts";
import type { GemmInstruction } from "./gemm.ts";

interface GemmVector {
  readonly name: string;
  readonly x: readonly number[][];
  readonly weights: readonly number[][];
  readonly bias: readonly number[];
  readonly multipliers: readonly number[];
  readonly shift: number;
  readonly low: number;
  readonly high: number;
  readonly operandBytes: Hex;
  readonly constantBytes: Hex;
  readonly outputBytes: Hex;
  readonly record: Hex;
}

const int16 = (shape: number[]): TensorType => ({ dtype: "int16", shape, log2Leaf: 8 });

function programOf(vector: Pick<GemmVector, "x" | "weights" | "shift" | "low" | "high">): Program {
  const { x, weights, shift, low, high } = vector;
  const [rows, columns, channels] = [x.length, x[0].length, weights.length];
  const gemm: GemmInstruction = {
    ...{ op: "Gemm", operands: [0], constant: 0, shift, low, high },
    output: int16([rows, channels]),
  };
  return { input: int16([rows, columns]), constants: [rowsOf(vector)], instructions: [gemm], outputs: [1] };
}

function rowsOf({ x, weights }: Pick<GemmVector, "x" | "weights">): RowsType {
  return { kind: "rows", rows: weights.length, columns: x[0].length, log2Leaf: 8 };
}

describe("Gemm", () => {
  const vectors = readVectors<GemmVector>("gemm");

  it("has vectors of the extremes", () => {
    expect(vectors.length).toBeGreaterThan(25);
    expect(vectors.some(({ shift }) => shift === 32) && vectors.some(({ shift }) => shift === 62)).toBe(true);
    expect(vectors.some(({ multipliers }) => multipliers.some((m) => m >= 2 ** 31))).toBe(true);
  });

  it.each(vectors)("computes: $name", async (vector) => {
    const program = programOf(vector);
    expect(toHex(encodeProgram(program)[1])).toBe(vector.record);
    for (const executor of await bothEngines({ program, constants: [fromHex(vector.constantBytes)] })) {
      expect(toHex(await executor.run(fromHex(vector.operandBytes))), executor.engine).toBe(vector.outputBytes);
    }
  });

  it.each(vectors)("commits rows in lane order: $name", (vector) => {
    const packed = packRows(rowsOf(vector), {
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
      { ...rowsOf(vector), columns: rowBytes - 32 },
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
    for (const executor of await bothEngines({ program: programOf(vector), constants: [constant] })) {
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
    validateProgram(programOf(valid));
    expect(() => validateProgram(programOf({ ...valid, ...change }))).toThrow(message);
  });

  it("refuses shapes that do not agree", () => {
    const program = programOf(valid);
    const [gemm] = program.instructions;
    const wrongOutput = { ...program, instructions: [{ ...gemm, output: int16([1, 2]) }] };
    expect(() => validateProgram(wrongOutput)).toThrow("instructions[0].output: expected shape [1, 1]");
    const wrongInput = { ...program, input: int16([4]) };
    expect(() => validateProgram(wrongInput)).toThrow("instructions[0].operand: expected whole rows of 3");
    const wrongType: Program = { ...program, input: { ...program.input, dtype: "uint8" } };
    expect(() => validateProgram(wrongType)).toThrow("instructions[0].operand: expected int16");
  });
});
