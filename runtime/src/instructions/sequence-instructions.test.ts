import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { compareRandomSteps, RANDOM_STEPS } from "../../testing/random-step.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { checkLastInstruction, runStepVector, type StepVector, stepVectorProgram } from "../../testing/step-vectors.ts";
import { toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import { INSTRUCTION_SET } from "../program/instruction-set.ts";
import type { ConstantType, Instruction, Operation, Program } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { philox } from "../reference/philox.ts";

const FILES = {
  "row-max": 13,
  "row-sum": 13,
  "row-sum-sq": 26,
  "sqrt-reciprocal": 8,
  "norm-apply": 30,
  "exp-shift": 19,
  "softmax-normalise": 16,
  gather: 6,
  rope: 20,
  sample: 11,
  "cache-append": 18,
  "attention-scores": 16,
  "attention-mix": 16,
  position: 3,
};

describe.each(Object.entries(FILES))("vectors of %s", (file, least) => {
  const vectors = readVectors<StepVector>(file);

  it("has vectors", () => expect(vectors.length).toBeGreaterThanOrEqual(least));

  it.each(vectors)("computes: $name", async (vector) => {
    const program = stepVectorProgram(vector);
    checkLastInstruction(program);
    expect(toHex(encodeProgram(program).at(-1 - vector.constants.length) ?? new Uint8Array())).toBe(vector.record);
    for (const [engine, found] of Object.entries(await runStepVector(vector))) {
      expect(toHex(found), engine).toBe(vector.outputBytes);
    }
  });
});

describe("Philox4x32-10", () => {
  it.each(readVectors<{ counter: number[]; key: number[]; words: number[] }>("philox"))(
    "gives the known answer for $counter",
    ({ counter, key, words }) => expect(philox(counter, key)).toEqual(words),
  );
});

describe("on random operands both engines compute the same", () => {
  const seed = Random.seed();
  console.log(`sequence instructions: OPENIMO_SEED=${seed}`);

  it("for every instruction of the vectors", () => {
    const tested = Object.keys(RANDOM_STEPS).map((op) => INSTRUCTION_SET[op as Operation].opcode);
    const withVectors = Object.keys(FILES).map((file) => readVectors<StepVector>(file)[0].op);
    expect(tested.sort()).toEqual(withVectors.map((op) => INSTRUCTION_SET[op].opcode).sort());
  });

  it.each(Object.entries(RANDOM_STEPS))("%s", async (_, make) => {
    await expect(compareRandomSteps(make, seed, 60)).resolves.toBeUndefined();
  });
});

describe("validation", () => {
  const int16 = (...shape: number[]): TensorType => ({ dtype: "int16", shape, log2Leaf: 8 });
  const int32 = (...shape: number[]): TensorType => ({ dtype: "int32", shape, log2Leaf: 8 });
  const rows = (count: number, columns: number): ConstantType => ({ kind: "rows", rows: count, columns, log2Leaf: 8 });
  const table = (count: number, columns: number): ConstantType => ({
    ...{ kind: "table", dtype: "int16", rows: count, columns, log2Leaf: 8 },
  });
  type Case = [
    wrong: string,
    instruction: Instruction,
    operands: readonly TensorType[],
    message: string,
    constant?: ConstantType,
  ];
  const scale = { multiplier: 1, shift: 40 };
  const limits = { low: 0, high: 1 };

  const cases: Case[] = [
    ["a row of 4097", { op: "RowMax", operands: [0], output: int16(1) }, [int16(4097)], "rows of at most 4096"],
    ["a maximum in int32", { op: "RowMax", operands: [0], output: int32(2) }, [int16(2, 3)], "expected int16"],
    ["a row of 4097", { op: "RowSum", operands: [0], output: int32(1) }, [int16(1, 4097)], "rows of at most 4096"],
    ["a sum in int16", { op: "RowSum", operands: [0], output: int16(2) }, [int16(2, 3)], "expected int32"],
    ["a sum for each column", { op: "RowSum", operands: [0], output: int32(3) }, [int16(2, 3)], "expected shape [2]"],
    ["centred 2", { op: "RowSumSq", operands: [0], centred: 2, output: int32(2, 2) }, [int16(2, 3)], "centred"],
    ["one limb", { op: "RowSumSq", operands: [0], centred: 0, output: int32(2) }, [int16(2, 3)], "shape [2, 2]"],
    [
      ...(["a row of 4097", { op: "RowSumSq", operands: [0], centred: 0, output: int32(1, 2) }] as const),
      ...([[int16(1, 4097)], "rows of at most 4096"] as const),
    ],
    ["epsilon 0", { op: "SqrtReciprocal", operands: [0], epsilon: 0, output: int32(2, 2) }, [int32(2, 2)], "epsilon"],
    [
      ...([
        "epsilon above 2^52",
        { op: "SqrtReciprocal", operands: [0], epsilon: 2 ** 52 + 1, output: int32(2) },
      ] as const),
      ...([[int32(2)], "epsilon"] as const),
    ],
    ["no pairs", { op: "SqrtReciprocal", operands: [0], epsilon: 1, output: int32(3) }, [int32(3)], "pairs"],
    [
      ...([
        "no constant",
        { op: "NormApply", operands: [0, 1], constant: -1, ...limits, shift: 40, output: int16(3) },
      ] as const),
      ...([[int16(3), int32(2)], "rows of weights"] as const),
    ],
    [
      ...([
        "gamma of another length",
        { op: "NormApply", operands: [0, 1], constant: 0, ...limits, shift: 40, output: int16(3) },
      ] as const),
      ...([[int16(3), int32(2)], "constant.rows", rows(4, 1)] as const),
    ],
    [
      ...([
        "more than a weight a column",
        { op: "NormApply", operands: [0, 1], constant: 0, ...limits, shift: 40, output: int16(3) },
      ] as const),
      ...([[int16(3), int32(2)], "constant.columns", rows(3, 2)] as const),
    ],
    [
      ...([
        "sums of other rows",
        { op: "NormApply", operands: [0, 1, 2], constant: 0, ...limits, shift: 40, output: int16(2, 3) },
      ] as const),
      ...([[int16(2, 3), int32(2, 2), int32(3)], "sums", rows(3, 1)] as const),
    ],
    [
      "a shift of 15",
      { op: "ExpShift", operands: [0, 1], multiplier: 1, shift: 15, output: int16(3) },
      [int16(3), int16(1)],
      "shift",
    ],
    [
      ...([
        "a multiplier of 2^31",
        { op: "ExpShift", operands: [0, 1], multiplier: 2 ** 31, shift: 40, output: int16(3) },
      ] as const),
      ...([[int16(3), int16(1)], "multiplier"] as const),
    ],
    [
      "maxima of other rows",
      { op: "ExpShift", operands: [0, 1], ...scale, output: int16(2, 3) },
      [int16(2, 3), int16(3)],
      "max",
    ],
    [
      "sums in int16",
      { op: "SoftmaxNormalise", operands: [0, 1], output: int16(3) },
      [int16(3), int16(1)],
      "expected int32",
    ],
    [
      "indexes in int16",
      { op: "Gather", operands: [0], constant: 0, shift: 40, output: int16(1, 3) },
      [int16(1)],
      "expected int32",
      rows(5, 3),
    ],
    [
      "a table",
      { op: "Gather", operands: [0], constant: 0, shift: 40, output: int16(1, 3) },
      [int32(1)],
      "rows of weights",
      table(5, 3),
    ],
    [
      "a table too short for the steps",
      { op: "Rope", operands: [0], constant: 0, output: int16(1, 4) },
      [int16(1, 4)],
      "a row for every position",
      table(8, 2),
    ],
    [
      "a table too short for the rows",
      { op: "Rope", operands: [0], constant: 0, output: int16(2, 4) },
      [int16(2, 4)],
      "a row for every position",
      table(9, 2),
    ],
    ["odd heads", { op: "Rope", operands: [0], constant: 0, output: int16(1, 6) }, [int16(1, 6)], "pairs", table(9, 3)],
    [
      "heads that do not fit",
      { op: "Rope", operands: [0], constant: 0, output: int16(1, 6) },
      [int16(1, 6)],
      "pairs",
      table(9, 4),
    ],
    [
      "a short Gumbel table",
      { op: "Sample", operands: [0], constant: 0, ...scale, output: int32(1) },
      [int16(3)],
      "constant.columns",
      table(1, 8191),
    ],
    ["axis 2", { op: "CacheAppend", operands: [0], axis: 2, output: int16(9, 3) }, [int16(3)], "axis"],
    [
      "a cache of other steps",
      { op: "CacheAppend", operands: [0], axis: 0, output: int16(8, 3) },
      [int16(3)],
      "expected shape [9, 3]",
    ],
    [
      "a cache turned",
      { op: "CacheAppend", operands: [0], axis: 1, output: int16(9, 3) },
      [int16(3)],
      "expected shape [3, 9]",
    ],
    [
      "heads that do not divide",
      { op: "AttentionScores", operands: [0, 1], ...scale, output: int16(4, 9) },
      [int16(1, 6), int16(9, 6)],
      "4 heads",
    ],
    [
      "3 key heads for 4",
      { op: "AttentionScores", operands: [0, 1], ...scale, output: int16(4, 9) },
      [int16(1, 8), int16(9, 6)],
      "a divisor of 4",
    ],
    [
      "more key heads than heads",
      { op: "AttentionScores", operands: [0, 1], ...scale, output: int16(2, 9) },
      [int16(1, 8), int16(9, 16)],
      "a divisor of 2",
    ],
    [
      "heads of 4097",
      { op: "AttentionScores", operands: [0, 1], ...scale, output: int16(1, 9) },
      [int16(1, 4097), int16(9, 4097)],
      "at most 4096",
    ],
    [
      "a shift below 32",
      { op: "AttentionMix", operands: [0, 1], multiplier: 1, shift: 31, output: int16(1, 4) },
      [int16(2, 9), int16(4, 9)],
      "shift",
    ],
    [
      "values of other steps",
      { op: "AttentionMix", operands: [0, 1], ...scale, output: int16(1, 4) },
      [int16(2, 9), int16(4, 8)],
      "values",
    ],
  ];

  const programOf = ([, instruction, operands, , constant]: Case, steps: boolean): Program => ({
    input: operands[0],
    constants: constant === undefined ? [] : [constant],
    instructions: [
      ...operands.slice(1).map((output): Instruction => ({ op: "Position", operands: [], output })),
      instruction,
    ],
    outputs: [operands.length],
    ...(steps ? { loop: { prompt: int32(1), stepLimit: 9, tokenLimit: 1, stopToken: -1 } } : {}),
  });

  it.each(cases)("refuses %s: $1.op", (...each) => {
    expect(() => checkLastInstruction(programOf(each as Case, true))).toThrow(each[3]);
  });

  it("refuses what only steps have in a program without them", () => {
    const stepped: Case[] = [
      ["", { op: "Position", operands: [], output: int32(1) }, [int32(1)], ""],
      ["", { op: "CacheAppend", operands: [0], axis: 0, output: int16(9, 3) }, [int16(3)], ""],
      ["", { op: "Sample", operands: [0], constant: 0, ...scale, output: int32(1) }, [int16(3)], "", table(1, 8192)],
      ["", { op: "AttentionScores", operands: [0, 1], ...scale, output: int16(1, 9) }, [int16(3), int16(9, 3)], ""],
      ["", { op: "AttentionMix", operands: [0, 1], ...scale, output: int16(1, 3) }, [int16(1, 9), int16(3, 9)], ""],
    ];
    for (const each of stepped) {
      expect(() => checkLastInstruction(programOf(each, true)), each[1].op).not.toThrow();
      expect(() => checkLastInstruction(programOf(each, false)), each[1].op).toThrow("expected a program with steps");
    }
  });
});
